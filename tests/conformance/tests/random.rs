//! A few random scenarios, so that `cargo test` alone meets some that nobody chose. `.ci/run` takes
//! thousands.

use std::process::Command;

use asyncgen_conformance::check::{Options, check};
use asyncgen_conformance::python::{self, Random};
use asyncgen_conformance::scenario::Scenario;

fn random(seed: &str, profile: &str, count: usize) -> Vec<Scenario> {
    let random = Random {
        seed: seed.to_owned(),
        count,
        start: 0,
        profile: profile.to_owned(),
        consumers: 2,
    };
    python::random(&random).expect("python3 makes scenarios")
}

#[test]
fn random_scenarios_leave_cpythons_trace() {
    let mut scenarios = random("cargo test", "typed", 100);
    scenarios.extend(random("cargo test", "wild", 50));
    scenarios.extend(random("cargo test", "cleanup", 100));
    // Exceptions at an await, two operations at once: many of these are left out.
    scenarios.extend(
        ["rust", "full", "slots"].into_iter().flat_map(|profile| random("cargo test", profile, 50)),
    );
    let report = check(scenarios, &Options::default()).expect("they can be checked");
    let mismatches: String =
        report.mismatches.iter().map(|mismatch| format!("{mismatch}\n")).collect();
    assert!(report.is_clean(), "\n{mismatches}{report}");
    assert!(report.figures.left_out < 130, "{report}");
}

/// Where our contract and PEP 525 do not differ, CPython under our contract is CPython: so what it
/// does where they do can be relied upon.
#[test]
fn the_contract_differs_only_where_it_says_so() {
    let profiles = ["typed", "rust", "full", "slots", "wild", "cleanup"];
    for profile in profiles {
        let output = Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()))
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/python/contract.py"))
            .args(["--self-test", "300", "--seed", "cargo test", "--profile", profile])
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .output()
            .expect("python3 runs");
        assert!(output.status.success(), "{profile}: {}", String::from_utf8_lossy(&output.stdout));
    }
}
