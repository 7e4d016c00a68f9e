//! Compile errors: a folder for a stage, a file for a mistake.
//!
//! | folder | mistakes in |
//! |---|---|
//! | `args` | the attribute's arguments |
//! | `signature` | the function under the attribute |
//! | `ownership` | a yield and the like outside of the generator, or in a closure or block inside |
//! | `flow` | `return`, the last expression, `?`, jumps across `catch!` and `finally!` |
//! | `types` | types, lifetimes and lints in a body, and where a generator is consumed |
//! | `async_gen`, `stream` | the same in the function-like macros |
//! | `soundness` | attacks: each must not compile |
//! | `rustc_first` | code that rustc rejects before any macro runs |
//! | `pass` | none: code that must compile |
//! | `comparison` | ten of them, with asyncgen, with async-stream and with nightly's `async gen` |
//!
//! The output of rustc is beside each file. `TRYBUILD=overwrite cargo test -p asyncgen-ui-tests`
//! records it again; then read the difference. A mistake causes one error, which mentions no name
//! of the expansion. A file that is an exception declares it in its first lines, `// errors: 2` and
//! `// mentions: word`, and `tests/count.rs` checks all of them; `tests/suggestions.rs` those of
//! `// suggests: what is wrong with a suggestion`. An attack on an expansion declares
//! the tokens for which it searches, `// takes: tokens`; some golden expansion must contain them.
//!
//! Most of the text is rustc's, so that the snapshots are compared only under the rustc that
//! `build.rs` names. The macros' own messages are tested under every rustc, in
//! `macros/src/tests.rs`.

pub mod rustc;

use std::fs;
use std::path::{Path, PathBuf};

/// The folders with mistakes.
pub const FOLDERS: [&str; 9] = [
    "args",
    "signature",
    "ownership",
    "flow",
    "types",
    "async_gen",
    "stream",
    "soundness",
    "rustc_first",
];

/// The files of a folder with this extension, in order of their names.
///
/// # Panics
///
/// If the folder has no cases: a check of them would pass.
#[must_use]
pub fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder)
        .expect("the folder of a stage")
        .map(|entry| entry.expect("a file").path());
    let mut files: Vec<PathBuf> =
        entries.filter(|file| file.extension().is_some_and(|it| it == extension)).collect();
    files.sort();
    assert!(extension != "rs" || !files.is_empty());
    files
}
