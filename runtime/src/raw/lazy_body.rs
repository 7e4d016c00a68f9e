//! How a body is made when its generator starts, and how it receives its arguments.

use core::convert::Infallible;
use core::future::Future;
use core::hint::unreachable_unchecked;
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::pin::Pin;
use core::ptr;
use core::task::{Context, Poll};

use super::frame::{self, Invariant};

/// A body that is made when the generator starts.
pub struct LazyBody<F, A> {
    pub(super) make: F,
    pub(super) arguments: A,
}

/// The future that takes the arguments of a body in its first poll. See
/// [`Handle::lazy`](super::handle::Handle::lazy).
#[must_use = "futures do nothing unless polled"]
pub struct TakeArgs<Y: ?Sized, S, E, A> {
    types: Invariant<(PhantomData<Y>, S, E, A)>,
}

impl<Y: ?Sized, S, E, A> TakeArgs<Y, S, E, A> {
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
pub trait MakeBody<B, Y: ?Sized, S, E>: Sized {
    /// What the body takes in its first poll.
    type Arguments;

    /// The body. Its arguments are moved to `arguments`, once: they may be large.
    ///
    /// # Safety
    ///
    /// - `unstarted` holds a value, which is gone after this.
    unsafe fn make(unstarted: *mut Self, arguments: &mut MaybeUninit<Self::Arguments>) -> B;
}

impl<F, A, B, Y: ?Sized, S, E> MakeBody<B, Y, S, E> for LazyBody<F, A>
where
    F: FnOnce(TakeArgs<Y, S, E, A>) -> B,
{
    type Arguments = A;

    #[inline]
    unsafe fn make(unstarted: *mut Self, arguments: &mut MaybeUninit<A>) -> B {
        // SAFETY: `unstarted` points to a value (this function's own precondition).
        let from = unsafe { &raw const (*unstarted).arguments };
        // SAFETY: `from` points to arguments that nobody uses after this (this function's own
        // precondition), and `arguments` is somewhere else.
        unsafe { ptr::copy_nonoverlapping(from, arguments.as_mut_ptr(), 1) }
        // SAFETY: `unstarted` points to a value (this function's own precondition).
        let make = unsafe { &raw const (*unstarted).make };
        // SAFETY: nobody uses it after this (this function's own precondition).
        let make = unsafe { make.read() };
        make(TakeArgs::new())
    }
}

/// Of a generator whose body exists from the start.
impl<B, Y: ?Sized, S, E> MakeBody<B, Y, S, E> for Infallible {
    type Arguments = Infallible;

    unsafe fn make(_: *mut Self, _: &mut MaybeUninit<Infallible>) -> B {
        // SAFETY: there is no value that the pointer could point to (this function's own
        // precondition), so nobody calls this.
        unsafe { unreachable_unchecked() }
    }
}
