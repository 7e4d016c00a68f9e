//! Challenge 4: a generator exhausted by hand, in a loop that logs a last line at the end of the iteration.

#[path = "support/log.rs"]
mod log;

use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use asyncgen::async_generator;
use futures::{Stream, StreamExt as _};
use tokio::time::sleep;

pub(crate) use log::{Log, transcript};

/// Ends by reaching its end; `return` ends one as well. There is no StopAsyncIteration that it could raise by mistake.
#[async_generator]
async fn numbers() -> u32 {
    for n in 0..3 {
        sleep(Duration::from_millis(100)).await;
        yield_!(n);
    }
}

/// `None` is the end: what `while let Some(n)` leaves the loop at, in so many words.
async fn exhaust(source: impl Stream<Item = u32>, log: &Log) {
    let mut source = pin!(source);
    loop {
        match source.next().await {
            Some(n) => log.say(format_args!("value {n}")),
            None => {
                log.say("depleted");
                break;
            }
        }
    }
}

pub(crate) async fn by_hand(log: &Log) {
    exhaust(numbers(), log).await;
}

/// `next` neither panics nor starts over nor takes time after the end.
pub(crate) async fn none_for_ever(log: &Log) {
    let mut numbers = pin!(numbers());
    for _ in 0..6 {
        log.say(format_args!("{:?}", numbers.next().await));
    }
}

/// The numbers without a generator: only here is `None` something that one writes.
struct Counter {
    next: u32,
}

impl Stream for Counter {
    type Item = u32;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
        if self.next == 3 {
            return Poll::Ready(None);
        }
        self.next += 1;
        Poll::Ready(Some(self.next - 1))
    }
}

/// The loop cannot tell what the stream is made of.
pub(crate) async fn a_stream_without_a_generator(log: &Log) {
    exhaust(Counter { next: 0 }, log).await;
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub(crate) async fn main() {
    println!("By hand:\n{}", transcript(by_hand).await);
    println!("None for ever:\n{}", transcript(none_for_ever).await);
    println!(
        "A stream without a generator:\n{}",
        transcript(a_stream_without_a_generator).await.trim_end()
    );
}
