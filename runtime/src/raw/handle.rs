//! The handle: what an expansion holds of its generator, and the futures of a yield.

use core::convert::Infallible;
use core::future::Future;
use core::marker::PhantomData;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::pin::Pin;
use core::task::{Context, Poll};

use super::body::{Cleanups, Generator, NoCleanup};
use super::frame::{self, Invariant, Slot};
use super::guard::{EnterCleanup, Guarded, LeaveCleanup};
use super::lazy_body::{LazyBody, TakeArgs};
use crate::body_state::BodyState;
use crate::exit::{BlockExit, BodyOutput, FromResume};
use crate::generator::InfallibleItems;

/// The right to yield from one body. Only the macros' expansions have one.
///
/// A yield of an item that is small is one await, of [`exchange`](Handle::exchange) or the like:
/// until then, the item stands in the body. Any other is two awaits: of the handle, which is a
/// future that is ready at once with the `Slot` of the next item, and of the future that the slot
/// returns for the item.
///
/// `Y` is the type of what is yielded, `S` of what is sent, `E` of what is thrown; the
/// `ItemPolicy` `K` makes the stream's items of them. Nearly everywhere nothing is sent or thrown.
///
/// The handle and its slots exist for a `Y` without a size too. rustc reports such an item where
/// the generator is made and yields it, and would otherwise report each method that does not exist.
#[must_use = "futures do nothing unless polled"]
pub struct Handle<Y: ?Sized, S = (), E = Infallible, K = InfallibleItems> {
    types: Invariant<(PhantomData<Y>, S, E, K)>,
}

impl<Y: ?Sized, S, E, K> Clone for Handle<Y, S, E, K> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<Y: ?Sized, S, E, K> Copy for Handle<Y, S, E, K> {}

impl<Y: ?Sized, S, E, K> Handle<Y, S, E, K> {
    /// A handle for a body. Nobody else has a function of this name: see `raw/mod.rs`.
    ///
    /// # Safety
    ///
    /// - The handle, and the futures that it and its slots return, are polled by nothing but the
    ///   body that is passed to this handle's [`generator`](Self::generator), or returned by the
    ///   function that is passed to its [`lazy`](Self::lazy); or by `async` blocks that this body
    ///   awaits on the spot. They are polled with the context with which the body is polled.
    /// - The body awaits a future that a slot returns at once.
    /// - The body awaits its [`TakeArgs`] once, and before anything else.
    /// - What is [`pinned`](Self::pinned) is a variable of the body, or one that it captures by
    ///   value; nothing else refers to it, and it is never moved again.
    #[inline]
    pub const unsafe fn asyncgen_new_handle() -> Self {
        Handle { types: PhantomData }
    }

    /// The handle behind a reference, which an `async` block without `move` can capture.
    #[inline]
    pub const fn by_reference<'a>(self) -> &'a Self {
        &Handle { types: PhantomData }
    }

    /// The generator with this body. `C` says what `finally!` blocks the body has.
    #[inline]
    pub fn generator<C, B>(self, body: B) -> Generator<B, Y, S, E, K, Infallible, C>
    where
        Y: Sized,
        C: Cleanups<B, Y, S, E>,
        B: Future<Output = BodyOutput<E>>,
    {
        // SAFETY: it is the body.
        unsafe { Generator::holding(body, BodyState::Created) }
    }

    /// The same without a `finally!`. Of most bodies, so that rustc has less to infer.
    #[inline]
    pub fn plain_generator<B>(self, body: B) -> Generator<B, Y, S, E, K, Infallible, NoCleanup>
    where
        Y: Sized,
        B: Future<Output = BodyOutput<E>>,
    {
        self.generator(body)
    }

    /// The generator whose body `make` returns when the generator starts. The body receives the
    /// arguments from the future that is passed to `make`. `C` says what `finally!` blocks it has.
    ///
    /// The arguments are not part of the body from the start, because an `async` block stores what
    /// it captures twice: as a capture, and in the variable that the capture is moved to.
    #[inline]
    pub fn lazy<C, A, F, B>(
        self,
        arguments: A,
        make: F,
    ) -> Generator<B, Y, S, E, K, LazyBody<F, A>, C>
    where
        Y: Sized,
        C: Cleanups<B, Y, S, E>,
        F: FnOnce(TakeArgs<Y, S, E, A>) -> B,
        B: Future<Output = BodyOutput<E>>,
    {
        // SAFETY: it makes the body.
        unsafe { Generator::holding(LazyBody { make, arguments }, BodyState::Unstarted) }
    }

    /// Yields an item that is small, in a generator with `send = S`. The future suspends the body;
    /// it is ready with `Ok` of the sent value, or with `Err` if the body has to be left.
    #[cfg_attr(debug_assertions, inline)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn exchange(self, item: Y) -> Put<Y, Result<Option<S>, BodyOutput<E>>>
    where
        Y: Sized,
    {
        Put { item: Some(item), types: PhantomData }
    }

    /// A block under `catch!`. It has the error type of the body.
    #[inline]
    pub fn caught<T, B: Future<Output = Result<BlockExit<T>, E>>>(self, block: B) -> B {
        block
    }

    /// A block under `finally!`. For the rank see [`Guarded`].
    #[inline]
    pub fn guarded<const RANK: u8, T, B>(self, block: B) -> Guarded<B, Y, S, E, RANK>
    where
        Y: Sized,
        B: Future<Output = Result<BlockExit<T>, E>>,
    {
        Guarded::new(block)
    }

    /// Begins a cleanup that may await, or surely `AWAITS`. The future is ready at once, with
    /// whether the cleanup runs.
    #[inline]
    pub fn enter_cleanup<const AWAITS: bool>(self) -> EnterCleanup<Y, S, E, AWAITS>
    where
        Y: Sized,
    {
        EnterCleanup::new()
    }

    /// Ends such a cleanup, or comes after a block that may have been left in the middle of one.
    /// The future is ready at once, with whether exit is raised here; never if not `may_exit`.
    #[inline]
    pub fn leave_cleanup<const IN_ANOTHER: bool>(
        self,
        may_exit: bool,
    ) -> LeaveCleanup<Y, S, E, IN_ANOTHER>
    where
        Y: Sized,
    {
        LeaveCleanup::new(may_exit)
    }

    /// A stream that the body loops over. It is pinned where it is, because a pointer to it would
    /// make the body 8 bytes larger.
    #[inline]
    pub fn pinned<T>(self, stream: &mut T) -> Pin<&mut T> {
        // SAFETY: from now on nothing moves the stream (the promise of `asyncgen_new_handle`), and
        // nothing else gives `&mut` access to it.
        unsafe { Pin::new_unchecked(stream) }
    }

    /// Is never called: it tells rustc the type of an item that has no name.
    #[cold]
    #[must_use]
    pub fn an_item(self) -> Y
    where
        Y: Sized,
    {
        unreachable!()
    }
}

impl<Y: ?Sized, E, K> Handle<Y, (), E, K> {
    /// As [`exchange`](Self::exchange), where nothing can be sent. The future is ready with `Some`
    /// if the body has to be left.
    #[cfg_attr(debug_assertions, inline)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn put(self, item: Y) -> Put<Y, Option<BodyOutput<E>>>
    where
        Y: Sized,
    {
        Put { item: Some(item), types: PhantomData }
    }
}

impl<Y: ?Sized, K> Handle<Y, (), Infallible, K> {
    /// As [`put`](Self::put), where nothing can be thrown, either. The future is ready with whether
    /// the body has to be left.
    #[cfg_attr(debug_assertions, inline)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn put_infallible(self, item: Y) -> Put<Y, bool>
    where
        Y: Sized,
    {
        Put { item: Some(item), types: PhantomData }
    }
}

impl<Y: ?Sized, S, E, K> Future for Handle<Y, S, E, K> {
    type Output = Slot<Y, S, E>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Slot<Y, S, E>> {
        // SAFETY: the body of these types polls the handle (the promise of `asyncgen_new_handle`).
        Poll::Ready(unsafe { Slot::take(cx) })
    }
}

impl<Y: ?Sized, S, E> Slot<Y, S, E> {
    /// Writes the item. The future is that of [`Handle::exchange`], without the item.
    #[inline]
    pub fn exchange(self, item: Y) -> Suspend<Y, Result<Option<S>, BodyOutput<E>>>
    where
        Y: Sized,
    {
        self.write(item);
        Suspend { types: PhantomData }
    }
}

impl<Y: ?Sized, E> Slot<Y, (), E> {
    /// Writes the item. The future is that of [`Handle::put`], without the item.
    #[inline]
    pub fn put(self, item: Y) -> Suspend<Y, Option<BodyOutput<E>>>
    where
        Y: Sized,
    {
        self.write(item);
        Suspend { types: PhantomData }
    }
}

impl<Y: ?Sized> Slot<Y, (), Infallible> {
    /// Writes the item. The future is that of [`Handle::put_infallible`], without the item.
    #[inline]
    pub fn put_infallible(self, item: Y) -> Suspend<Y, bool>
    where
        Y: Sized,
    {
        self.write(item);
        Suspend { types: PhantomData }
    }
}

/// A yield of an item that is small. See [`Handle::exchange`].
///
/// # Invariants
///
/// - There is an item only until the first poll.
#[must_use = "futures do nothing unless polled"]
pub struct Put<Y, R> {
    item: Option<Y>,
    types: Invariant<(Y, R)>,
}

impl<Y, R: FromResume> Future for Put<Y, R> {
    type Output = R;

    /// Pending in the first poll, which writes the item into the frame; ready in the next one.
    #[cfg_attr(debug_assertions, inline)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let item = &mut self.get_mut().item;
        // `take` alone would write to the body's memory in the second poll, too.
        if item.is_some() {
            // SAFETY: the body of these types polls what its handle returned (the promise of
            // `Handle::asyncgen_new_handle`).
            unsafe { frame::put_item::<Y, R::Sent, R::Thrown>(cx, item.take()) }
            return Poll::Pending;
        }
        // SAFETY: as above.
        let resume = unsafe { frame::take_resume::<Y, R::Sent, R::Thrown>(cx) };
        Poll::Ready(R::from_resume(resume))
    }
}

/// The item is not pinned: it is moved out.
impl<Y, R> Unpin for Put<Y, R> {}

// SAFETY: the body awaits this at once (the promise of `Handle::asyncgen_new_handle`), so when the
// body is sent, this has been polled, and there is no item.
unsafe impl<Y, R> Send for Put<Y, R> {}

// SAFETY: nothing can be done with a shared reference, and for the body the same holds as above.
unsafe impl<Y, R> Sync for Put<Y, R> {}

/// There is no item while the body is suspended.
impl<Y, R> UnwindSafe for Put<Y, R> {}

/// As above.
impl<Y, R> RefUnwindSafe for Put<Y, R> {}

/// The second half of a yield. See [`Slot::exchange`].
#[must_use = "futures do nothing unless polled"]
pub struct Suspend<Y, R> {
    types: Invariant<(Y, R)>,
}

impl<Y, R: FromResume> Future for Suspend<Y, R> {
    type Output = R;

    /// Pending in the poll that wrote the item, ready in the next one.
    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        // SAFETY: the body of these types polls what its slot returned (the promise of
        // `Handle::asyncgen_new_handle`).
        if unsafe { frame::has_item::<Y, R::Sent, R::Thrown>(cx) } {
            return Poll::Pending;
        }
        // SAFETY: as above.
        let resume = unsafe { frame::take_resume::<Y, R::Sent, R::Thrown>(cx) };
        Poll::Ready(R::from_resume(resume))
    }
}
