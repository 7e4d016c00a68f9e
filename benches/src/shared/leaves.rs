//! What the bodies await and yield.

use core::future::Future;
use core::hint::black_box;
use core::pin::Pin;
use core::task::{Context, Poll};

/// An item that one does not want to copy.
pub(crate) type Page = [u8; 1024];

#[inline(never)]
pub(crate) fn page(x: u64) -> Page {
    [black_box(x) as u8; 1024]
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
