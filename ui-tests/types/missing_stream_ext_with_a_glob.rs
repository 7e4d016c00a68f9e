// As without the glob import, which brings no `next` of ours.
use asyncgen::*;
use futures as _;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
}

fn main() {
    let mut numbers = std::pin::pin!(numbers());
    let _ = async move { numbers.next().await };
}
