use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!({
        _asyncgen_slot.put(1);
        2
    });
}

fn main() {
    let _ = numbers();
}
