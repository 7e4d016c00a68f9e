use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!({
        drop(_asyncgen_item);
        2
    });
}

fn main() {
    let _ = numbers();
}
