//! The attribute would cover the call, and not the body.
use asyncgen::async_generator;

#[async_generator]
#[tracing::instrument(skip(from))]
async fn numbers(from: u32) -> u32 {
    yield_!(from);
}

fn main() {
    let _ = numbers(1);
}
