//! The named scenarios against CPython's recorded traces; and which ones are left out, one by one.

use asyncgen_conformance::check::{Options, check};
use asyncgen_conformance::{NAMED, input};

#[test]
fn every_named_scenario_leaves_cpythons_trace() {
    let scenarios = input::scenarios(NAMED).expect("they are scenarios");
    let report = check(scenarios, &Options::default()).expect("they can be checked");
    let mismatches: String =
        report.mismatches.iter().map(|mismatch| format!("{mismatch}\n")).collect();
    assert!(report.is_clean(), "\n{mismatches}{report}");

    let left_out = report.left_out.iter().map(|(name, features)| {
        let features: Vec<&str> = features.iter().map(|feature| feature.name).collect();
        format!("{name}: {}\n", features.join(", "))
    });
    assert_eq!(left_out.collect::<String>(), include_str!("../data/left-out.txt"));
    assert_eq!(report.figures.checked, 88);
}
