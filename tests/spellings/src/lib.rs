//! What the tests share: the sample of bodies, written once in `samples/bodies.rs`, and its translation.

pub mod samples;
pub mod toolchain;
