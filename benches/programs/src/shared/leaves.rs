//! What the bodies await and yield.

use core::future::Future;
use core::hint::black_box;
use core::pin::Pin;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::task::{Context, Poll};

/// An item that one does not want to copy.
pub(crate) type Page = [u8; 1024];

#[inline(never)]
pub(crate) fn page(x: u64) -> Page {
    [black_box(x) as u8; 1024]
}

/// The error of the bodies that can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Failed(pub(crate) u64);

/// Something that can fail, and never does.
#[inline]
pub(crate) fn check(x: u64) -> Result<u64, Failed> {
    if black_box(x) == u64::MAX { Err(Failed(x)) } else { Ok(x) }
}

/// A future that is ready at once. It looks at its waker, as leaf futures do.
pub(crate) struct Ready;

impl Future for Ready {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        black_box(cx.waker());
        Poll::Ready(())
    }
}

/// A future that is pending once. It looks at its waker, as leaf futures do.
#[derive(Default)]
pub(crate) struct Pending {
    polled: bool,
}

impl Future for Pending {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.polled {
            return Poll::Ready(());
        }
        black_box(cx.waker());
        self.polled = true;
        Poll::Pending
    }
}

/// A future that is pending once, and wakes its task, as `yield_now` of every executor does.
#[derive(Default)]
pub(crate) struct Woken {
    polled: bool,
}

impl Future for Woken {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.polled {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        self.polled = true;
        Poll::Pending
    }
}

/// A future that notes how deep the stack is where it is polled.
pub(crate) struct Depth;

/// Apart, so that all of the frame counts in which the future is polled.
#[inline(never)]
fn note_depth() {
    let local = black_box(0_u8);
    DEEPEST.fetch_min(core::ptr::from_ref(&local).addr(), Ordering::Relaxed);
}

/// The lowest address at which a `Depth` was polled.
static DEEPEST: AtomicUsize = AtomicUsize::new(usize::MAX);

impl Depth {
    /// How many bytes of stack are between a local variable and the deepest poll since the last
    /// call of this.
    pub(crate) fn below(local: &u8) -> u64 {
        let deepest = DEEPEST.swap(usize::MAX, Ordering::Relaxed);
        (core::ptr::from_ref(local).addr().saturating_sub(deepest)) as u64
    }
}

impl Future for Depth {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        note_depth();
        black_box(cx.waker());
        Poll::Ready(())
    }
}
