//! Compile errors in the keyword spellings: a folder for a topic, a file for a mistake.
//!
//! The messages are those of one rustc. `TRYBUILD=overwrite` records them again; read the
//! difference.
#![cfg(not(without_trybuild))]

#[test]
#[cfg_attr(
    not(rustc_of_the_snapshots),
    ignore = "the snapshots are of another rustc, which build.rs names"
)]
fn messages() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*/*.rs");
}
