//! Compares asyncgen's figures with the recorded ones.

use std::collections::BTreeMap;
use std::process::ExitCode;

use crate::figures::{Figures, written};
use crate::machine;
use crate::measure::Meter;
use crate::peers::Peer;
use crate::rows::{Figure, Row, TABLES, Table};

/// By what part of it a figure may differ from the recorded one, or else by the slack of its table.
const TOLERANCE: f64 = 0.03;

/// How to make the new figures the recorded ones.
const ACCEPT: &str = "\
If the change is meant, record it and say in the commit what it bought:
    cargo run -p asyncgen-benches -- --accept
    git add benches README.md";

/// A figure beside the recorded one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Same,
    Worse,
    Better,
}

/// Measures asyncgen's rows; fails if one differs from the file. A better one is a failure as well:
/// the README would quote a figure that is not true, and the next change could lose again what was
/// won, unseen.
pub(crate) fn check() -> ExitCode {
    let recorded = Figures::load();
    let target = machine::target().unwrap_or_default();
    if recorded.machine.get("target") != Some(&target) {
        println!(
            "skipped: the baseline (recorded on {:?}, this is {target})",
            recorded.machine.get("target")
        );
        return ExitCode::SUCCESS;
    }
    let mut comparison = Comparison::new(&recorded);
    for table in TABLES.iter().filter(|table| table.is_checked) {
        // The others follow from these.
        let measured =
            table.rows.iter().filter(|row| !matches!(row.figure, Figure::PerLayer { .. }));
        measured.for_each(|row| comparison.row(table, row));
    }
    for (reason, rows) in &comparison.skipped {
        println!("skipped: {} ({reason})", rows.join(", "));
    }
    let differing = comparison.differing;
    if differing == 0 {
        println!("asyncgen's figures are those of benches/results/figures.json.");
        return ExitCode::SUCCESS;
    }
    println!("\n{differing} figures differ by more than 3 %.{}\n{ACCEPT}", other_rustc(&recorded));
    ExitCode::FAILURE
}

/// The comparison under way.
struct Comparison<'a> {
    recorded: &'a Figures,
    now: Figures,
    meter: Meter,
    differing: usize,
    /// Rows that cannot be compared here, by the reason.
    skipped: BTreeMap<&'static str, Vec<&'static str>>,
}

impl<'a> Comparison<'a> {
    fn new(recorded: &'a Figures) -> Self {
        let (now, meter) = (Figures::default(), Meter::new());
        Comparison { recorded, now, meter, differing: 0, skipped: BTreeMap::new() }
    }

    /// Measures one row, and says if it differs.
    fn row(&mut self, table: &Table, row: &Row) {
        if let Err(reason) = self.meter.can(row).and_then(|()| is_comparable(row, self.recorded)) {
            self.skipped.entry(reason).or_default().push(row.key);
            return;
        }
        let figure = self.meter.figure(&self.now, table, row, Peer::Asyncgen);
        self.now.set(table.key, row.key, Peer::Asyncgen, figure);
        let [before, after] = [self.recorded, &self.now]
            .map(|figures| figures.get(table.key, row.key, Peer::Asyncgen));
        let verdict = verdict(before, after, table.slack);
        if verdict != Verdict::Same {
            let [before, after] =
                [before, after].map(|figure| figure.map_or("nothing".to_owned(), written));
            println!("{verdict:?}: {} {}: {before} → {after}", table.key, row.key);
            self.differing += 1;
        }
    }
}

/// Less is better; a figure where there was none, or none where there was one, is worse.
pub(crate) fn verdict(before: Option<f64>, after: Option<f64>, slack: f64) -> Verdict {
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (before, after),
        (None, None) => return Verdict::Same,
        _ => return Verdict::Worse,
    };
    let allowed = slack.max(before * TOLERANCE);
    match after - before {
        more if more > allowed => Verdict::Worse,
        more if more < -allowed => Verdict::Better,
        _ => Verdict::Same,
    }
}

/// Other copies and another allocator are not ours to judge.
fn is_comparable(row: &Row, recorded: &Figures) -> Result<(), &'static str> {
    match row.is_of_libc() && recorded.machine.get("libc") != machine::libc().as_ref() {
        true => Err("recorded with another libc, of which it calls functions"),
        false => Ok(()),
    }
}

/// A hint: another compiler makes other code.
fn other_rustc(recorded: &Figures) -> String {
    match (recorded.machine.get("rustc"), machine::rustc()) {
        (Some(recorded), Some(here)) if *recorded != here => {
            format!(" They were recorded with {recorded}; this is {here}.")
        }
        _ => String::new(),
    }
}
