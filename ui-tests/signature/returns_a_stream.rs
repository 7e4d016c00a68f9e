use asyncgen::async_generator;
use futures::Stream;

#[async_generator]
async fn numbers(from: u32) -> impl Stream<Item = u32> {
    yield_!(from);
}

fn main() {
    let _ = numbers(1);
}
