//! Names are those of the field: of the Rust reference, `core::task`, syn or PEP 525.

use asyncgen_architecture::exemption::{Exemption, Finding, assert_explained, unexplained};
use asyncgen_architecture::glossary::{in_identifiers, in_path};
use asyncgen_architecture::sources::{Source, rust_files};

#[test]
fn of_items_and_variables_are_established() {
    const ITEMS: &str = "items are what the Rust reference calls items: functions, types, traits";
    const TARGET: &str = "the name of `Deref::Target`";
    const EXEMPT: &[Exemption] = &[
        Exemption { what: "macros/src/emit/params.rs: Ours", reason: "whose name: ours or theirs" },
        Exemption { what: "macros/src/expand.rs: Ours", reason: "whose name: ours or theirs" },
        Exemption { what: "macros/src/lower/lowering.rs: Items", reason: ITEMS },
        Exemption { what: "macros/src/lower/misplaced.rs: Items", reason: ITEMS },
        Exemption { what: "macros/src/lower/pass.rs: Items", reason: ITEMS },
        Exemption { what: "runtime/src/await_.rs: Target", reason: TARGET },
        Exemption { what: "runtime/src/protocol.rs: Target", reason: TARGET },
    ];
    let sources = ["macros/src", "runtime/src"].into_iter().flat_map(rust_files);
    let found: Vec<Finding> = sources.flat_map(|source| in_identifiers(&source)).collect();
    assert_explained(&found, EXEMPT);
}

#[test]
fn of_files_are_established() {
    const EXEMPT: &[Exemption] = &[
        Exemption {
            what: "macros/src/rewrite/foreign_macros/keywords.rs",
            reason: "keywords of the language, which it looks for",
        },
        Exemption {
            what: "macros/src/rewrite/foreign_macros/surroundings.rs",
            reason: "the tokens that surround a group",
        },
    ];
    let sources = ["macros/src", "runtime/src", "tests/tests"].into_iter().flat_map(rust_files);
    let found: Vec<Finding> = sources.filter_map(|source| in_path(&source)).collect();
    assert_explained(&found, EXEMPT);
}

#[test]
fn that_are_not_established_are_found() {
    let text = "fn f(place: Span) { let place = 1; quote!(Flow::Value); } // Live \"Live\"";
    let found = in_identifiers(&Source::new("a/f.rs", text));
    assert_eq!(
        unexplained(&found, &[]),
        [
            "a/f.rs:1: `place` is `span` for a `Span`, otherwise the kind of thing",
            "a/f.rs:1: `Flow` is `BlockExit`",
        ]
    );
    for (path, is_found) in
        [("a/flow.rs", true), ("flow/a.rs", true), ("a/overflow.rs", false), ("flow.rs", true)]
    {
        assert_eq!(in_path(&Source::new(path, "")).is_some(), is_found, "{path}");
    }
}
