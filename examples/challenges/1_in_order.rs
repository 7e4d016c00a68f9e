//! Challenge 1: a loop that awaits and yields, one awaitable after the other, never two at once.

#[path = "support/log.rs"]
mod log;

use std::pin::pin;
use std::time::Duration;

use asyncgen::async_generator;
use futures::StreamExt as _;
use tokio::time::sleep;

pub(crate) use log::{Log, transcript};

/// Yields the numbers from 1 to 4, each after some work.
#[async_generator]
async fn numbers(log: &Log) -> u64 {
    for n in 1..=4 {
        yield_!(work(n, log).await);
    }
}

/// Works for less time the higher the number is: concurrently, the four would end in the opposite
/// order, all within a second.
async fn work(n: u64, log: &Log) -> u64 {
    log.say(format_args!("start {n}"));
    sleep(Duration::from_millis(1000 / n)).await;
    log.say(format_args!("end {n}"));
    n
}

pub(crate) async fn in_order(log: &Log) {
    let mut numbers = pin!(numbers(log));
    while let Some(n) = numbers.next().await {
        log.say(format_args!("got {n}"));
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub(crate) async fn main() {
    print!("{}", transcript(in_order).await);
}
