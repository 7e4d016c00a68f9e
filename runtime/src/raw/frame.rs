//! The frame: what one poll of a body passes in and out, found through the task context.
//!
//! A body is polled with a [`Context`] whose waker points to a [`Frame`] on the stack of what polls
//! it. A yield finds the frame through the context it is polled with, writes its item into it and
//! returns `Pending`. When it is polled again, there is a new frame, with the value that the yield
//! is resumed with. So there is no allocation, no thread-local and no self-reference, and an item
//! is part of the body's future only if it is small.

use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::task::Context;

use super::waker::{Prefix, current_frame};
use crate::leaving::Progress;
use crate::protocol::Resume;

/// Mentions a type without owning a value of it; no lifetime in it can change.
pub(super) type Invariant<T> = PhantomData<fn(T) -> T>;

/// The types of a frame, by whose name a lookup is checked.
type Named<Y, S, E> = (PhantomData<Y>, S, E);

/// What one poll of a body passes in and out. [`run`](super::body::run) makes it.
///
/// `A` are the arguments that the body takes in its first poll. What looks up a frame does not know
/// them: where the other fields are does not depend on them (`repr(C)`).
///
/// # Invariants
///
/// - `prefix` is the first field (`repr(C)`), so a pointer to the frame is a pointer to the prefix.
/// - In the first poll of a body that has arguments, they are initialized until
///   [`TakeArgs`](super::lazy_body::TakeArgs) takes them.
#[repr(C)]
pub(super) struct Frame<'a, Y, S, E, A = ()> {
    pub(super) prefix: Prefix<'a>,
    /// The item of the yield at which this poll suspended the body.
    pub(super) item: ManuallyDrop<Option<Y>>,
    /// What the yield at which the body is suspended evaluates to; `Next` once it is taken.
    pub(super) resume: ManuallyDrop<Resume<S, E>>,
    pub(super) arguments: MaybeUninit<A>,
}

/// What a new frame consists of. Constants, because a debug build would copy what functions return.
impl<Y, S, E, A> Frame<'_, Y, S, E, A> {
    pub(super) const PREFIX: Prefix<'static> = Prefix::of::<Named<Y, S, E>>();
    pub(super) const NO_ITEM: ManuallyDrop<Option<Y>> = ManuallyDrop::new(None);
    pub(super) const NO_ARGUMENTS: MaybeUninit<A> = MaybeUninit::uninit();
}

/// The place in the current frame that an item goes to.
///
/// The body must not be suspended while a slot exists, because the slot would then point to a frame
/// that is gone. The macros ensure that as far as syntax shows it. For the rest the frame counts
/// its slots: [`run`](super::body::run) drops a body that is suspended with an open slot, while the
/// frame is still there.
///
/// # Invariants
///
/// - `prefix` points to the frame of the current poll, which has counted this slot.
pub struct Slot<Y: ?Sized, S, E> {
    prefix: *mut Prefix<'static>,
    types: Invariant<(PhantomData<Y>, S, E)>,
}

impl<Y: ?Sized, S, E> Slot<Y, S, E> {
    /// Takes the slot of the current frame.
    ///
    /// # Safety
    ///
    /// - A body polls `cx`, and the types are those of its frame.
    #[inline(always)]
    pub(super) unsafe fn take(cx: &Context<'_>) -> Self {
        let prefix = current_frame::<Named<Y, S, E>>(cx);
        // SAFETY: `prefix` points to the beginning of a live frame of these types (this function's
        // own precondition), and nothing else refers to the count while the body runs.
        let open_slots = unsafe { &mut (*prefix).open_slots };
        *open_slots += 1;
        // INVARIANT: the frame has counted the slot.
        Slot { prefix, types: PhantomData }
    }

    /// Writes the item.
    #[inline(always)]
    pub(super) fn write(self, item: Y)
    where
        Y: Sized,
    {
        let frame = self.prefix.cast::<Frame<'static, Y, S, E>>();
        // SAFETY: the frame is live, and of these types: the body has not been suspended since it
        // took this slot, or the slot would have been dropped with the body.
        let destination = unsafe { &raw mut (*frame).item };
        // SAFETY:
        // - nothing refers to the item while the body runs: the poller reads it after the poll;
        // - the value that is overwritten is `None`, because the only yield that writes an item in
        //   a poll is the one that ends the poll.
        unsafe { destination.write(ManuallyDrop::new(Some(item))) }
    }
}

/// Closes the slot, after its item was written or the yield was left by `?`, a jump or a panic.
impl<Y: ?Sized, S, E> Drop for Slot<Y, S, E> {
    #[cfg_attr(debug_assertions, inline)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn drop(&mut self) {
        // SAFETY: the frame is live (an invariant of this type), and nothing else refers to the
        // count while the body runs or is dropped.
        let open_slots = unsafe { &mut (*self.prefix).open_slots };
        *open_slots -= 1;
    }
}

/// The address of the frame that `cx` leads to.
///
/// # Panics
///
/// As [`current_frame`].
#[inline(always)]
fn frame_of<Y, S, E>(cx: &Context<'_>) -> *mut Frame<'static, Y, S, E> {
    current_frame::<Named<Y, S, E>>(cx).cast()
}

/// Writes the item of a yield that takes no slot. It is `Some`: so it is moved as a whole.
///
/// # Safety
///
/// - A body polls `cx`, and the types are those of its frame.
#[inline(always)]
pub(super) unsafe fn put_item<Y, S, E>(cx: &Context<'_>, item: Option<Y>) {
    let frame = frame_of::<Y, S, E>(cx);
    // SAFETY: `frame` points to a live frame of these types (this function's own precondition).
    let destination = unsafe { &raw mut (*frame).item };
    // SAFETY: as in `Slot::write`.
    unsafe { destination.write(ManuallyDrop::new(item)) }
}

/// Takes the value that the yield is resumed with.
///
/// # Safety
///
/// - A body polls `cx`, and the types are those of its frame.
#[inline(always)]
pub(super) unsafe fn take_resume<Y, S, E>(cx: &Context<'_>) -> Resume<S, E> {
    let frame = frame_of::<Y, S, E>(cx);
    // SAFETY: `frame` points to a live frame of these types (this function's own precondition), and
    // nothing else refers to the value while the body runs.
    let resume = unsafe { &mut (*frame).resume };
    mem::replace(&mut **resume, Resume::Next)
}

/// Takes the arguments of the body.
///
/// # Safety
///
/// - A body polls `cx` for the first time, and the types are those of its frame and its arguments.
/// - This function is called once in that poll.
#[inline(always)]
pub(super) unsafe fn take_arguments<Y, S, E, A>(cx: &Context<'_>) -> A {
    let frame = frame_of::<Y, S, E>(cx).cast::<Frame<'static, Y, S, E, A>>();
    // SAFETY: the frame is that of the body's first poll (this function's own precondition), so it
    // has room for these arguments.
    let arguments = unsafe { &mut (*frame).arguments };
    // SAFETY: in the first poll they are initialized, and nobody has taken them (this function's
    // own precondition).
    unsafe { arguments.assume_init_read() }
}

/// Changes the progress of the current poll.
///
/// # Safety
///
/// - A body polls `cx`, and the types are those of its frame.
#[inline]
pub(super) unsafe fn change_progress<Y, S, E, T>(
    cx: &Context<'_>,
    change: impl FnOnce(&mut Progress) -> T,
) -> T {
    let frame = frame_of::<Y, S, E>(cx);
    // SAFETY: `frame` points to a live frame of these types (this function's own precondition), and
    // nothing else refers to its progress while the body runs.
    let progress = unsafe { &mut (*frame).prefix.progress };
    change(progress)
}

/// Whether a yield suspends the body in the current poll.
///
/// # Safety
///
/// - A body polls `cx`, and the types are those of its frame.
#[inline]
pub(super) unsafe fn has_item<Y, S, E>(cx: &Context<'_>) -> bool {
    let frame = frame_of::<Y, S, E>(cx);
    // SAFETY: `frame` points to a live frame of these types (this function's own precondition), and
    // nothing else refers to the item while the body runs.
    let item = unsafe { &(*frame).item };
    item.is_some()
}
