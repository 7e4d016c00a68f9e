//! The messages about each mistake, word for word.
#![allow(missing_docs)]

use asyncgen_ui_tests::FOLDERS;

#[test]
#[cfg_attr(
    not(rustc_of_the_snapshots),
    ignore = "the snapshots are of another rustc, which build.rs names"
)]
fn every_mistake_reads_as_recorded() {
    let cases = trybuild::TestCases::new();
    for folder in FOLDERS {
        cases.compile_fail(format!("{folder}/*.rs"));
    }
    cases.pass("pass/*.rs");
}
