//! What `.await` and `#[for_await]` become in a body: futures that are polled with the original
//! waker.
//!
//! The functions of these traits, and of those in `diagnostics.rs`, have no receiver and begin with
//! the crate's name. Every type implements the traits, and a glob import brings them into scope: a
//! method would be called in place of the user's, or rustc would suggest to import it.

use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::Stream;

use crate::diagnostics::{Never, Nothing};
use crate::raw::waker::{Awaited, poll_awaited};

/// The operand of `.await`, and the future `F` that it becomes.
///
/// Nothing implements the trait by its second implementation. But because of it rustc checks the
/// bounds before it selects the first one. For an operand that is not a future it selects neither
/// and does not infer `F`, so it reports the mistake once, and not again at the `.await` of an
/// `Awaited<F>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a future",
    label = "`{Self}` is not a future",
    note = "only what is a `Future`, or `IntoFuture`, can be awaited"
)]
pub trait Await<F, Selected>: Sized {
    /// The future, polled with the original waker.
    fn asyncgen_awaited(operand: Self) -> Awaited<F>;
}

/// Selects the implementation for futures.
pub struct Futures;

#[diagnostic::do_not_recommend]
impl<T, F> Await<F, Futures> for T
where
    T: IntoFuture<IntoFuture = F>,
{
    #[inline]
    fn asyncgen_awaited(operand: Self) -> Awaited<F> {
        Awaited::new(operand.into_future())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Never, F> Await<F, Nothing> for T {
    fn asyncgen_awaited(_: Self) -> Awaited<F> {
        unreachable!("nothing is `Never`")
    }
}

/// The operand of `#[for_await] for … in …`, and the stream `S` that it is.
///
/// The second implementation has the same purpose as that of [`Await`]: rustc reports once that an
/// operand is not a stream, and not again where the loop asks for the next item.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stream",
    label = "not a `Stream`",
    note = "`#[for_await]` goes over a `Stream`; over an iterator goes an ordinary `for`"
)]
pub trait ForAwait<S, Selected>: Sized {
    /// The stream.
    fn asyncgen_stream(operand: Self) -> S;
}

/// Selects the implementation for streams.
pub struct Streams;

#[diagnostic::do_not_recommend]
impl<S: Stream> ForAwait<S, Streams> for S {
    #[inline]
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

/// The future of a stream's next item.
#[must_use = "futures do nothing unless polled"]
pub struct NextItem<'s, S: ?Sized> {
    stream: Pin<&'s mut S>,
}

/// The future of the next item of `stream`, polled with the original waker.
#[inline]
pub(crate) fn next_item<S: ?Sized + Stream>(stream: Pin<&mut S>) -> NextItem<'_, S> {
    NextItem { stream }
}

impl<S: ?Sized + Stream> Future for NextItem<'_, S> {
    type Output = Option<S::Item>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let stream = self.get_mut().stream.as_mut();
        poll_awaited(cx, |cx| stream.poll_next(cx))
    }
}
