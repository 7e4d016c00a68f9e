//! What bodies await: something ready, and something that suspends a number of times.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::trace;

/// Completes without suspending.
pub async fn ready() {}

/// Suspends `times` times, and leaves `pending` each time. Whoever drives it polls it again
/// unasked.
pub fn pending(times: u32) -> Pending {
    Pending { left: times }
}

/// The future of [`pending`].
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct Pending {
    left: u32,
}

impl Future for Pending {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.left == 0 {
            return Poll::Ready(());
        }
        self.left -= 1;
        trace::suspended();
        Poll::Pending
    }
}
