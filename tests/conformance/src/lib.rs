//! asyncgen against CPython: scenarios of a neutral language (`LANG.md`) become Rust programs,
//! which must leave the trace that CPython left.
//!
//! The way of a scenario: [`scenario`] reads it, [`python`] asks CPython for what is missing,
//! [`features`] says whether Rust can express it, [`mapping`] applies the differences we made
//! deliberately, [`translate`] turns it into Rust, [`toolchain`] compiles and runs a batch of them
//! on top of [`support`], and [`check`] compares.

pub mod check;
pub mod features;
pub mod input;
pub mod mapping;
pub mod python;
pub mod report;
pub mod scenario;
pub mod support;
pub mod toolchain;
pub mod trace;
pub mod translate;

use std::fmt;

/// The named scenarios, with CPython 3.11's traces: of the protocol, and of consumers that go away.
pub const NAMED: [&str; 2] =
    [include_str!("../data/scenarios.json"), include_str!("../data/cleanup.json")];

/// What keeps the tool from doing its work, said to whoever runs it.
#[derive(Debug)]
pub struct Trouble(pub String);

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Trouble {}
