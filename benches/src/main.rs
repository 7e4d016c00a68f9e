//! Prints what a generator costs beside a hand-written `Stream`, rustc's own `async gen` and async-stream.
//!
//! `cargo run --release -p asyncgen-benches`. Costs are instructions by callgrind, so they are the same in every run:
//! the program runs itself under valgrind, once for each implementation, work and size. It fails if asyncgen is
//! dearer than it promises to be.
//!
//! Why not gungraun (formerly iai-callgrind): what matters here is the cost of *one item*, the difference of two runs
//! of different size, beside the same difference for the others. It prints single runs, beside the run before; and it
//! takes a second program of 200 crates, installed in the same version.

#![recursion_limit = "512"]

mod callgrind;
mod implementations;
mod nightly;
mod rows;
mod shared;
mod table;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use futures_core::Stream;

use crate::callgrind::Measured;
use crate::implementations::Implementation;
use crate::shared::work::Work;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => table::print(&measured()),
        [implementation, work, size] => run(implementation, work, size),
        _ => usage(),
    }
}

/// All implementations that can be measured here; a line for each that cannot.
fn measured() -> Vec<(Implementation, Measured)> {
    let mut all = Vec::new();
    for implementation in Implementation::ALL {
        match implementation.program() {
            Ok(program) => all.push((implementation, Measured::new(program))),
            Err(reason) => println!("skipped: {} ({reason})", implementation.name()),
        }
    }
    all
}

/// One work, as the measured process does it.
fn run(implementation: &str, work: &str, size: &str) -> ExitCode {
    let (Some(work), Ok(size)) = (Work::named(work), size.parse()) else { return usage() };
    match Implementation::ALL
        .into_iter()
        .find(|it| it.name() == implementation)
        .and_then(|it| it.run(work, size))
    {
        Some(result) => println!("{result}"),
        None => return usage(),
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: asyncgen-benches [<implementation> <work> <size>]");
    ExitCode::FAILURE
}
