//! How a body is made when its generator starts, and how it receives its arguments.

use core::convert::Infallible;
use core::future::Future;
use core::marker::PhantomData;
use core::pin::Pin;
use core::task::{Context, Poll};

use super::frame::{self, Invariant};

/// A body that is made when the generator starts.
pub struct LazyBody<F, A> {
    make: F,
    arguments: A,
}

impl<F, A> LazyBody<F, A> {
    #[inline]
    pub(super) fn new(make: F, arguments: A) -> Self {
        LazyBody { make, arguments }
    }
}

/// The future that takes the arguments of a body in its first poll. See
/// [`Handle::lazy`](super::handle::Handle::lazy).
#[must_use = "futures do nothing unless polled"]
pub struct TakeArgs<Y, S, E, A> {
    types: Invariant<(Y, S, E, A)>,
}

impl<Y, S, E, A> TakeArgs<Y, S, E, A> {
    #[inline]
    fn new() -> Self {
        TakeArgs { types: PhantomData }
    }
}

impl<Y, S, E, A> Future for TakeArgs<Y, S, E, A> {
    type Output = A;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<A> {
        // SAFETY: the body of these types awaits this once, before anything else (the promise of
        // `Handle::asyncgen_new_handle`).
        Poll::Ready(unsafe { frame::take_arguments::<Y, S, E, A>(cx) })
    }
}

/// Makes a body `B` whose yields have these types.
pub trait MakeBody<B, Y, S, E>: Sized {
    /// What the body takes in its first poll.
    type Arguments;

    /// The body and its arguments.
    fn make(unstarted: Self) -> (B, Self::Arguments);
}

impl<F, A, B, Y, S, E> MakeBody<B, Y, S, E> for LazyBody<F, A>
where
    F: FnOnce(TakeArgs<Y, S, E, A>) -> B,
{
    type Arguments = A;

    #[inline]
    fn make(unstarted: Self) -> (B, A) {
        ((unstarted.make)(TakeArgs::new()), unstarted.arguments)
    }
}

/// Of a generator whose body exists from the start.
impl<B, Y, S, E> MakeBody<B, Y, S, E> for Infallible {
    type Arguments = Infallible;

    fn make(unstarted: Self) -> (B, Infallible) {
        match unstarted {}
    }
}
