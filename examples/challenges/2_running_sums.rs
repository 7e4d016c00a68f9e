//! Challenge 2: a generator that consumes another one: random numbers, and their running sums.

#[path = "support/log.rs"]
mod log;
#[path = "support/rng.rs"]
mod rng;

use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;

use asyncgen::{AsyncGenerator, AsyncGeneratorExt as _, async_generator};
use futures::StreamExt as _;
use tokio::time::sleep;

pub(crate) use log::{Log, transcript};
use rng::Rng;

/// Ten random integers below 4, each after as many seconds.
#[async_generator]
pub(crate) async fn numbers(seed: u64) -> u64 {
    let mut rng = Rng(seed);
    for _ in 0..10 {
        let n = rng.below(4);
        sleep(Duration::from_secs(n)).await;
        yield_!(n);
    }
}

/// Yields the sum so far after each number. Closes its source when it ends or is closed.
#[async_generator]
async fn sums(mut source: impl AsyncGenerator<Item = u64, Thrown = Infallible> + Unpin) -> u64 {
    finally! {
        source.close().await.expect("a source yields nothing while it is closed");
    }
    let mut sum = 0;
    #[for_await]
    for n in &mut source {
        sum += n;
        yield_!(sum);
    }
}

pub(crate) async fn running_sums(log: &Log) {
    let numbers = pin!(numbers(525));
    let mut sums = pin!(sums(numbers));
    while let Some(sum) = sums.next().await {
        log.say(format_args!("sum {sum}"));
    }
}

/// Counts for ever; its cleanup takes a while.
#[async_generator]
async fn endless(log: &Log) -> u64 {
    finally! {
        sleep(Duration::from_secs(1)).await;
        log.say("inner closed");
    }
    for n in 1.. {
        yield_!(n);
    }
}

/// `close` ends `sums`, and `sums` closes its source.
pub(crate) async fn leaving_early(log: &Log) {
    let endless = pin!(endless(log));
    let mut sums = pin!(sums(endless));
    while let Some(sum) = sums.next().await {
        log.say(format_args!("sum {sum}"));
        if sum == 3 {
            break;
        }
    }
    sums.close().await.expect("sums yields nothing while it is closed");
    log.say("left early");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub(crate) async fn main() {
    print!("{}", transcript(running_sums).await);
    println!("\nLeaving early:\n{}", transcript(leaving_early).await.trim_end());
}
