//! The frame: what one poll of a body passes in and out, found through the task context.
//!
//! [`FirstFrame::poll`] polls a body with a [`Context`] whose [`Waker`] points to a [`Frame`] on
//! the caller's stack through [`VTABLE`]. A yield finds the frame through the context it is polled
//! with, writes its item into the frame and returns `Pending`. When it is polled again, there is a
//! new frame, with the value that the yield is resumed with. So there is no allocation, no
//! thread-local and no self-reference, and the item is never part of the body's future.

#[cfg(debug_assertions)]
use core::any::type_name;
use core::future::Future;
use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::pin::Pin;
use core::ptr;
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

use crate::protocol::Resume;

/// Mentions a type without owning a value of it; no lifetime in it can change.
pub(super) type Invariant<T> = PhantomData<fn(T) -> T>;

/// What one poll of a body passes in and out.
///
/// # Invariants
///
/// - `header` is the first field (`repr(C)`), so a pointer to the frame is a pointer to the header.
/// - `header` is never written once the frame's waker exists: other threads may read it through the
///   waker.
#[repr(C)]
pub(super) struct Frame<'a, Y, S, E> {
    header: Header<'a>,
    /// How many slots are open: taken by a yield that is still evaluating its item.
    open_slots: u32,
    /// The item of the yield at which this poll suspended the body.
    item: Option<Y>,
    /// What the yield at which the body is suspended evaluates to; `Next` once it is taken.
    resume: Resume<S, E>,
}

/// The frame of a poll that may be the first one, with the arguments of the body.
///
/// # Invariants
///
/// - `frame` is the first field (`repr(C)`), so a pointer to this is a pointer to the frame.
/// - In the first poll of a body that has arguments, they are initialized until
///   [`TakeArgs`](super::body::TakeArgs) takes them.
#[repr(C)]
pub(super) struct FirstFrame<'a, Y, S, E, A> {
    frame: Frame<'a, Y, S, E>,
    arguments: MaybeUninit<A>,
}

/// The part of a frame whose type does not depend on the generator.
struct Header<'a> {
    /// The waker of the task that polls the generator.
    waker: &'a Waker,
    /// The name of the frame's types, which a lookup compares with its own.
    #[cfg(debug_assertions)]
    types: &'static str,
}

impl<'a, Y, S, E, A> FirstFrame<'a, Y, S, E, A> {
    /// A frame in which the yield at which the body is suspended is resumed with `resume`.
    #[inline]
    pub(super) fn new(waker: &'a Waker, resume: Resume<S, E>) -> Self {
        let header = Header {
            waker,
            #[cfg(debug_assertions)]
            types: type_name::<Frame<'_, Y, S, E>>(),
        };
        let frame = Frame { header, open_slots: 0, item: None, resume };
        FirstFrame { frame, arguments: MaybeUninit::uninit() }
    }

    /// Stores the arguments that the body takes in this poll, its first one.
    #[inline]
    pub(super) fn set_arguments(&mut self, arguments: A) {
        // INVARIANT: the arguments are initialized.
        self.arguments.write(arguments);
    }

    /// Polls `body` with a waker that points to this frame.
    #[inline(always)]
    pub(super) fn poll<B: Future>(&mut self, body: Pin<&mut B>) -> Poll<B::Output> {
        let address = (&raw mut *self).cast::<()>().cast_const();
        // SAFETY:
        // - `address` points to a `Header`: it is the first field, `repr(C)`, twice;
        // - the functions of `VTABLE` uphold the contract of wakers for such a pointer while the
        //   header is there. It outlives this waker, which is lent to the body for this poll only;
        //   clones of the waker are clones of the original.
        let waker = unsafe { Waker::new(address, &VTABLE) };
        // To drop it would be a call through the table that does nothing.
        let waker = ManuallyDrop::new(waker);
        body.poll(&mut Context::from_waker(&waker))
    }

    /// Whether the body was suspended while a yield was evaluating its item.
    #[inline(always)]
    pub(super) fn has_open_slots(&self) -> bool {
        self.frame.open_slots != 0
    }

    /// The item of the yield that suspended the body.
    #[inline]
    pub(super) fn take_item(&mut self) -> Option<Y> {
        self.frame.item.take()
    }
}

/// Marks our wakers by its address, and forwards everything to the waker in the header.
static VTABLE: RawWakerVTable = RawWakerVTable::new(clone_waker, wake, wake, |_| ());

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

/// The address of the frame that `cx` leads to, if [`FirstFrame::poll`] created `cx`.
#[inline(always)]
fn frame_address(cx: &Context<'_>) -> Option<*const ()> {
    let waker = cx.waker();
    match ptr::eq(waker.vtable(), &raw const VTABLE) {
        true => Some(waker.data()),
        false => None,
    }
}

/// The frame of the current poll.
///
/// # Panics
///
/// If there is none or, with debug assertions, if it has other types: somebody broke the promise of
/// [`Handle::asyncgen_new_handle`](super::handle::Handle::asyncgen_new_handle).
#[inline(always)]
fn current_frame<Y, S, E>(cx: &Context<'_>) -> *mut Frame<'static, Y, S, E> {
    let Some(address) = frame_address(cx) else { outside_of_the_body() };
    #[cfg(debug_assertions)]
    assert_types::<Y, S, E>(address);
    address.cast_mut().cast()
}

/// Panics instead of the undefined behaviour that would follow if every other check had failed.
#[cfg(debug_assertions)]
#[inline(never)]
fn assert_types<Y, S, E>(frame: *const ()) {
    // SAFETY: a waker of ours lives as long as its frame, and the caller borrows one. The header is
    // the frame's first field, and nobody writes to it.
    let header = unsafe { &*frame.cast::<Header<'_>>() };
    let types = type_name::<Frame<'_, Y, S, E>>();
    // Nearly always, the two are the same string.
    let are_equal = ptr::eq(types, header.types) || types == header.types;
    assert!(are_equal, "an async generator's `yield` was polled by another generator");
}

#[cold]
#[inline(never)]
fn outside_of_the_body() -> ! {
    panic!("an async generator's `yield` was polled by something else than the generator")
}

/// The place in the current frame that an item goes to.
///
/// The body must not be suspended while a slot exists, because the slot would then point to a frame
/// that is gone. The macros ensure that as far as syntax shows it. For the rest the frame counts
/// its slots: [`poll_body`](super::body::poll_body) drops a body that is suspended with an open
/// slot, while the frame is still there.
///
/// # Invariants
///
/// - `frame` points to the frame of the current poll, which has counted this slot.
pub struct Slot<Y, S, E> {
    frame: *mut Frame<'static, Y, S, E>,
    types: Invariant<(Y, S, E)>,
}

impl<Y, S, E> Slot<Y, S, E> {
    /// Takes the slot of the current frame.
    ///
    /// # Safety
    ///
    /// - A body polls `cx`, and the types are those of its frame.
    #[inline(always)]
    pub(super) unsafe fn take(cx: &Context<'_>) -> Self {
        let frame = current_frame::<Y, S, E>(cx);
        // SAFETY: `frame` points to a live frame of these types (this function's own precondition),
        // and nothing else refers to the count while the body runs.
        let open_slots = unsafe { &mut (*frame).open_slots };
        *open_slots += 1;
        // INVARIANT: the frame has counted the slot.
        Slot { frame, types: PhantomData }
    }

    /// Writes the item.
    #[inline(always)]
    pub(super) fn write(self, item: Y) {
        // SAFETY: the frame is live: the body has not been suspended since it took this slot, or
        // the slot would have been dropped with the body.
        let destination = unsafe { &raw mut (*self.frame).item };
        // SAFETY:
        // - nothing refers to the item while the body runs: the poller reads it after the poll;
        // - the value that is overwritten is `None`, because the only yield that writes an item in
        //   a poll is the one that ends the poll.
        unsafe { destination.write(Some(item)) }
    }
}

/// Closes the slot, after its item was written or the yield was left by `?`, a jump or a panic.
impl<Y, S, E> Drop for Slot<Y, S, E> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: the frame is live (an invariant of this type), and nothing else refers to the
        // count while the body runs or is dropped.
        let open_slots = unsafe { &mut (*self.frame).open_slots };
        *open_slots -= 1;
    }
}

/// Takes the value that the yield is resumed with; `None` in the poll in which it wrote its item.
///
/// # Safety
///
/// - A body polls `cx`, and the types are those of its frame.
#[inline(always)]
pub(super) unsafe fn take_resume<Y, S, E>(cx: &Context<'_>) -> Option<Resume<S, E>> {
    let frame = current_frame::<Y, S, E>(cx);
    // SAFETY: `frame` points to a live frame of these types (this function's own precondition), and
    // nothing else refers to the item while the body runs.
    let item = unsafe { &(*frame).item };
    if item.is_some() {
        return None;
    }
    // SAFETY: as for the item.
    let resume = unsafe { &mut (*frame).resume };
    Some(mem::replace(resume, Resume::Next))
}

/// Takes the arguments of the body.
///
/// # Safety
///
/// - A body polls `cx` for the first time, and the types are those of its frame and its arguments.
/// - This function is called once in that poll.
#[inline(always)]
pub(super) unsafe fn take_arguments<Y, S, E, A>(cx: &Context<'_>) -> A {
    let frame: *mut FirstFrame<'static, Y, S, E, A> = current_frame::<Y, S, E>(cx).cast();
    // SAFETY: the frame is that of the body's first poll (this function's own precondition), so a
    // `FirstFrame` of these types begins with it.
    let arguments = unsafe { &mut (*frame).arguments };
    // SAFETY: in the first poll they are initialized, and nobody has taken them (this function's
    // own precondition).
    unsafe { arguments.assume_init_read() }
}

/// The original waker, of the task that polls the generator.
///
/// What a body awaits is polled with it. So a leaf future is polled with the same waker each time:
/// it need not clone the waker again, and an executor that looks for its own wakers finds them.
#[inline(always)]
pub(crate) fn original_waker<'a>(cx: &'a Context<'_>) -> &'a Waker {
    let Some(header) = frame_address(cx) else { return cx.waker() };
    // SAFETY: a waker of ours lives as long as its frame, and `cx` borrows one. The header is the
    // frame's first field, and nobody writes to it.
    let header = unsafe { &*header.cast::<Header<'a>>() };
    header.waker
}

/// A future that a body awaits, polled with the original waker.
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
        future.poll(&mut Context::from_waker(original_waker(cx)))
    }
}
