//! Helpers for the tests in `tests/`, where each file has one topic.

mod log;
mod poll;
mod waker;

pub use crate::log::{Log, Logged};
pub use crate::poll::{Pending, Watched, drain, pending, poll_once, run, without_hidden_polls};
pub use crate::waker::CountingWaker;

/// An await that the macros of asyncgen do not see.
#[macro_export]
macro_rules! wait {
    ($future:expr) => {
        $future.await
    };
}

/// Jumps that the macros of asyncgen do not see.
#[macro_export]
macro_rules! leave {
    () => {
        break
    };
    (next) => {
        continue
    };
}
