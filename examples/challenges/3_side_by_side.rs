//! Challenge 3: two generators that run concurrently, consumed with `join!`, and a third that adds
//! their items.

#[path = "support/log.rs"]
mod log;
#[path = "support/rng.rs"]
mod rng;

use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;

use asyncgen::{AsyncGenerator, AsyncGeneratorExt as _, async_generator};
use futures::StreamExt as _;
use tokio::join;
use tokio::time::sleep;

pub(crate) use log::{Log, transcript};
use rng::Rng;

/// Yields random integers up to 10, each after a random time of at most a second.
#[async_generator]
async fn numbers(seed: u64, count: usize) -> u64 {
    let mut rng = Rng(seed);
    for _ in 0..count {
        sleep(Duration::from_millis(rng.below(1001))).await;
        yield_!(rng.below(11));
    }
}

async fn consume(name: &str, seed: u64, log: &Log) {
    let mut numbers = pin!(numbers(seed, 5));
    while let Some(n) = numbers.next().await {
        log.say(format_args!("{name} {n}"));
    }
    log.say(format_args!("{name} is done"));
}

/// Takes as long as the slower of the two.
pub(crate) async fn side_by_side(log: &Log) {
    join!(consume("a", 1, log), consume("b", 2, log));
}

/// Takes as long as both together.
pub(crate) async fn one_after_the_other(log: &Log) {
    consume("a", 1, log).await;
    consume("b", 2, log).await;
}

/// Yields the sums of pairs of items of two sources, which run concurrently. Closes both when one
/// ends.
#[async_generator]
async fn pair_sums<A, B>(mut a: A, mut b: B) -> u64
where
    A: AsyncGenerator<Item = u64, Thrown = Infallible> + Unpin,
    B: AsyncGenerator<Item = u64, Thrown = Infallible> + Unpin,
{
    finally! {
        a.close().await.expect("a yields nothing while it is closed");
    }
    finally! {
        b.close().await.expect("b yields nothing while it is closed");
    }
    // `join!(a.next(), a.next())` does not compile, because `next` borrows `a` mutably. Python
    // raises a RuntimeError: "asynchronous generator is already running".
    while let (Some(x), Some(y)) = join!(a.next(), b.next()) {
        yield_!(x + y);
    }
}

pub(crate) async fn step_by_step(log: &Log) {
    let (a, b) = (pin!(numbers(1, 5)), pin!(numbers(2, 5)));
    let mut sums = pin!(pair_sums(a, b));
    while let Some(sum) = sums.next().await {
        log.say(format_args!("pair sum {sum}"));
    }
}

/// The third number of `b` belongs to no pair: it is dropped, and `b` is closed.
pub(crate) async fn uneven_lengths(log: &Log) {
    let (mut a, mut b) = (pin!(numbers(1, 2)), pin!(numbers(2, 5)));
    pair_sums(a.as_mut(), b.as_mut())
        .for_each(async |sum| log.say(format_args!("pair sum {sum}")))
        .await;
    log.say(format_args!("a is {}, b is {}", a.state(), b.state()));
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub(crate) async fn main() {
    println!("Side by side:\n{}", transcript(side_by_side).await);
    println!("One after the other:\n{}", transcript(one_after_the_other).await);
    println!("Step by step:\n{}", transcript(step_by_step).await);
    println!("Uneven lengths:\n{}", transcript(uneven_lengths).await.trim_end());
}
