//! Challenge 4: a loop that exhausts a generator by hand, and logs a last line at the end.

#[path = "support/log.rs"]
mod log;

use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use asyncgen::async_generator;
use futures::{Stream, StreamExt as _};
use tokio::time::sleep;

pub(crate) use log::{Log, transcript};

/// Ends at the end of its body; `return` would end it too. There is no StopAsyncIteration that it
/// could raise by mistake.
#[async_generator]
async fn numbers() -> u32 {
    for n in 0..3 {
        sleep(Duration::from_millis(100)).await;
        yield_!(n);
    }
}

/// `None` is the end. This is `while let Some(n)`, written out.
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

/// After the end, `next` returns `None` at once: it neither panics nor starts again.
pub(crate) async fn none_for_ever(log: &Log) {
    let mut numbers = pin!(numbers());
    for _ in 0..6 {
        log.say(format_args!("{:?}", numbers.next().await));
    }
}

/// The same stream written by hand: only here does the author write `None`.
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

/// The same loop works for both streams.
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
