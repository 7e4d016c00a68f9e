use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
    std::future::ready(2).await
}

fn main() {
    let _ = numbers();
}
