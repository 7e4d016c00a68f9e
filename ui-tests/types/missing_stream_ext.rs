// `next` comes from `futures::StreamExt`, which rustc says; a trait of ours once had a `next`, too.
use asyncgen::async_generator;
use futures as _;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
}

fn main() {
    let mut numbers = std::pin::pin!(numbers());
    let _ = async move { numbers.next().await };
}
