//! Plants each fault in a copy of the repository, and shows that its tests catch it.
//!
//! ```text
//! cargo run -p asyncgen-faults                  all faults
//! cargo run -p asyncgen-faults -- lost_item     the faults named
//! cargo run -p asyncgen-faults -- --list        what they are
//! ```
//!
//! First the same tests pass without a fault. The copy is `target/faults/copy`.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use asyncgen_faults::Result;
use asyncgen_faults::copy::Copy;
use asyncgen_faults::fault::{self, Fault};
use asyncgen_faults::trial::{Trial, Verdict};

/// How long a test may take without a fault, with its build.
const LIMIT: Duration = Duration::from_secs(3600);

/// How long each test may take with a fault.
type Limits = BTreeMap<String, Duration>;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode> {
    let words: Vec<String> = env::args().skip(1).collect();
    let mut faults = fault::all()?;
    if words == ["--list"] {
        faults.iter().for_each(|it| println!("{:32} {}", it.name, it.summary));
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(unknown) = words.iter().find(|word| faults.iter().all(|it| it.name != **word)) {
        return Err(format!("there is no fault `{unknown}`").into());
    }
    faults.retain(|it| words.is_empty() || words.contains(&it.name));
    let copy = Copy::of_repository()?;
    let limits = without_a_fault(&copy, &faults)?;
    let mut survived = Vec::new();
    for fault in &faults {
        if !is_caught(&copy, fault, &limits)? {
            survived.push(fault.name.as_str());
        }
    }
    println!("\n{} of {} faults are caught", faults.len() - survived.len(), faults.len());
    if survived.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!("not caught: {}", survived.join(", "));
    Ok(ExitCode::FAILURE)
}

/// Otherwise a test that always fails would catch everything.
fn without_a_fault(copy: &Copy, faults: &[Fault]) -> Result<Limits> {
    let tests: BTreeSet<&String> = faults.iter().flat_map(|fault| &fault.tests).collect();
    let (mut trial, mut limits) = (Trial::new(copy), Limits::new());
    for test in tests {
        let began = Instant::now();
        match trial.run(test, LIMIT)? {
            Verdict::Passed => {}
            verdict => return Err(format!("without a fault, {test}: {verdict:?}").into()),
        }
        limits.insert(test.clone(), Duration::from_secs(60) + 3 * began.elapsed());
    }
    println!("{} tests pass without a fault\n", limits.len());
    Ok(limits)
}

/// Whether each of the tests of a fault catches it.
fn is_caught(copy: &Copy, fault: &Fault, limits: &Limits) -> Result<bool> {
    copy.plant(fault)?;
    let mut trial = Trial::new(copy);
    let tests = fault.tests.iter();
    let verdicts: Result<Vec<Verdict>> = tests.map(|it| trial.run(it, limits[it])).collect();
    copy.heal(fault)?;
    let verdicts = match verdicts {
        Ok(verdicts) => verdicts,
        Err(error) => {
            println!("NOT TRIED: {}: {error}", fault.name);
            return Ok(false);
        }
    };
    let is_caught = verdicts.iter().all(|it| !matches!(it, Verdict::Passed | Verdict::Missing));
    let word = if is_caught { "caught" } else { "NOT CAUGHT" };
    println!("{word}: {} ({})", fault.name, fault.summary);
    for (test, verdict) in fault.tests.iter().zip(&verdicts) {
        println!("    {test}: {}", shown(verdict));
    }
    Ok(is_caught)
}

fn shown(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Passed => "passed".to_owned(),
        Verdict::Failed(tests) => format!("{} failed", tests.len()),
        Verdict::Aborted(status) => status.clone(),
        Verdict::Hung => "does not end".to_owned(),
        Verdict::Missing => "there is no such test".to_owned(),
    }
}
