//! The waker that leads to a frame, and the part of the frame that is the same for all types.

#[cfg(debug_assertions)]
use core::any::type_name;
use core::future::Future;
use core::mem::ManuallyDrop;
use core::pin::Pin;
use core::ptr;
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

use crate::leaving::Progress;

/// The beginning of every frame.
///
/// # Invariants
///
/// - `header` is the first field (`repr(C)`), so a pointer to this is a pointer to the header.
#[repr(C)]
pub(super) struct Prefix<'a> {
    header: Header<'a>,
    pub(super) progress: Progress,
}

/// # Invariants
///
/// - It is never written once the frame's waker exists: other threads may read it through the
///   waker.
struct Header<'a> {
    /// The waker of the task that polls the generator.
    waker: &'a Waker,
    /// The name of the frame's types, which a lookup compares with its own.
    #[cfg(debug_assertions)]
    types: &'static str,
}

impl<'a> Prefix<'a> {
    /// The beginning of a frame `F`.
    #[cfg_attr(debug_assertions, inline)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn of<F>(waker: &'a Waker, progress: Progress) -> Self {
        let header = Header {
            waker,
            #[cfg(debug_assertions)]
            types: type_name::<F>(),
        };
        Prefix { header, progress }
    }
}

/// Marks our wakers by its address, and forwards everything to the waker in the header.
static VTABLE: RawWakerVTable = RawWakerVTable::new(clone_waker, wake, wake, |_| ());

/// The same while the body is being left where it waits. So the ordinary poll of an await, which
/// compares one address, costs no more because of this.
static LEAVING: RawWakerVTable = RawWakerVTable::new(clone_waker, wake, wake, |_| ());

/// A waker that points to the frame at `prefix`.
///
/// # Safety
///
/// - `prefix` points to a [`Prefix`], which outlives the waker.
#[cfg_attr(debug_assertions, inline)]
#[cfg_attr(not(debug_assertions), inline(always))]
pub(super) unsafe fn waker_of(prefix: *const (), is_leaving: bool) -> ManuallyDrop<Waker> {
    let vtable = if is_leaving { &LEAVING } else { &VTABLE };
    // SAFETY:
    // - `prefix` points to a `Header` (an invariant of `Prefix`) while the waker exists (this
    //   function's own precondition);
    // - the functions of the table uphold the contract of wakers for such a pointer: clones of the
    //   waker are clones of the original.
    let waker = unsafe { Waker::new(prefix, vtable) };
    // To drop it would be a call through the table that does nothing.
    ManuallyDrop::new(waker)
}

/// Clones the original waker, because a clone may outlive the frame.
///
/// # Safety
///
/// - `header` points to a live [`Header`].
unsafe fn clone_waker(header: *const ()) -> RawWaker {
    // SAFETY: `header` points to a live `Header` (this function's own precondition), which nobody
    // writes to.
    let header = unsafe { &*header.cast::<Header<'_>>() };
    let clone = ManuallyDrop::new(header.waker.clone());
    RawWaker::new(clone.data(), clone.vtable())
}

/// Wakes the original waker. It implements `wake` as well, because the body borrows our waker and
/// never owns it.
///
/// # Safety
///
/// - `header` points to a live [`Header`].
unsafe fn wake(header: *const ()) {
    // SAFETY: `header` points to a live `Header` (this function's own precondition), which nobody
    // writes to.
    let header = unsafe { &*header.cast::<Header<'_>>() };
    header.waker.wake_by_ref();
}

/// The address of the frame that `cx` leads to in an ordinary poll.
#[inline(always)]
pub(super) fn ordinary_frame(cx: &Context<'_>) -> Option<*const ()> {
    let waker = cx.waker();
    match ptr::eq(waker.vtable(), &raw const VTABLE) {
        true => Some(waker.data()),
        false => None,
    }
}

/// The address of the frame that `cx` leads to while the body is being left.
#[cold]
#[inline(never)]
pub(super) fn leaving_frame(cx: &Context<'_>) -> Option<*const ()> {
    let waker = cx.waker();
    ptr::eq(waker.vtable(), &raw const LEAVING).then(|| waker.data())
}

/// The address of the frame of types `F` that `cx` leads to.
///
/// # Panics
///
/// If there is none or, with debug assertions, if it has other types: somebody broke the promise of
/// [`Handle::asyncgen_new_handle`](super::handle::Handle::asyncgen_new_handle).
#[cfg_attr(debug_assertions, inline)]
#[cfg_attr(not(debug_assertions), inline(always))]
pub(super) fn current_frame<F>(cx: &Context<'_>) -> *mut F {
    let waker = cx.waker();
    if !ptr::eq(waker.vtable(), &raw const VTABLE) && !ptr::eq(waker.vtable(), &raw const LEAVING) {
        outside_of_the_body()
    }
    let address = waker.data();
    #[cfg(debug_assertions)]
    assert_types(address, type_name::<F>());
    address.cast_mut().cast()
}

/// Panics instead of the undefined behaviour that would follow if every other check had failed.
#[cfg(debug_assertions)]
#[inline(never)]
fn assert_types(frame: *const (), types: &'static str) {
    // SAFETY: a waker of ours lives as long as its frame, and the caller borrows one. The header is
    // the frame's first field, and nobody writes to it.
    let header = unsafe { &*frame.cast::<Header<'_>>() };
    // Nearly always, the two are the same string.
    let are_equal = ptr::eq(types, header.types) || types == header.types;
    assert!(are_equal, "an async generator's `yield` was polled by another generator");
}

#[cold]
#[inline(never)]
fn outside_of_the_body() -> ! {
    panic!("an async generator's `yield` was polled by something else than the generator")
}

/// The waker with which a body polls what it awaits: the original one, that of the task that polls
/// the generator. `None` where the body is to be left at its awaits.
///
/// So a leaf future is polled with the same waker each time: it need not clone the waker again, and
/// an executor that looks for its own wakers finds them. Where the body is left nothing is polled,
/// so that a message that the future would have taken stays where it is.
#[cfg_attr(debug_assertions, inline)]
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn waker_of_awaited<'a>(cx: &'a Context<'_>) -> Option<&'a Waker> {
    let Some(header) = ordinary_frame(cx) else { return waker_while_leaving(cx) };
    // SAFETY: a waker of ours lives as long as its frame, and `cx` borrows one. The header is the
    // frame's first field, and nobody writes to it.
    let header = unsafe { &*header.cast::<Header<'a>>() };
    Some(header.waker)
}

/// The same while the body is being left.
#[cold]
#[inline(never)]
fn waker_while_leaving<'a>(cx: &'a Context<'_>) -> Option<&'a Waker> {
    let Some(prefix) = leaving_frame(cx) else { return Some(cx.waker()) };
    // SAFETY: a waker of ours lives as long as its frame, and `cx` borrows one. A frame begins with
    // its prefix, and nothing else refers to that while the body runs.
    let prefix = unsafe { &*prefix.cast::<Prefix<'a>>() };
    (!prefix.progress.leaves_at_awaits()).then_some(prefix.header.waker)
}

/// A future that a body awaits.
#[must_use = "futures do nothing unless polled"]
pub struct Awaited<F> {
    future: F,
}

impl<F> Awaited<F> {
    #[inline]
    pub(crate) fn new(future: F) -> Self {
        Awaited { future }
    }
}

impl<F: Future> Future for Awaited<F> {
    type Output = F::Output;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        // SAFETY: the future is structurally pinned: `Awaited` is `Unpin` only if `F` is, has no
        // `Drop`, is not packed, and gives no other access to the future.
        let future = unsafe { self.map_unchecked_mut(|this| &mut this.future) };
        match waker_of_awaited(cx) {
            Some(waker) => future.poll(&mut Context::from_waker(waker)),
            None => Poll::Pending,
        }
    }
}
