//! The sample of bodies, which is written once, in `samples/bodies.rs`, and its translation to the
//! other spellings.

pub mod samples;
pub mod toolchain;
