//! What an expansion awaits at `finally!`: the guarded block, and the two ends of a cleanup.

use core::future::Future;
use core::marker::PhantomData;
use core::pin::Pin;
use core::task::{Context, Poll};

use super::frame::{self, Invariant};
use super::waker;
use crate::exit::BlockExit;

/// A block that is guarded by `finally!`.
///
/// `RANK` is the place of its cleanup among those of the body, from the innermost outward. It has
/// the rank 1 or higher; a guarded block in the cleanup comes after it.
///
/// When exit is raised where the block waits, it is ready, as if a `return` stood there. It need
/// not drop the block: the `.await` does, before the cleanup begins.
#[must_use = "futures do nothing unless polled"]
pub struct Guarded<B, Y, S, E, const RANK: u8> {
    block: B,
    types: Invariant<(Y, S, E)>,
}

impl<B, Y, S, E, const RANK: u8> Guarded<B, Y, S, E, RANK> {
    #[inline]
    pub(super) fn new(block: B) -> Self {
        Guarded { block, types: PhantomData }
    }
}

impl<T, B, Y, S, E, const RANK: u8> Future for Guarded<B, Y, S, E, RANK>
where
    B: Future<Output = Result<BlockExit<T>, E>>,
{
    type Output = Result<BlockExit<T>, E>;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // SAFETY: the block is structurally pinned: `Guarded` is `Unpin` only if `B` is, has no
        // `Drop`, is not packed, and gives no other access to the block.
        let block = unsafe { self.map_unchecked_mut(|this| &mut this.block) };
        match block.poll(cx) {
            Poll::Pending if !waker::is_ordinary(cx.waker()) => {
                // SAFETY: the body of these types polls what its handle returned (the promise of
                // `Handle::asyncgen_new_handle`).
                match unsafe { takes_exit::<Y, S, E>(cx, RANK) } {
                    true => Poll::Ready(Ok(BlockExit::Return)),
                    false => Poll::Pending,
                }
            }
            polled => polled,
        }
    }
}

/// Whether a guarded block that is pending is left there.
///
/// # Safety
///
/// - A body polls `cx`, and the types are those of its frame.
#[cold]
#[inline(never)]
unsafe fn takes_exit<Y, S, E>(cx: &Context<'_>, rank: u8) -> bool {
    // SAFETY: this function's own precondition.
    if unsafe { frame::has_item::<Y, S, E>(cx) } {
        return false;
    }
    // SAFETY: this function's own precondition.
    unsafe { frame::change_progress::<Y, S, E, _>(cx, |progress| progress.takes_exit(rank)) }
}

/// Begins a cleanup that may await. Ready at once, with whether the cleanup runs. See
/// [`Handle::enter_cleanup`](super::handle::Handle::enter_cleanup).
#[must_use = "futures do nothing unless polled"]
pub struct EnterCleanup<Y, S, E, const AWAITS: bool> {
    types: Invariant<(Y, S, E)>,
}

impl<Y, S, E, const AWAITS: bool> EnterCleanup<Y, S, E, AWAITS> {
    #[inline]
    pub(super) fn new() -> Self {
        EnterCleanup { types: PhantomData }
    }
}

impl<Y, S, E, const AWAITS: bool> Future for EnterCleanup<Y, S, E, AWAITS> {
    type Output = bool;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<bool> {
        // SAFETY: the body of these types polls what its handle returned (the promise of
        // `Handle::asyncgen_new_handle`).
        let runs = unsafe {
            frame::change_progress::<Y, S, E, _>(cx, |progress| progress.enter_cleanup(AWAITS))
        };
        Poll::Ready(runs)
    }
}

/// Ends a cleanup that may await. Ready at once, with whether exit is raised behind it. See
/// [`Handle::leave_cleanup`](super::handle::Handle::leave_cleanup).
#[must_use = "futures do nothing unless polled"]
pub struct LeaveCleanup<Y, S, E, const IN_ANOTHER: bool> {
    may_exit: bool,
    types: Invariant<(Y, S, E)>,
}

impl<Y, S, E, const IN_ANOTHER: bool> LeaveCleanup<Y, S, E, IN_ANOTHER> {
    #[inline]
    pub(super) fn new(may_exit: bool) -> Self {
        LeaveCleanup { may_exit, types: PhantomData }
    }
}

impl<Y, S, E, const IN_ANOTHER: bool> Future for LeaveCleanup<Y, S, E, IN_ANOTHER> {
    type Output = bool;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<bool> {
        // SAFETY: the body of these types polls what its handle returned (the promise of
        // `Handle::asyncgen_new_handle`).
        let exits = unsafe {
            frame::change_progress::<Y, S, E, _>(cx, |progress| {
                progress.leave_cleanup(IN_ANOTHER, self.may_exit)
            })
        };
        Poll::Ready(exits)
    }
}
