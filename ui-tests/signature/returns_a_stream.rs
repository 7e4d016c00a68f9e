// errors: 4
//! The function has the item that was meant, so that its body and its callers are checked.
use asyncgen::{AsyncGenerator, async_generator};
use futures::Stream;

#[async_generator]
async fn stream(from: u32) -> impl Stream<Item = u32> {
    yield_!(from);
}

#[async_generator]
async fn fallible(text: &str) -> impl Stream<Item = Result<u32, std::num::ParseIntError>> + Send {
    yield_!(Ok(text.parse()?));
}

#[async_generator]
async fn generator() -> impl AsyncGenerator<Item = Vec<u8>, Sent = ()> {
    yield_!(vec![]);
}

#[async_generator]
async fn without_item() -> impl Stream {
    yield_!(1);
}

fn main() {
    let _ = (stream(1), fallible("1"), generator(), without_item());
}
