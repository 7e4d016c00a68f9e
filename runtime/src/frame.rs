//! How an item leaves the body: a frame on the poller's stack, found through the task context. All `unsafe` is here.
//!
//! [`Body::poll`] puts a [`Frame`] on its stack and polls the body with a [`Context`] whose [`Waker`] points at that
//! frame through [`VTABLE`]. A yield finds the frame from the context it is polled with, writes its item into the
//! frame and returns `Pending`; when it is polled again, there is a new frame, which holds what it was resumed with.
//! So there is no allocation, no thread-local and no self-reference, and the item is never part of the body's future.
//!
//! # Why the types of the frame are right
//!
//! The lookup erases the frame's types: whoever looks up a `Frame<Y, S, E>` must be polled under a frame of exactly
//! these types. Two facts make it so.
//!
//! 1. Only futures made by a [`Handle<Y, S, E, _>`](Handle) look up a `Frame<Y, S, E>`, and making a handle is
//!    `unsafe`: whoever does it promises that those futures are awaited **directly by the body** which is handed to
//!    [`generator`](crate::generator::generator) together with the handle. The macros keep the promise: the handle's
//!    name is hygienic, so that no user can spell it; it never stands among the arguments of somebody else's macro,
//!    which could take it out of there; and each place that uses it carries a `break` to a label of the body, which
//!    does not compile inside any `async` block or closure that somebody else's macro may have put around it.
//! 2. `generator` ties the handle's types to the types of the [`Body`], whose `poll` is the only one who polls it.
//!    `Handle` and `Body` are invariant in all of them, so that no lifetime in them shrinks on the way.

use core::future::Future;
use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop};
use core::pin::Pin;
use core::ptr;
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

use crate::generator::Live;
use crate::protocol::Resume;

/// Mentions a type without owning one of it; no lifetime in it may shrink or grow.
type Invariant<T> = PhantomData<fn(T) -> T>;

/// What one poll of a body gives to it and takes from it.
///
/// # Invariants
///
/// - `header` is the first field (`repr(C)`), so that a pointer to the frame is a pointer to the header.
/// - `header` is never written after the frame's waker exists: other threads may be reading it through the waker.
#[repr(C)]
struct Frame<'a, Y, S, E> {
    header: Header<'a>,
    /// The item of the yield at which this poll suspended the body.
    item: Option<Y>,
    /// What the yield at which the body stood evaluates to. `Next` once taken.
    resume: Resume<S, E>,
}

/// The part of a frame whose type does not depend on the generator.
struct Header<'a> {
    /// The waker of whoever polls the generator.
    waker: &'a Waker,
}

/// Marks our wakers by its address and forwards everything to the waker in the header.
static VTABLE: RawWakerVTable = RawWakerVTable::new(clone_waker, wake, wake, |_| ());

/// Hands out the original waker: a clone may outlive the frame.
///
/// # Safety
///
/// - `header` points to a live [`Header`].
unsafe fn clone_waker(header: *const ()) -> RawWaker {
    // SAFETY: `header` points to a live `Header` (this function's own precondition), which nobody writes to.
    let header = unsafe { &*header.cast::<Header<'_>>() };
    let clone = ManuallyDrop::new(header.waker.clone());
    RawWaker::new(clone.data(), clone.vtable())
}

/// Wakes the original waker. Serves `wake` as well: our own waker is borrowed by the body, never owned.
///
/// # Safety
///
/// - `header` points to a live [`Header`].
unsafe fn wake(header: *const ()) {
    // SAFETY: `header` points to a live `Header` (this function's own precondition), which nobody writes to.
    let header = unsafe { &*header.cast::<Header<'_>>() };
    header.waker.wake_by_ref();
}

/// The address of the frame that `cx` was made for, if it was made by [`Body::poll`].
#[inline(always)]
fn frame_address(cx: &Context<'_>) -> Option<*const ()> {
    let waker = cx.waker();
    ptr::eq(waker.vtable(), &raw const VTABLE).then(|| waker.data())
}

/// The frame of the poll that is under way.
///
/// # Panics
///
/// If there is none: the promise of [`Handle::new`] is broken.
#[inline(always)]
fn current_frame<Y, S, E>(cx: &Context<'_>) -> *mut Frame<'static, Y, S, E> {
    match frame_address(cx) {
        Some(address) => address.cast_mut().cast(),
        None => outside_of_the_body(),
    }
}

#[cold]
#[inline(never)]
fn outside_of_the_body() -> ! {
    panic!("an async generator's `yield` was polled by something else than the generator")
}

/// The right to yield from one body: what the macros' expansions hold, and nobody else can name.
///
/// `Y` is what a yield takes, `S` what `send` hands in, `E` what `throw` raises, `K` how they make an item.
pub struct Handle<Y, S, E, K> {
    types: Invariant<(Y, S, E, K)>,
}

impl<Y, S, E, K> Clone for Handle<Y, S, E, K> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<Y, S, E, K> Copy for Handle<Y, S, E, K> {}

impl<Y, S, E, K> Handle<Y, S, E, K> {
    /// A handle for the body that is about to be written.
    ///
    /// # Safety
    ///
    /// - The futures that the handle's methods return are polled by nothing but the body that is given to
    ///   [`generator`](crate::generator::generator) together with this handle (or by `async` blocks that this body
    ///   awaits on the spot), with the context which that body itself is polled with.
    /// - Between [`claim`](Self::claim) and [`Slot::put`] the body does not suspend.
    /// - After a `put` the body awaits [`suspend`](Self::suspend) at once.
    #[inline(always)]
    #[must_use]
    pub const unsafe fn new() -> Self {
        Handle { types: PhantomData }
    }

    /// The same behind a reference, which an `async` block without `move` can capture.
    ///
    /// # Safety
    ///
    /// - As for [`new`](Self::new).
    #[inline(always)]
    #[must_use]
    pub const unsafe fn by_reference<'a>() -> &'a Self {
        &Handle { types: PhantomData }
    }

    /// Never called: it tells the compiler the type of an item, where that has no name.
    #[cold]
    #[must_use]
    pub fn an_item(self) -> Y {
        unreachable!()
    }

    /// A future, ready at once, for the place that takes the next item.
    #[inline(always)]
    pub fn claim(self) -> Claim<Y, S, E> {
        Claim { types: PhantomData }
    }

    /// A future that suspends the body until it is resumed: the second half of a yield.
    #[inline(always)]
    pub fn suspend(self) -> Suspend<Y, S, E> {
        Suspend { types: PhantomData }
    }
}

/// See [`Handle::claim`].
#[must_use = "futures do nothing unless polled"]
pub struct Claim<Y, S, E> {
    types: Invariant<(Y, S, E)>,
}

impl<Y, S, E> Future for Claim<Y, S, E> {
    type Output = Slot<Y>;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Slot<Y>> {
        let frame = current_frame::<Y, S, E>(cx);
        // SAFETY: `frame` points to a live frame of these types, which the poll that made `cx` keeps on its stack
        // (the promise of `Handle::new`).
        let item = unsafe { &raw mut (*frame).item };
        Poll::Ready(Slot { item })
    }
}

/// The place in the current frame that takes an item.
///
/// # Invariants
///
/// - `item` points into the frame of the poll that is under way.
pub struct Slot<Y> {
    item: *mut Option<Y>,
}

impl<Y> Slot<Y> {
    /// Hands `item` out.
    #[inline(always)]
    pub fn put(self, item: Y) {
        // SAFETY:
        // - the frame is live and not borrowed: the body has not suspended since `claim` (the promise of
        //   `Handle::new`), and the poller touches the frame only when the poll is over;
        // - what is overwritten is `None`: this poll's only item is put by the yield that ends it.
        unsafe { self.item.write(Some(item)) }
    }
}

/// See [`Handle::suspend`].
#[must_use = "futures do nothing unless polled"]
pub struct Suspend<Y, S, E> {
    types: Invariant<(Y, S, E)>,
}

impl<Y, S, E> Future for Suspend<Y, S, E> {
    type Output = Resume<S, E>;

    /// Pending in the poll that put the item, ready in the next one.
    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Resume<S, E>> {
        let frame = current_frame::<Y, S, E>(cx);
        // SAFETY: as in `Claim::poll`; nothing else refers to the item while the body runs.
        let item = unsafe { &(*frame).item };
        if item.is_some() {
            return Poll::Pending;
        }
        // SAFETY: as in `Claim::poll`; nothing else refers to the resume value while the body runs.
        let resume = unsafe { &mut (*frame).resume };
        Poll::Ready(mem::replace(resume, Resume::Next))
    }
}

/// Runs `poll` with a context that carries the waker of whoever polls the generator.
#[inline(always)]
pub(crate) fn with_original_waker<T>(cx: &mut Context<'_>, poll: impl FnOnce(&mut Context<'_>) -> T) -> T {
    let Some(header) = frame_address(cx) else { return poll(cx) };
    // SAFETY: our wakers live as long as the frame they point at, and this one is borrowed through `cx`. The header
    // is its first field, and nobody writes to it.
    let header = unsafe { &*header.cast::<Header<'_>>() };
    poll(&mut Context::from_waker(header.waker))
}

/// What the macros make: a body and where it stands.
///
/// Its fields are here because reaching the pinned one is `unsafe`; what it does is in `generator.rs`.
///
/// # Invariants
///
/// - The generator is closed when its body has ended, or when there is none: then it was closed before it started.
/// - A body that has ended is not polled again. (What it held is dropped by then: an `async` block sees to that itself,
///   when it returns and when it panics.)
/// - The body's future is pinned together with the generator: it is reached through `project` only, and dropped where
///   it is.
#[must_use = "async generators are lazy: nothing of the body runs until the generator is polled"]
pub struct Generator<B, Y, S, E, K> {
    /// In one option, so that the values which `Live` does not use say that there is none.
    body: Option<(Live, B)>,
    types: Invariant<(Y, S, E, K)>,
}

impl<B, Y, S, E, K> Generator<B, Y, S, E, K> {
    /// The generator whose body is `body`, and whose yields were made with `handle`.
    #[inline(always)]
    pub(crate) fn new(handle: Handle<Y, S, E, K>, body: B) -> Self {
        let Handle { types } = handle;
        // INVARIANT: it has a body, which has not ended.
        Generator { body: Some((Live::Created, body)), types }
    }

    /// Where it stands.
    #[inline(always)]
    pub(crate) fn live(&self) -> Live {
        self.body.as_ref().map_or(Live::Ended, |(live, _)| *live)
    }

    /// Drops the body.
    #[inline]
    pub(crate) fn close(self: Pin<&mut Self>) {
        // SAFETY: nothing is moved out of `this`: what is pinned in it is dropped where it is.
        let this = unsafe { self.get_unchecked_mut() };
        this.body = None;
    }

    /// The body, pinned, if there is one.
    #[inline(always)]
    pub(crate) fn project(self: Pin<&mut Self>) -> Option<Body<'_, B, Y, S, E>> {
        // SAFETY: nothing is moved out of `this`; its only pinned field goes out pinned again.
        let this = unsafe { self.get_unchecked_mut() };
        let (live, future) = this.body.as_mut()?;
        // SAFETY: `future` is structurally pinned: `Generator` is `Unpin` only if `B` is (the auto trait), has no `Drop`
        // impl, is not packed, and gives out `&mut` access to `future` nowhere else.
        let future = unsafe { Pin::new_unchecked(future) };
        Some(Body { live, future, types: PhantomData })
    }
}

/// A body, and where it stands.
pub(crate) struct Body<'a, B, Y, S, E> {
    pub(crate) live: &'a mut Live,
    future: Pin<&'a mut B>,
    types: Invariant<(Y, S, E)>,
}

impl<B: Future, Y, S, E> Body<'_, B, Y, S, E> {
    /// Resumes the body.
    #[inline(always)]
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>, resume: Resume<S, E>) -> Polled<B::Output, Y> {
        let mut frame: Frame<'_, Y, S, E> = Frame { header: Header { waker: cx.waker() }, item: None, resume };
        let address = (&raw mut frame).cast::<()>().cast_const();
        // SAFETY: `VTABLE` upholds the contract of wakers on a pointer to a live `Header`, which `address` is (first
        // field, `repr(C)`) as long as this waker can be used: it is lent to the body for this poll only, and its
        // clones are clones of the original.
        let waker = unsafe { Waker::new(address, &VTABLE) };
        // Dropping it would do nothing, by a call through the table.
        let waker = ManuallyDrop::new(waker);
        match self.future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => Polled::Ended(output),
            Poll::Pending => match frame.item {
                Some(item) => Polled::Yielded(item),
                None => Polled::Waiting,
            },
        }
    }
}

/// Why a body gave control back.
pub(crate) enum Polled<O, Y> {
    /// It stands at a yield of this value.
    Yielded(Y),
    /// It waits for something that it awaits.
    Waiting,
    /// It has ended with this outcome.
    Ended(O),
}
