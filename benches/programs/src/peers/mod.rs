//! Who is compared. (`native.rs` is a program of its own.)

mod async_gen;
mod async_stream;
mod asyncgen;
mod by_hand;
mod channel;
mod unfold;

use crate::crowds;
use crate::shared::bodies::Bodies;
use crate::shared::works;

/// The names, as the first argument of this program.
pub(crate) const NAMES: [&str; 6] =
    ["hand-written", "unfold", "async-stream", "async-gen", "channel", "asyncgen"];

/// Does the work of that name `n` times. `None` if there is no such peer, or it cannot do the work.
pub(crate) fn run(peer: &str, work: &str, n: u64) -> Option<u64> {
    match peer {
        "hand-written" => run_as::<by_hand::ByHand>(work, n),
        "unfold" => run_as::<unfold::Unfold>(work, n),
        "async-stream" => run_as::<async_stream::AsyncStream>(work, n),
        "async-gen" => run_as::<async_gen::AsyncGen>(work, n),
        "channel" => channel::run(work, n),
        "asyncgen" => run_as::<asyncgen::Asyncgen>(work, n),
        _ => None,
    }
}

fn run_as<B: Bodies>(work: &str, n: u64) -> Option<u64> {
    works::run::<B>(work, n).or_else(|| crowds::run::<B>(work, n))
}
