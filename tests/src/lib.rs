//! Helpers for the tests in `tests/`, where each file has one topic.

mod log;
mod poll;
mod waker;

pub use crate::log::{Log, Logged};
pub use crate::poll::{Pending, Watched, drain, pending, poll_once, run, without_hidden_polls};
pub use crate::waker::CountingWaker;
