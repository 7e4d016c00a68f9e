//! The one consumer loop.

use core::future::Future;
use core::hint::black_box;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker};

use super::leaves::Page;
use crate::Stream;

/// Something to drain.
pub(crate) trait Item {
    /// Looks at it, in a way that the optimizer must take seriously.
    fn consume(&self) -> u64;
}

impl Item for u64 {
    #[inline(always)]
    fn consume(&self) -> u64 {
        black_box(*self)
    }
}

impl Item for Page {
    #[inline(always)]
    fn consume(&self) -> u64 {
        u64::from(black_box(self)[7])
    }
}

/// Consumes all items where the stream was put: in the consumer's own frame.
#[inline(never)]
pub(crate) fn drain<I: Item>(stream: impl Stream<Item = I>) -> u64 {
    let mut stream = pin!(stream);
    let mut cx = Context::from_waker(Waker::noop());
    let mut sum = 0_u64;
    loop {
        match stream.as_mut().poll_next(&mut cx) {
            Poll::Ready(Some(item)) => sum = sum.wrapping_add(item.consume()),
            Poll::Ready(None) => return sum,
            Poll::Pending => {}
        }
    }
}

/// The same behind `dyn`.
pub(crate) fn drain_boxed<I: Item>(stream: impl Stream<Item = I> + 'static) -> u64 {
    let stream: Pin<Box<dyn Stream<Item = I>>> = Box::pin(stream);
    drain(black_box(stream))
}

/// The same behind a reference to where the stream stays: its state is in memory, never in registers.
pub(crate) fn drain_borrowed<I: Item>(stream: impl Stream<Item = I>) -> u64 {
    let stream: Pin<&mut _> = pin!(stream);
    drain(black_box(stream))
}

/// Drives a future to its end.
#[inline(always)]
pub(crate) fn finish<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
    }
}
