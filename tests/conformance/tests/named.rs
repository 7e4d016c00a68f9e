//! The named scenarios against CPython's recorded traces; and which ones are left out, one by one.

use std::fmt::Write;

use asyncgen_conformance::check::{Options, check};
use asyncgen_conformance::features::{Feature, LEFT_OUT};
use asyncgen_conformance::input;
use asyncgen_conformance::report::Report;

#[test]
fn every_named_scenario_leaves_cpythons_trace() {
    let scenarios = input::named().expect("they are scenarios");
    let report = check(scenarios, &Options::default()).expect("they can be checked");
    let mismatches: String =
        report.mismatches.iter().map(|mismatch| format!("{mismatch}\n")).collect();
    assert!(report.is_clean(), "\n{mismatches}{report}");
    assert_eq!(left_out(&report), include_str!("../data/left-out.txt"));
    assert_eq!(report.figures.checked, 259);
}

/// Each feature with its reason and the scenarios that are left out for it.
fn left_out(report: &Report) -> String {
    let mut text = String::new();
    for feature in LEFT_OUT {
        let has = |features: &[&Feature]| features.iter().any(|own| own.name == feature.name);
        let names: Vec<&str> = report
            .left_out
            .iter()
            .filter(|(_, features)| has(features))
            .map(|(name, _)| name.as_str())
            .collect();
        if !names.is_empty() {
            writeln!(text, "{}: {}\n  {}", feature.name, feature.reason, names.join("\n  "))
                .expect("a string takes everything");
        }
    }
    text
}
