//! asyncgen against an independent model of its protocol: bodies as data, compiled by the macros in
//! all spellings and interpreted by the model, driven by the same random operations, and compared
//! after every poll.

mod awaiting;
mod body;
mod case;
mod compiled;
mod draw;
mod event;
mod exit;
mod generator;
mod leave;
mod machine;
mod operations;
mod rules;
mod run;
mod shrink;
#[allow(dead_code, reason = "the build script writes the modules")]
mod source;
mod subject;
#[allow(dead_code, reason = "a small set of bodies uses only a part")]
mod trace;
mod world;

pub use crate::rules::{Reached, Rule};
pub use crate::run::{Config, Failure, bodies, chosen, reached, run, run_body};
pub use crate::shrink::{Trouble, recompiled, shrink};
