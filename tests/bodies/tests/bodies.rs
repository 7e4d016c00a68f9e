//! Random bodies compile in every spelling, and yield what the `async` block pushes.

use asyncgen_bodies::batch::{self, Counts};
use asyncgen_spellings::toolchain;

#[test]
fn of_generators_compile_where_an_async_block_does_and_do_the_same() {
    // With these seeds every way out of a guard is taken.
    let counts = batch::run(env!("CARGO_TARGET_TMPDIR"), 250..300, false);
    let counts = counts.unwrap_or_else(|error| panic!("{error}"));
    assert!(counts["items"] > 10_000, "{counts:#?}");
    assert_every_way_is_taken(&counts);
}

/// Each guard, and several at once, are left in each way.
fn assert_every_way_is_taken(counts: &Counts) {
    const JUMPS: [&str; 6] =
        ["?", "break", "break 'label", "continue", "continue 'label", "return"];
    let guards = ["catch", "finally", "awaiting finally"];
    for guard in guards {
        assert!(counts.contains_key(&format!("{guard}, end")), "{guard}: {counts:#?}");
    }
    for guard in guards.into_iter().chain(["cleanup", "nested"]) {
        for jump in JUMPS {
            let way = format!("{guard}, {jump}");
            assert!(counts.contains_key(&way), "{way}: {counts:#?}");
        }
    }
}

#[test]
fn of_generators_compile_with_keywords_under_the_attribute() {
    if toolchain::has_nightly() {
        let counts = batch::run(env!("CARGO_TARGET_TMPDIR"), 0..20, true);
        let counts = counts.unwrap_or_else(|error| panic!("{error}"));
        assert!(counts["items"] > 1_000, "{counts:#?}");
    }
}
