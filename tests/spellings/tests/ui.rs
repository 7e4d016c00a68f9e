//! What does not compile, in the keyword spellings: a folder a topic, a file a mistake.
//!
//! Messages are those of one compiler; `TRYBUILD=overwrite` writes them anew, then read the difference.
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
