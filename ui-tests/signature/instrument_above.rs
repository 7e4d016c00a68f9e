//! As `#[tracing::instrument]` leaves it, which puts the body into a future.
use asyncgen::async_generator;

#[async_generator]
async fn numbers(from: u32) -> u32 {
    let __tracing_attr_span = ();
    let __tracing_instrument_future = async move {
        yield_!(from);
        yield_!(from + 1);
    };
    __tracing_instrument_future.await
}

fn main() {
    let _ = numbers(1);
}
