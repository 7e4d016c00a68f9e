//! async-stream's own tests as a judge: `async_stream` is asyncgen here.
//!
//! Nothing of async-stream is in this repository. Its published package holds its tests, and lies
//! on every machine that builds this crate, because it is a dev-dependency. `build.rs` finds it.
//!
//! | what of the package | where it is used |
//! |---|---|
//! | `tests/*.rs` | `tests/own_tests.rs` |
//! | `tests/ui/*.rs`, programs that must not compile | [`TestCases`], which those tests call |
//! | the examples of `README.md` | the doctests of this crate |

mod test_cases;

use std::fs;
use std::path::{Path, PathBuf};

pub use test_cases::TestCases;

/// The folder of async-stream's published package.
#[must_use]
pub fn package() -> &'static Path {
    Path::new(env!("ASYNC_STREAM_PACKAGE"))
}

/// The Rust files in a folder of the package, in the order of their names.
///
/// # Panics
///
/// If there are none.
#[must_use]
pub fn rust_files(folder: &str) -> Vec<PathBuf> {
    let folder = package().join(folder);
    let entries = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("can list the folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    assert!(!files.is_empty(), "{} has no Rust file", folder.display());
    files.sort();
    files
}

#[cfg(doctest)]
#[doc = include_str!(concat!(env!("ASYNC_STREAM_PACKAGE"), "/README.md"))]
mod readme {}
