//! `unsafe` stands where SAFETY.md says, and nowhere else.

use asyncgen_architecture::exemption::{Exemption, Finding, assert_explained, unexplained};
use asyncgen_architecture::sources::{Source, rust_files};
use asyncgen_architecture::unsafe_code::{unsafe_functions, unsafe_words};

#[test]
fn stands_in_one_folder() {
    const EXEMPT: &[Exemption] = &[
        Exemption { what: "runtime/src/raw/", reason: "the folder" },
        Exemption {
            what: "macros/src/emit/body.rs",
            reason: "the one `unsafe` of an expansion: the call that makes the handle",
        },
        Exemption { what: "macros/src/validate.rs", reason: "the token, in a parser" },
        Exemption {
            what: "macros/src/tests.rs",
            reason: "a user's `unsafe impl`, for which an error is reported",
        },
    ];
    let sources = ["macros/src", "runtime/src"].into_iter().flat_map(rust_files);
    let found: Vec<Finding> = sources.flat_map(|source| unsafe_words(&source)).collect();
    assert_explained(&found, EXEMPT);
}

#[test]
fn is_found_in_functions_and_among_tokens() {
    let text = "fn f() { unsafe { g() } } impl<T> S<T> { unsafe fn m() {} fn n() { if true { \
                unsafe {} } } fn safe() {} } unsafe impl Send for S {} quote!(unsafe { x });";
    let source = Source::new("f.rs", text);
    let functions: Vec<String> = unsafe_functions(&source).into_iter().collect();
    assert_eq!(functions, ["S::m", "S::n", "Send for S", "f"]);
    assert_eq!(unexplained(&unsafe_words(&source), &[]).len(), 5);
}
