//! What came of it, for people.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use crate::features::{Feature, LEFT_OUT};
use crate::mapping::{DIFFERENCES, Expected};
use crate::scenario::Scenario;
use crate::translate;

/// The verdict on some scenarios.
#[derive(Debug, Default)]
pub struct Report {
    /// Those whose Rust program did not leave the expected trace: as many as were to be kept.
    pub mismatches: Vec<Mismatch>,
    /// Those that Rust cannot express, and why; of random ones, only the number is known.
    pub left_out: Vec<(String, Vec<&'static Feature>)>,
    /// The numbers.
    pub figures: Figures,
}

/// A scenario whose Rust program left something else.
#[derive(Debug)]
pub struct Mismatch {
    /// The scenario.
    pub scenario: Scenario,
    /// What it had to leave.
    pub expected: Expected,
    /// What it left, or why it left nothing.
    pub actual: Result<Vec<String>, String>,
}

/// How many, and how long.
#[derive(Debug, Default)]
pub struct Figures {
    /// How many scenarios there were.
    pub scenarios: usize,
    /// How many were translated.
    pub checked: usize,
    /// How many bodies they had: scenarios with the same body share its translation.
    pub bodies: usize,
    /// How many did not leave the expected trace.
    pub differ: usize,
    /// How many were left out.
    pub left_out: usize,
    /// How many were left out for each feature; one may be left out for several.
    pub left_out_for: BTreeMap<&'static str, usize>,
    /// To how many each deliberate difference applied.
    pub differences: BTreeMap<&'static str, usize>,
    /// How long Python took, added up.
    pub python: Duration,
    /// How long the libraries took.
    pub libraries: Duration,
    /// How long all took.
    pub batches: Duration,
    /// How long the compiler ran, added up.
    pub compiling: Duration,
    /// Where the programs are, if they were kept.
    pub programs: Option<PathBuf>,
}

impl Report {
    /// Whether everything that was translated matched.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.figures.differ == 0
    }

    /// Counts what the report names.
    pub fn count(&mut self) {
        self.figures.differ = self.mismatches.len();
        self.figures.left_out = self.left_out.len();
        for feature in self.left_out.iter().flat_map(|(_, features)| features) {
            *self.figures.left_out_for.entry(feature.name).or_default() += 1;
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Figures { scenarios, checked, differ, left_out, left_out_for, differences, .. } =
            &self.figures;
        let matching = checked - differ;
        writeln!(
            f,
            "{scenarios} scenarios: {matching} match, {differ} differ, {left_out} left out"
        )?;
        for (feature, count) in
            LEFT_OUT.iter().filter_map(|feature| Some((feature, left_out_for.get(feature.name)?)))
        {
            writeln!(f, "  left out: {count:5} {:<18} {}", feature.name, feature.reason)?;
        }
        for (difference, count) in DIFFERENCES
            .iter()
            .filter_map(|difference| Some((difference, differences.get(difference.name)?)))
        {
            writeln!(f, "  mapped:   {count:5} {:<18} {}", difference.name, difference.asyncgen)?;
        }
        self.figures.times(f)
    }
}

impl Figures {
    /// Adds those of a batch.
    pub fn add(&mut self, batch: &Figures) {
        self.scenarios += batch.scenarios;
        self.checked += batch.checked;
        self.bodies += batch.bodies;
        self.differ += batch.differ;
        self.left_out += batch.left_out;
        self.python += batch.python;
        self.compiling += batch.compiling;
        let counts = [
            (&mut self.left_out_for, &batch.left_out_for),
            (&mut self.differences, &batch.differences),
        ];
        for (all, own) in counts {
            for (&name, count) in own {
                *all.entry(name).or_default() += count;
            }
        }
    }

    fn times(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = |duration: Duration| duration.as_secs_f64();
        write!(
            f,
            "  time: {:.1} s, libraries {:.1} s; added up: Python {:.1} s, rustc {:.1} s for {} \
             bodies",
            seconds(self.batches),
            seconds(self.libraries),
            seconds(self.python),
            seconds(self.compiling),
            self.bodies
        )?;
        match &self.programs {
            Some(directory) => writeln!(f, "\n  programs: {}", directory.display()),
            None => writeln!(f),
        }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mismatch { scenario, expected, actual } = self;
        writeln!(f, "MISMATCH {}", scenario.name)?;
        let mut json = scenario.json.clone();
        if let Some(object) = json.as_object_mut() {
            object.retain(|key, _| ["name", "hooks", "body", "driver"].contains(&key.as_str()));
        }
        writeln!(f, "  scenario: {json}")?;
        for line in translate::generator(scenario).lines() {
            writeln!(f, "      {line}")?;
        }
        let names: Vec<&str> =
            expected.differences.iter().map(|difference| difference.name).collect();
        if !names.is_empty() {
            writeln!(f, "  mapped: {}", names.join(", "))?;
        }
        match actual {
            Ok(actual) => f.write_str(&traces(&expected.trace, actual)),
            Err(why) => {
                writeln!(f, "  expected: {}", expected.trace.join(" / "))?;
                writeln!(f, "  actual:   none, {why}")
            }
        }
    }
}

/// The traces, and where they part.
fn traces(expected: &[String], actual: &[String]) -> String {
    let same = expected.iter().zip(actual).take_while(|(one, other)| one == other).count();
    let at = |trace: &[String]| {
        trace.get(same).map_or_else(|| "the end".to_owned(), |token| format!("`{token}`"))
    };
    format!(
        "  expected: {}\n  actual:   {}\n  they part at token {same}: expected {}, actual {}\n",
        expected.join(" / "),
        actual.join(" / "),
        at(expected),
        at(actual)
    )
}
