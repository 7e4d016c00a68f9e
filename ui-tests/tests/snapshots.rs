//! The messages about each mistake, word for word.
#![allow(missing_docs)]

#[test]
#[cfg_attr(
    not(rustc_of_the_snapshots),
    ignore = "the snapshots are of another rustc, which build.rs names"
)]
fn every_mistake_reads_as_recorded() {
    let cases = trybuild::TestCases::new();
    for folder in ["args", "signature", "ownership", "flow", "types", "soundness", "rustc_first"] {
        cases.compile_fail(format!("{folder}/*.rs"));
    }
    cases.pass("pass/*.rs");
}
