//! Counts down to lift-off, a number a second: the smallest generator, on tokio.
use futures::StreamExt;

#[asyncgen::async_generator]
async fn countdown(from: u32) -> u32 {
    for n in (1..=from).rev() {
        yield_!(n);
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
}

#[tokio::main]
async fn main() {
    countdown(3).for_each(async |n| println!("{n}")).await;
}
