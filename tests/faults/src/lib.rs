//! Faults that are planted in a copy of asyncgen, each with the tests that catch it.
//!
//! A test that has never failed proves nothing. So each promise of the runtime is broken here once,
//! by a small change of its sources, and the tests that hold the promise are run against that.

pub mod copy;
pub mod fault;
pub mod trial;

/// What went wrong, in words.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;
