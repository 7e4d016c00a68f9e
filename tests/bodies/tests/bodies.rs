//! Random bodies compile in every spelling, and yield what the `async` block pushes.

use asyncgen_bodies::batch;
use asyncgen_spellings::toolchain;

#[test]
fn of_generators_compile_where_an_async_block_does_and_do_the_same() {
    let items = batch::run(env!("CARGO_TARGET_TMPDIR"), 0..40, false);
    let items = items.unwrap_or_else(|error| panic!("{error}"));
    assert!(items > 1_000, "{items}");
}

#[test]
fn of_generators_compile_with_keywords_under_the_attribute() {
    if toolchain::has_nightly() {
        let items = batch::run(env!("CARGO_TARGET_TMPDIR"), 40..60, true);
        let items = items.unwrap_or_else(|error| panic!("{error}"));
        assert!(items > 500, "{items}");
    }
}
