//! An item is evaluated straight into the poller's frame only if the evaluation cannot suspend,
//! because a slot in a frame is valid for one poll.
#![allow(missing_docs)]

use std::mem::size_of_val;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use asyncgen::{async_generator, stream};
use asyncgen_tests::drain;
use futures::Stream;

/// The macro does not know that it is small, so that yields take slots.
type Number = u64;

/// Suspends once.
async fn pause() {
    let mut paused = false;
    std::future::poll_fn(|_| match std::mem::replace(&mut paused, true) {
        false => Poll::Pending,
        true => Poll::Ready(()),
    })
    .await
}

async fn paused(n: u64) -> u64 {
    pause().await;
    n
}

macro_rules! hidden {
    ($n:expr) => {
        paused($n).await
    };
}

#[async_generator]
async fn pausing(n: u64) -> u64 {
    pause().await;
    yield_!(n);
}

/// Items of every kind of expression that can suspend.
#[async_generator(send = u64)]
async fn items() -> Number {
    yield_!(paused(1).await);
    yield_!(hidden!(2));
    yield_!({
        let mut last = 0;
        #[for_await]
        for n in pausing(3) {
            last = n;
        }
        last
    });
    yield_!(yield_!(4).unwrap_or(5));
    yield_!(if pausing_truth().await { 6 } else { 0 });
    yield_!({
        finally! { pause().await; }
        7
    });
    yield_!(match catch! { pause().await; 8 } {
        Ok(n) => n,
        Err(never) => match never {},
    });
}

async fn pausing_truth() -> bool {
    paused(1).await == 1
}

/// Polls from another stack depth each time, so that a write to a stale slot would be noticed.
#[inline(never)]
fn poll_deeper<S: Stream<Item = u64>>(depth: usize, stream: Pin<&mut S>) -> Poll<Option<u64>> {
    let padding = [depth; 64];
    match depth {
        0 => stream.poll_next(&mut Context::from_waker(Waker::noop())),
        _ => poll_deeper(std::hint::black_box(padding)[0] - 1, stream),
    }
}

#[test]
fn a_slot_is_never_used_in_a_later_poll() {
    let mut generator = std::pin::pin!(items());
    let mut seen = Vec::new();
    for depth in (0..20).cycle() {
        match poll_deeper(depth, generator.as_mut()) {
            Poll::Ready(Some(n)) => seen.push(n),
            Poll::Ready(None) => break,
            Poll::Pending => {}
        }
    }
    assert_eq!(seen, [1, 2, 3, 4, 5, 6, 7, 8]);
}

/// A body of as many rows as there are numbers.
macro_rules! rows {
    ($($n:literal)*) => {
        stream! {
            $(pause().await; yield [$n; 128];)*
        }
    };
}

/// In a body of more than 32 yields the items have a place, so that each yield is one await.
#[test]
fn items_stand_in_a_body_of_many_yields() {
    let few = rows!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29
        30 31);
    let many = rows!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29
        30 31 32);
    let row = size_of::<[Number; 128]>();
    assert!(size_of_val(&few) < row, "{}", size_of_val(&few));
    assert!((row..2 * row).contains(&size_of_val(&many)), "{}", size_of_val(&many));
    let many: Vec<Number> = drain(many).into_iter().map(|row| row[127]).collect();
    assert_eq!(many, (0..33).collect::<Vec<_>>());
}
