//! Measures what a generator costs beside what else one could write, and writes the results page.
//!
//! - `cargo run -p asyncgen-benches` measures everything but the build cost, and writes the file of
//!   figures (`results/figures.json`) and what is made of it: the page (`RESULTS.md`), the chart
//!   and the README's sentences.
//! - `… -- --accept` does the same for asyncgen's own figures alone: what to do after a change
//!   that is meant.
//! - `… -- --only <name>` does the same for one column or one row alone: what to do when there is a
//!   new one.
//! - `… -- --build-cost` measures what rustc has to do, which takes the better part of an hour;
//!   writes as above. With the beginning of a row's name only that row, as
//!   `--build-cost check-200`.
//! - `… -- --check` compares asyncgen's own figures with the file, and fails where they differ.
//!   Writes nothing.
//! - `… -- --page` makes the page, the chart and the sentences anew, without measuring.
//!
//! Costs are instructions by callgrind, so they are the same in every run: no time is taken
//! anywhere.
//!
//! Why not gungraun (formerly iai-callgrind): what matters here is the cost of *one item*, the
//! difference of two runs of different size, beside the same difference for the others. It prints
//! single runs, beside the run before; and it takes a second program of 200 crates, installed in
//! the same version.

mod baseline;
mod build_cost;
mod chart;
mod figures;
mod machine;
mod measure;
mod page;
mod peers;
mod programs;
mod rows;
mod sentences;
#[cfg(test)]
mod tests;
mod valgrind;

use std::process::ExitCode;

use crate::figures::Figures;
use crate::peers::Peer;
use crate::rows::TABLES;

fn main() -> ExitCode {
    if let Some(code) = build_cost::as_rustc() {
        return code;
    }
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => record(|figures| measure::all(figures, |_, _| true)),
        ["--accept"] => record(|figures| measure::all(figures, |_, peer| peer == Peer::Asyncgen)),
        ["--only", name] if is_known(name) => record(|figures| {
            measure::all(figures, |row, peer| row.key == name || peer.name() == name);
        }),
        ["--only", name] => {
            eprintln!("{name} is neither a column nor a row of results/figures.json");
            ExitCode::FAILURE
        }
        ["--build-cost"] => record(|figures| build_cost::measure(figures, "")),
        ["--build-cost", row] => record(|figures| build_cost::measure(figures, row)),
        ["--page"] => record(|_| ()),
        ["--check"] => baseline::check(),
        _ => {
            eprintln!(
                "usage: asyncgen-benches \
                 [--accept | --only <name> | --build-cost [<row>] | --check | --page]"
            );
            ExitCode::FAILURE
        }
    }
}

/// Whether a column or a row has that name.
fn is_known(name: &str) -> bool {
    let mut rows = TABLES.iter().flat_map(|table| table.rows);
    Peer::ALL.iter().any(|peer| peer.name() == name) || rows.any(|row| row.key == name)
}

/// Changes the file of figures, and everything that is made of it.
fn record(measure: impl FnOnce(&mut Figures)) -> ExitCode {
    let mut figures = Figures::load();
    measure(&mut figures);
    figures.save();
    page::write(&figures);
    chart::write(&figures);
    sentences::write(&figures);
    ExitCode::SUCCESS
}
