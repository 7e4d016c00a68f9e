//! What all peers share. Compiled twice: in this package, and with `peers/native.rs` by a nightly
//! rustc.
//!
//! `crate::Stream` is `futures_core::Stream` here and `core::async_iter::AsyncIterator` there.

pub(crate) mod bodies;
pub(crate) mod consumer;
pub(crate) mod leaves;
pub(crate) mod works;
