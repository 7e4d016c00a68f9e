//! Futures that suspend as often as a test says, and executors without a clock.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use futures::{Stream, StreamExt};

use crate::log::{Log, Logged};

/// A future that is pending this many times, and wakes its task each time.
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct Pending(usize);

/// A future that is pending `times` times.
pub fn pending(times: usize) -> Pending {
    Pending(times)
}

impl Future for Pending {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 == 0 {
            return Poll::Ready(());
        }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// A future that is pending this many times, and logs its polls and its drop.
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct Watched {
    pending: Pending,
    log: Log,
    name: &'static str,
    _dropped: Logged,
}

impl Log {
    /// A future that is pending `times` times. It logs `name?` when it is pending, `name!` when it
    /// is ready, and `name` when it is dropped.
    pub fn watched(&self, name: &'static str, times: usize) -> Watched {
        Watched { pending: pending(times), log: self.clone(), name, _dropped: self.logged(name) }
    }
}

impl Future for Watched {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let polled = Pin::new(&mut self.pending).poll(cx);
        self.log.say(format!("{}{}", self.name, if polled.is_ready() { '!' } else { '?' }));
        polled
    }
}

/// A log of watched futures without the one further poll that an await in another macro may get
/// when exit is raised. The names of the futures at such awaits begin with `hidden`.
///
/// # Panics
///
/// If one of them was polled more than once.
#[must_use]
pub fn without_hidden_polls(events: &str) -> String {
    let is_poll = |event: &&str| event.starts_with("hidden") && event.ends_with('?');
    let (mut polls, rest): (Vec<&str>, Vec<&str>) = events.split(' ').partition(is_poll);
    let number = polls.len();
    polls.sort_unstable();
    polls.dedup();
    assert_eq!(polls.len(), number, "polled twice: {events}");
    rest.join(" ")
}

/// Polls `future` once.
pub fn poll_once<F: Future + Unpin>(mut future: F) -> Poll<F::Output> {
    Pin::new(&mut future).poll(&mut Context::from_waker(Waker::noop()))
}

/// Polls `future` to its end.
///
/// # Panics
///
/// If the future is pending ten thousand times, which means that it makes no progress.
pub fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    for _ in 0..10_000 {
        if let Poll::Ready(output) = poll_once(future.as_mut()) {
            return output;
        }
    }
    panic!("a future is pending for ever")
}

/// All items of `stream`.
pub fn drain<S: Stream>(stream: S) -> Vec<S::Item> {
    run(stream.collect())
}
