use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let one = 1u32.await;
    yield_!(one);
}

fn main() {
    let _ = numbers();
}
