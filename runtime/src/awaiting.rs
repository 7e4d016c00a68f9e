//! What `.await` and `#[for_await]` become in a body: futures that are polled with the original waker.

use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::Stream;
use pin_project_lite::pin_project;

use crate::frame::with_original_waker;

pin_project! {
    /// Something that is awaited in a body, and how it is polled.
    ///
    /// Leaf futures see the real waker: `will_wake` holds from poll to poll, so that none is cloned again, and
    /// executors that inspect their wakers find them.
    ///
    /// `P` is a closure made where the bound on `T` was checked, so that this future asks nothing of `T` itself: a
    /// user who awaits what is no future reads that once.
    #[must_use = "futures do nothing unless polled"]
    pub struct Awaiting<T, P> {
        #[pin]
        awaited: T,
        poll: P,
    }
}

impl<T, P, O> Future for Awaiting<T, P>
where
    P: Fn(Pin<&mut T>, &mut Context<'_>) -> Poll<O>,
{
    type Output = O;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<O> {
        let this = self.project();
        with_original_waker(cx, |cx| (this.poll)(this.awaited, cx))
    }
}

/// The operand of `.await`.
pub trait Await: IntoFuture + Sized {
    /// The future, polled with the original waker.
    #[expect(clippy::type_complexity, reason = "the closure has no name")]
    fn awaiting(
        self,
    ) -> Awaiting<Self::IntoFuture, impl Fn(Pin<&mut Self::IntoFuture>, &mut Context<'_>) -> Poll<Self::Output>>;
}

impl<F: IntoFuture> Await for F {
    #[inline(always)]
    fn awaiting(
        self,
    ) -> Awaiting<F::IntoFuture, impl Fn(Pin<&mut F::IntoFuture>, &mut Context<'_>) -> Poll<F::Output>> {
        Awaiting { awaited: self.into_future(), poll: F::IntoFuture::poll }
    }
}

/// The operand of `#[for_await] for … in …`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stream",
    label = "not a `Stream`",
    note = "`#[for_await]` goes over a `Stream`; over an iterator goes an ordinary `for`"
)]
pub trait ForAwait {
    /// The stream's item.
    type Item;

    /// The next item, polled with the original waker.
    #[expect(clippy::type_complexity, reason = "the closure has no name")]
    fn next(
        self: Pin<&mut Self>,
    ) -> Awaiting<Pin<&mut Self>, impl Fn(Pin<&mut Pin<&mut Self>>, &mut Context<'_>) -> Poll<Option<Self::Item>>>;
}

#[diagnostic::do_not_recommend]
impl<S: ?Sized + Stream> ForAwait for S {
    type Item = S::Item;

    #[inline(always)]
    fn next(
        self: Pin<&mut Self>,
    ) -> Awaiting<Pin<&mut S>, impl Fn(Pin<&mut Pin<&mut S>>, &mut Context<'_>) -> Poll<Option<S::Item>>> {
        Awaiting {
            awaited: self,
            poll: |stream: Pin<&mut Pin<&mut S>>, cx: &mut Context<'_>| stream.get_mut().as_mut().poll_next(cx),
        }
    }
}
