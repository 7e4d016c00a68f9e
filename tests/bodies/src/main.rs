//! Random bodies by hand: any number of them, in batches.

use std::env;
use std::error::Error;

use asyncgen_bodies::batch::{self, Counts};
use asyncgen_spellings::toolchain;

/// How many bodies are compiled together.
const BATCH: u64 = 100;

const HELP: &str = "Usage: cargo run -p asyncgen-bodies -- [--seed N] [--count N] [--stable]";

fn main() -> Result<(), Box<dyn Error>> {
    let (mut seed, mut count, mut stable) = (1, 1_000, false);
    let mut words = env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--seed" => seed = words.next().ok_or(HELP)?.parse()?,
            "--count" => count = words.next().ok_or(HELP)?.parse()?,
            "--stable" => stable = true,
            _ => return Err(HELP.into()),
        }
    }
    let nightly = !stable && toolchain::has_nightly();
    let scratch = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bodies");
    // The seeds of two runs with neighbouring seeds have nothing in common.
    let first = seed * 1_000_000;
    let mut counts = Counts::new();
    for begin in (first..first + count).step_by(usize::try_from(BATCH)?) {
        let seeds = begin..(begin + BATCH).min(first + count);
        for (name, count) in batch::run(scratch, seeds, nightly)? {
            *counts.entry(name).or_default() += count;
        }
        let bodies = (begin + BATCH).min(first + count) - first;
        println!("{bodies} bodies, {} items", counts["items"]);
    }
    counts.iter().for_each(|(name, count)| println!("{count:8} {name}"));
    Ok(())
}
