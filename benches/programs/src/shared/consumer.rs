//! The consumers: one loop, and three places where the stream can be.

use core::future::Future;
use core::hint::black_box;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker};

use super::leaves::{Depth, Failed, Page};
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

impl Item for Result<u64, Failed> {
    #[inline(always)]
    fn consume(&self) -> u64 {
        black_box(match *self {
            Ok(x) => x,
            Err(Failed(x)) => !x,
        })
    }
}

/// *Owned*: the stream is a local variable of the loop, so that the optimizer may take it apart.
#[inline(never)]
pub(crate) fn owned<I: Item>(stream: impl Stream<Item = I>) -> u64 {
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

/// *Behind a pin*: the loop has a `Pin<&mut S>`, so that the state is in memory, as under an
/// executor.
pub(crate) fn pinned<I: Item>(stream: impl Stream<Item = I>) -> u64 {
    let stream: Pin<&mut _> = pin!(stream);
    owned(black_box(stream))
}

/// *Behind `dyn`*: the loop has a `Pin<Box<dyn Stream>>`.
pub(crate) fn boxed_dyn<I: Item>(stream: impl Stream<Item = I> + 'static) -> u64 {
    let stream: Pin<Box<dyn Stream<Item = I>>> = Box::pin(stream);
    owned(black_box(stream))
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

/// The next item. (`StreamExt::next`, which there is not for rustc's own `async gen`.)
#[inline(always)]
pub(crate) async fn next<S: Stream>(mut stream: Pin<&mut S>) -> Option<S::Item> {
    core::future::poll_fn(|cx| stream.as_mut().poll_next(cx)).await
}

/// How many bytes of stack are between this consumer and the `Depth` that the stream awaits.
pub(crate) fn stack(stream: impl Stream<Item = u64>) -> u64 {
    stack_below(black_box(pin!(stream)))
}

/// Apart, so that the state of the stream is not in the frame from which is measured.
#[inline(never)]
fn stack_below(stream: Pin<&mut impl Stream<Item = u64>>) -> u64 {
    let local = black_box(0_u8);
    poll_to_end(stream);
    Depth::below(&local)
}

/// Apart, so that all of its frame counts.
#[inline(never)]
fn poll_to_end(mut stream: Pin<&mut impl Stream<Item = u64>>) {
    let mut cx = Context::from_waker(Waker::noop());
    while !matches!(stream.as_mut().poll_next(&mut cx), Poll::Ready(None)) {}
}

/// Keeps `n` started streams alive until the process ends.
pub(crate) fn keep<S: Stream>(n: u64, open: impl Fn(u64) -> S) -> u64 {
    let mut cx = Context::from_waker(Waker::noop());
    let mut all = Vec::with_capacity(n as usize);
    for _ in 0..n {
        let mut stream = Box::pin(open(black_box(3)));
        let _ = black_box(stream.as_mut().poll_next(&mut cx));
        all.push(stream);
    }
    core::mem::forget(black_box(all));
    n
}
