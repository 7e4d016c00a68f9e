//! What the bodies use, and the executor that runs them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// A struct to be built and taken apart.
pub struct Pair<B> {
    pub a: u32,
    pub b: B,
}

/// A future that is ready in its second poll.
pub struct Later(Option<u32>, bool);

pub fn later(value: u32) -> Later {
    Later(Some(value), false)
}

impl Future for Later {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        if !std::mem::replace(&mut self.1, true) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.0.take().expect("polled once more"))
    }
}

/// What a yield becomes in the reference.
pub fn push(items: &RefCell<Vec<u32>>, item: u32) {
    items.borrow_mut().push(item);
}

pub fn numbers(count: u32) -> impl futures::Stream<Item = u32> {
    futures::stream::iter(0..=count % 2)
}

pub fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}

/// A macro of which nothing is known.
#[macro_export]
macro_rules! same {
    ($value:expr) => {
        $value
    };
}

/// An error, with the number that is wrong.
pub struct Failed(pub u32);

pub fn fallible(value: u32) -> Result<u32, Failed> {
    if value % 4 == 3 { Err(Failed(value)) } else { Ok(value) }
}

/// An item as a number.
pub fn number(item: Result<u32, Failed>) -> u32 {
    item.unwrap_or_else(|Failed(value)| value.wrapping_add(1_000))
}

/// Gives the block that a `catch!` is in the reference its type.
pub fn outcome(outcome: Result<u32, Failed>) -> Result<u32, Failed> {
    outcome
}

thread_local! {
    /// How often each guard was left in each way.
    static WAYS: RefCell<BTreeMap<[&'static str; 2], u64>> = RefCell::default();
}

/// Counts that the reference leaves a guard.
pub fn left(guard: &'static str, way: &'static str) {
    WAYS.with_borrow_mut(|ways| *ways.entry([guard, way]).or_default() += 1);
}

pub fn print_ways() {
    WAYS.with_borrow(|ways| {
        for ([guard, way], count) in ways {
            println!("{count} {guard}, {way}");
        }
    });
}
