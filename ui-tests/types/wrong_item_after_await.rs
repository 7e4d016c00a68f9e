use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(std::future::ready("one").await);
}

fn main() {
    let _ = numbers();
}
