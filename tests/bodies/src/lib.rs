//! Random bodies in correct Rust. What compiles as an `async` block, with each yield replaced by a
//! call, compiles as a generator in every spelling, and its items are the arguments of those calls.
//! `catch!`, `finally!` and `?` are written out there by hand.
//!
//! ```text
//! cargo run -p asyncgen-bodies -- --seed 1 --count 2000
//! ```

pub mod batch;
mod draw;
mod random;
mod spelling;
