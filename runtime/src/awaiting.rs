//! What `.await` and `#[for_await]` become in a body: futures that are polled with the original waker.
//!
//! The functions of these traits, as of those in `check.rs`, have no receiver and the crate's name in theirs. The traits
//! are for every type, and a glob import brings them into scope: a method would be called in place of the user's, or
//! rustc would advise to import it.

use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::Stream;
use pin_project_lite::pin_project;

use crate::frame::with_original_waker;

pin_project! {
    /// Something that is awaited in a body.
    ///
    /// Leaf futures see the real waker: `will_wake` holds from poll to poll, so that none is cloned again, and
    /// executors that inspect their wakers find them.
    #[must_use = "futures do nothing unless polled"]
    pub struct Awaiting<F> {
        #[pin]
        future: F,
    }
}

impl<F: Future> Future for Awaiting<F> {
    type Output = F::Output;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let future = self.project().future;
        with_original_waker(cx, |cx| future.poll(cx))
    }
}

/// The operand of `.await`, and the future `F` that it becomes.
///
/// The second implementation is for nothing. But it makes rustc look at the bounds before it chooses the first: for
/// what is no future it chooses neither and leaves `F` open, so that the user reads of the mistake once, and not
/// again at the `.await` of an `Awaiting<F>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a future",
    label = "`{Self}` is not a future",
    note = "only what is a `Future`, or `IntoFuture`, can be awaited"
)]
pub trait Await<F, Chosen>: Sized {
    /// The future, polled with the original waker.
    fn asyncgen_awaited(future: Self) -> Awaiting<F>;
}

/// Chooses the implementation for futures.
pub struct Futures;

/// Chooses the implementation for nothing.
pub struct Nothing;

/// Implemented by nothing.
pub trait Never {}

#[diagnostic::do_not_recommend]
impl<T, F> Await<F, Futures> for T
where
    T: IntoFuture<IntoFuture = F>,
{
    #[inline(always)]
    fn asyncgen_awaited(future: Self) -> Awaiting<F> {
        Awaiting { future: future.into_future() }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Never, F> Await<F, Nothing> for T {
    fn asyncgen_awaited(_: Self) -> Awaiting<F> {
        unreachable!("nothing is `Never`")
    }
}

/// The operand of `#[for_await] for … in …`, and the stream `S` that it is.
///
/// The second implementation is for nothing, as that of [`Await`]: for what is no stream rustc leaves `S` open, so that
/// the user reads of the mistake once, and not again where the loop asks `S` for an item.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stream",
    label = "not a `Stream`",
    note = "`#[for_await]` goes over a `Stream`; over an iterator goes an ordinary `for`"
)]
pub trait ForAwait<S, Chosen>: Sized {
    /// The stream.
    fn asyncgen_stream(operand: Self) -> S;
}

/// Chooses the implementation for streams.
pub struct Streams;

#[diagnostic::do_not_recommend]
impl<S: Stream> ForAwait<S, Streams> for S {
    #[inline(always)]
    fn asyncgen_stream(operand: S) -> S {
        operand
    }
}

#[diagnostic::do_not_recommend]
impl<T: Never, S> ForAwait<S, Nothing> for T {
    fn asyncgen_stream(_: T) -> S {
        unreachable!("nothing is `Never`")
    }
}

pin_project! {
    /// The next item of a stream.
    #[must_use = "futures do nothing unless polled"]
    pub struct NextItem<'s, S: ?Sized> {
        stream: Pin<&'s mut S>,
    }
}

/// The next item of `stream`.
#[inline(always)]
pub(crate) fn next_item<S: ?Sized + Stream>(stream: Pin<&mut S>) -> NextItem<'_, S> {
    NextItem { stream }
}

impl<S: ?Sized + Stream> Future for NextItem<'_, S> {
    type Output = Option<S::Item>;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let stream = self.project().stream;
        with_original_waker(cx, |cx| stream.as_mut().poll_next(cx))
    }
}
