use asyncgen::async_generator;

fn tick() {}

#[async_generator]
async fn numbers() -> u32 {
    tick().await;
    yield_!(1);
}

fn main() {
    let _ = numbers();
}
