//! The waker that leads to a frame, and the part of the frame that is the same for all types.

#[cfg(debug_assertions)]
use core::any::type_name;
use core::future::Future;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::pin::Pin;
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

use crate::leaving::Progress;

/// The beginning of every frame.
///
/// # Invariants
///
/// - `task` and `types` are never written once the frame's waker exists: other threads may read
///   them through it.
#[repr(C)]
pub(super) struct Prefix<'a> {
    /// The waker of the task that polls the generator.
    pub(super) task: &'a Waker,
    /// The name of the frame's types, which a lookup compares with its own.
    #[cfg(debug_assertions)]
    types: TypeName,
    pub(super) progress: Progress,
    /// How many slots are open: taken by a yield that is still evaluating its item.
    pub(super) open_slots: u32,
}

impl Prefix<'static> {
    /// The beginning of a frame of types `T`, before its task is known.
    pub(super) const fn of<T>() -> Self {
        Prefix {
            task: Waker::noop(),
            #[cfg(debug_assertions)]
            types: type_name::<T>,
            progress: Progress::NEW,
            open_slots: 0,
        }
    }
}

/// The function that returns the name of a type. Its address is nearly always the same for the same
/// type, so that a lookup need not compare the names.
#[cfg(debug_assertions)]
type TypeName = fn() -> &'static str;

/// Marks our wakers by its address, and forwards everything to the waker of the task.
static VTABLE: RawWakerVTable = RawWakerVTable::new(clone_waker, wake, wake, |_| ());

/// The same while the body is being left where it waits. So the ordinary poll of an await, which
/// compares one address, costs no more because of this.
static LEAVING: RawWakerVTable = RawWakerVTable::new(clone_waker, wake, wake, |_| ());

/// Room for the waker that leads to a frame. To drop it would be a call through its table that does
/// nothing.
pub(super) struct FrameWaker(MaybeUninit<Waker>);

impl FrameWaker {
    pub(super) const UNINIT: Self = FrameWaker(MaybeUninit::uninit());

    /// A waker that points to the frame at `prefix`, of another table while the body is being left.
    ///
    /// # Safety
    ///
    /// - `prefix` points to a [`Prefix`] whenever the waker is used.
    #[cfg_attr(debug_assertions, inline)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) unsafe fn lead_to(&mut self, prefix: *const (), is_leaving: bool) -> &Waker {
        let vtable = if is_leaving { &LEAVING } else { &VTABLE };
        // SAFETY:
        // - `prefix` points to a `Prefix` while the waker is used (this function's own
        //   precondition);
        // - the functions of the table uphold the contract of wakers for such a pointer: clones of
        //   the waker are clones of the original.
        let waker = unsafe { Waker::new(prefix, vtable) };
        self.0.write(waker)
    }
}

/// The waker of the task.
///
/// # Safety
///
/// - `prefix` points to a live [`Prefix`], for as long as `'a`.
#[inline(always)]
unsafe fn task_of<'a>(prefix: *const ()) -> &'a Waker {
    // SAFETY: `prefix` points to a live `Prefix` (this function's own precondition), where nobody
    // writes to this field (an invariant of `Prefix`).
    unsafe { (*prefix.cast::<Prefix<'a>>()).task }
}

/// Clones the original waker, because a clone may outlive the frame.
///
/// # Safety
///
/// - `prefix` points to a live [`Prefix`].
unsafe fn clone_waker(prefix: *const ()) -> RawWaker {
    // SAFETY: this function's own precondition.
    let task = unsafe { task_of(prefix) };
    let clone = ManuallyDrop::new(task.clone());
    RawWaker::new(clone.data(), clone.vtable())
}

/// Wakes the original waker. It implements `wake` as well, because the body borrows our waker and
/// never owns it.
///
/// # Safety
///
/// - `prefix` points to a live [`Prefix`].
unsafe fn wake(prefix: *const ()) {
    // SAFETY: this function's own precondition.
    let task = unsafe { task_of(prefix) };
    task.wake_by_ref();
}

/// Whether `waker` is one of ours, of an ordinary poll.
#[inline(always)]
pub(super) fn is_ordinary(waker: &Waker) -> bool {
    has_vtable(waker, &VTABLE)
}

/// By address. An operator and no function, because a debug build would call that.
#[inline(always)]
fn has_vtable(waker: &Waker, vtable: &'static RawWakerVTable) -> bool {
    let its: *const RawWakerVTable = waker.vtable();
    its == &raw const *vtable
}

/// The address of the frame that `cx` leads to while the body is being left.
#[cold]
#[inline(never)]
fn leaving_frame(cx: &Context<'_>) -> Option<*const ()> {
    let waker = cx.waker();
    has_vtable(waker, &LEAVING).then(|| waker.data())
}

/// The address of the frame of types `T` that `cx` leads to.
///
/// # Panics
///
/// If there is none or, with debug assertions, if it has other types: somebody broke the promise of
/// [`Handle::asyncgen_new_handle`](super::handle::Handle::asyncgen_new_handle).
#[inline(always)]
pub(super) fn current_frame<T>(cx: &Context<'_>) -> *mut Prefix<'static> {
    let waker = cx.waker();
    if !has_vtable(waker, &VTABLE) && !has_vtable(waker, &LEAVING) {
        outside_of_the_body()
    }
    let frame = waker.data();
    #[cfg(debug_assertions)]
    {
        // SAFETY: a waker of ours lives as long as its frame, and `cx` borrows one. A frame begins
        // with its prefix, where nobody writes to this field.
        let types = unsafe { (*frame.cast::<Prefix<'_>>()).types };
        if types as usize != type_name::<T> as TypeName as usize {
            assert_names(types, type_name::<T>);
        }
    }
    frame as *mut Prefix<'static>
}

/// Panics instead of the undefined behaviour that would follow if every other check had failed.
///
/// The same type has several such functions where several crates are compiled with it.
#[cfg(debug_assertions)]
#[cold]
#[inline(never)]
fn assert_names(of_frame: TypeName, of_yield: TypeName) {
    let are_equal = of_frame() == of_yield();
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
    let waker = cx.waker();
    if !is_ordinary(waker) {
        return waker_while_leaving(cx);
    }
    // SAFETY: a waker of ours lives as long as its frame, and `cx` borrows one.
    Some(unsafe { task_of(waker.data()) })
}

/// The same while the body is being left.
#[cold]
#[inline(never)]
fn waker_while_leaving<'a>(cx: &'a Context<'_>) -> Option<&'a Waker> {
    let Some(prefix) = leaving_frame(cx) else { return Some(cx.waker()) };
    // SAFETY: a waker of ours lives as long as its frame, and `cx` borrows one. A frame begins with
    // its prefix, and nothing else refers to that while the body runs.
    let prefix = unsafe { &*prefix.cast::<Prefix<'a>>() };
    (!prefix.progress.leaves_at_awaits()).then_some(prefix.task)
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

    #[cfg_attr(debug_assertions, inline)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        // SAFETY: nothing is moved out of `self`: its only field is pinned again.
        let this = unsafe { self.get_unchecked_mut() };
        // SAFETY: the future is structurally pinned: `Awaited` is `Unpin` only if `F` is, has no
        // `Drop`, is not packed, and gives no other access to the future.
        let future = unsafe { Pin::new_unchecked(&mut this.future) };
        match waker_of_awaited(cx) {
            Some(waker) => future.poll(&mut Context::from_waker(waker)),
            None => Poll::Pending,
        }
    }
}
