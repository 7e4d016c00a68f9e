//! No function is longer than a screen, no line wider than a page, and each file begins with what
//! it is for.

use asyncgen_architecture::exemption::{Exemption, Finding, assert_explained, unexplained};
use asyncgen_architecture::sizes::{long_functions, long_lines, without_header};
use asyncgen_architecture::sources::{Source, rust_files};

/// What Rust code this repository has, but for code that is wrong on purpose.
fn all() -> Vec<Source> {
    rust_files("")
}

#[test]
fn functions_fit_on_a_screen() {
    const NOT_RUST: &str = "syn cannot parse it: that is what it is for";
    const RECORDED: &str = "golden expansions, as prettyplease formats them";
    const EXEMPT: &[Exemption] = &[
        Exemption { what: "benches/programs/src/peers/native.rs", reason: NOT_RUST },
        Exemption { what: "ui-tests/rustc_first/", reason: NOT_RUST },
        Exemption { what: "ui-tests/comparison/", reason: NOT_RUST },
        Exemption { what: "macros/tests/expand/", reason: RECORDED },
    ];
    let found: Vec<Finding> = all().iter().flat_map(long_functions).collect();
    assert_explained(&found, EXEMPT);
}

#[test]
fn lines_fit_on_a_page() {
    const RECORDED: &str = "rustfmt does not format what is recorded";
    const IN_STRINGS: &str = "scenarios and traces, each a line in a string";
    const MISTAKES: &str = "recorded errors hold the lines and columns of the mistakes";
    const EXEMPT: &[Exemption] = &[
        Exemption { what: "macros/tests/expand/", reason: RECORDED },
        Exemption { what: "tests/conformance/", reason: IN_STRINGS },
        Exemption { what: "ui-tests/", reason: MISTAKES },
        Exemption {
            what: "tests/spellings/samples/rustfmt/before.rs",
            reason: "badly formatted on purpose",
        },
    ];
    let found: Vec<Finding> = all().iter().flat_map(long_lines).collect();
    assert_explained(&found, EXEMPT);
}

#[test]
fn files_say_what_they_are_for() {
    const MISTAKE: &str = "the name of the file says which mistake it shows";
    const EXEMPT: &[Exemption] = &[
        Exemption {
            what: "runtime/src/lib.rs",
            reason: "its documentation is the README, which is included",
        },
        Exemption { what: "macros/tests/expand/", reason: "recorded; the input has a header" },
        Exemption {
            what: "tests/conformance/tests/golden/try.rs",
            reason: "the file begins with the scenario of which it is the translation",
        },
        Exemption { what: "ui-tests/", reason: MISTAKE },
    ];
    let found: Vec<Finding> = all().iter().filter_map(without_header).collect();
    assert_explained(&found, EXEMPT);
}

#[test]
fn long_functions_are_found() {
    let lines = |count| "\n".repeat(count);
    let text = format!(
        "fn long() {{{}}} trait T {{ fn longer() {{{}}} fn none(); }} \
         impl S {{ fn fits() {{{}}} }}",
        lines(50),
        lines(59),
        lines(49)
    );
    let found = long_functions(&Source::new("f.rs", &text));
    assert_eq!(
        unexplained(&found, &[]),
        ["f.rs: `long` has 51 lines", "f.rs: `longer` has 60 lines"]
    );
    assert_eq!(long_functions(&Source::new("f.rs", "fn f(")).len(), 1);
}

#[test]
fn long_lines_are_found_by_characters_not_bytes() {
    let text = format!("{}\n{}\n", "…".repeat(100), "x".repeat(101));
    let found = long_lines(&Source::new("f.rs", &text));
    assert_eq!(unexplained(&found, &[]), ["f.rs:2: more than 100 columns"]);
}

#[test]
fn files_that_do_not_say_what_they_are_for_are_found() {
    for text in ["", "use std::fmt;\n", "//!\n//! Later.\n", "//! Files.\n"] {
        assert!(without_header(&Source::new("f.rs", text)).is_some(), "{text}");
    }
    assert_eq!(without_header(&Source::new("f.rs", "//! The repository's files.\n")), None);
}

#[test]
fn exemptions_cover_what_they_name_and_are_needed() {
    let found = long_lines(&Source::new("a/f.rs", &"x".repeat(101)));
    let exempt = |what| Exemption { what, reason: "" };
    assert_eq!(unexplained(&found, &[exempt("a/")]), [""; 0]);
    assert_eq!(unexplained(&found, &[exempt("a/f.rs")]), [""; 0]);
    assert_eq!(
        unexplained(&found, &[exempt("a")]),
        ["a/f.rs:1: more than 100 columns", "`a` needs no exemption any more: delete its line"]
    );
}
