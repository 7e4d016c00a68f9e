//! What all implementations share. Compiled twice: in this package, and with `native.rs` by a nightly rustc.
//!
//! `crate::Stream` is `futures_core::Stream` here and `core::async_iter::AsyncIterator` there.

pub(crate) mod bodies;
pub(crate) mod consumer;
pub(crate) mod leaves;
pub(crate) mod work;
