//! What the tests share; they live in `tests/`, one topic a file.

mod log;
mod poll;
mod waker;

pub use crate::log::{Log, Logged};
pub use crate::poll::{Pending, drain, pending, poll_once, run};
pub use crate::waker::CountingWaker;
