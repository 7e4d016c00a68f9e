//! The repository's files.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the repository.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path from the root of the repository, with `/` on every system.
    pub path: String,
    /// What the file contains, with `\n` at the end of each line on every system.
    pub text: String,
}

impl Source {
    /// A file that exists only in a test.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    /// The syntax tree.
    ///
    /// # Errors
    ///
    /// If syn cannot parse the file.
    pub fn syntax(&self) -> syn::Result<syn::File> {
        syn::parse_file(&self.text)
    }

    /// The name of the file in the list of layers: its path in `folder`, without `.rs` and
    /// without `/mod.rs`.
    #[must_use]
    pub fn module(&self, folder: &str) -> String {
        let path = self.path.strip_prefix(folder).unwrap_or(&self.path);
        let path = path.trim_start_matches('/');
        let path = path.strip_suffix(".rs").unwrap_or(path);
        path.strip_suffix("/mod").unwrap_or(path).to_owned()
    }
}

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("two folders up").to_owned()
}

/// The Rust files in a folder of the repository (`""` for all of them), in the order of their
/// paths.
///
/// # Panics
///
/// If there is none: then the folder has moved, and no rule would be applied to it.
#[must_use]
pub fn rust_files(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root(), folder, &mut found);
    assert!(!found.is_empty(), "no Rust file in {folder}");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// What Cargo and editors put into the repository's folders.
fn is_generated(name: &str) -> bool {
    name == "target" || name == "wip" || name.starts_with('.')
}

fn collect(root: &Path, folder: &str, found: &mut Vec<Source>) {
    let entries = fs::read_dir(root.join(folder)).unwrap_or_else(|_| panic!("no folder {folder}"));
    for entry in entries {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        if entry.path().is_dir() {
            if !is_generated(&name) {
                collect(root, &path, found);
            }
        } else if name.ends_with(".rs") {
            found.push(read(&path));
        }
    }
}

/// A file of the repository.
///
/// # Panics
///
/// If it cannot be read.
#[must_use]
pub fn read(path: &str) -> Source {
    let text = fs::read_to_string(root().join(path)).unwrap_or_else(|it| panic!("{path}: {it}"));
    Source { path: path.to_owned(), text: text.replace('\r', "") }
}
