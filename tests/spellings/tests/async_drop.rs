//! Nightly's `async_drop` in an item: either the item is evaluated before the slot is taken, or the
//! runtime notices.

use asyncgen_spellings::toolchain::{self, Package};

const EVALUATED_BEFORE: &str = "Pending
slowly dropped
Ready(Some([7, 7, 7, 7, 7, 7, 7, 7]))
Ready(None)
Ready(None)
Ready(None)
closed
";

const NOTICED: &str =
    "panic: an async generator suspended while it was evaluating an item that it yields
Ready(None)
Ready(None)
Ready(None)
Ready(None)
closed
";

#[test]
fn an_item_that_is_dropped_asynchronously_is_yielded_or_noticed() {
    if !toolchain::has_nightly() {
        return;
    }
    let dependencies = format!("{}futures-core = {{ version = \"*\" }}\n", toolchain::asyncgen());
    let package = Package::new(env!("CARGO_TARGET_TMPDIR"), "async_drop", "2024", &dependencies);
    package.write("src/main.rs", include_str!("../samples/async_drop.rs"));
    let printed = toolchain::printed(&package.run(true));
    assert!([EVALUATED_BEFORE, NOTICED].contains(&printed.as_str()), "{printed}");
}
