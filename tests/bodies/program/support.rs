//! What the bodies use, and the executor that runs them.

use std::cell::RefCell;
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
    futures::stream::iter(0..count % 3)
}

pub fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}
