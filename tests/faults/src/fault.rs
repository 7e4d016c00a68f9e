//! A fault: changes of the sources in the form of a patch without line numbers, and what catches
//! it.
//!
//! ```text
//! A waker of the body wakes nobody.
//! caught by tests/tests/wakers.rs::by_reference
//! --- runtime/src/raw/waker.rs
//!      let header = unsafe { &*header.cast::<Header<'_>>() };
//! -    header.waker.wake_by_ref();
//! +    let _ = header.waker;
//! ```
//!
//! Lines that begin with a space or with `-` stand in the file, once; those that begin with a space
//! or with `+` take their place. So a fault does not care where in the file they are.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;

/// A fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name of its file.
    pub name: String,
    /// What is wrong, in a sentence.
    pub summary: String,
    /// The tests that catch it: `folder/tests/file.rs::name`, where the name is that of a function
    /// or of a module; or an example that tests itself, `examples/name/main.rs`.
    pub tests: Vec<String>,
    /// What it changes.
    pub changes: Vec<Change>,
}

/// A piece of a file, and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The path from the root of the repository.
    pub path: String,
    old: String,
    new: String,
}

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("two folders up").to_owned()
}

/// All faults, in the order of their names.
///
/// # Errors
///
/// If a file cannot be read, or is not in the form of a fault.
pub fn all() -> Result<Vec<Fault>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults");
    let entries = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Result<Fault> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let text = fs::read_to_string(path)?.replace('\r', "");
    Fault::parse(&name, &text).map_err(|error| format!("{}: {error}", path.display()).into())
}

impl Fault {
    /// Reads a fault.
    ///
    /// # Errors
    ///
    /// If the text has another form than that of the example above, or lacks a part of it.
    pub fn parse(name: &str, text: &str) -> Result<Fault> {
        let mut lines = text.lines();
        let summary = lines.next().ok_or("it is empty")?.to_owned();
        let (mut tests, mut changes) = (Vec::new(), Vec::<Change>::new());
        for line in lines {
            if let Some(test) = line.strip_prefix("caught by ") {
                tests.push(test.to_owned());
            } else if let Some(path) = line.strip_prefix("--- ") {
                changes.push(Change {
                    path: path.to_owned(),
                    old: String::new(),
                    new: String::new(),
                });
            } else {
                let change = changes.last_mut().ok_or_else(|| format!("no file: {line}"))?;
                change.push(line)?;
            }
        }
        let is_complete = !tests.is_empty() && !changes.is_empty();
        let name = name.to_owned();
        let fault = Fault { name, summary, tests, changes };
        if is_complete { Ok(fault) } else { Err("no test, or no change".into()) }
    }
}

impl Change {
    fn push(&mut self, line: &str) -> Result<()> {
        let (old, new) = match line.split_at_checked(1) {
            Some((" ", rest)) => (Some(rest), Some(rest)),
            Some(("-", rest)) => (Some(rest), None),
            Some(("+", rest)) => (None, Some(rest)),
            _ => return Err(format!("neither ` ` nor `-` nor `+`: {line}").into()),
        };
        for (text, line) in [(&mut self.old, old), (&mut self.new, new)] {
            if let Some(line) = line {
                text.push_str(line);
                text.push('\n');
            }
        }
        Ok(())
    }

    /// The text of the file with this change.
    ///
    /// # Errors
    ///
    /// If what is to be changed is not there, or more than once; or if nothing would change.
    pub fn apply(&self, text: &str) -> Result<String> {
        let at_line = |start: usize| start == 0 || text.as_bytes()[start - 1] == b'\n';
        let found: Vec<usize> = text.match_indices(&self.old).map(|it| it.0).collect();
        let [start] = found.into_iter().filter(|it| at_line(*it)).collect::<Vec<_>>()[..] else {
            return Err(
                format!("{} does not have these lines once:\n{}", self.path, self.old).into()
            );
        };
        if self.old.is_empty() || self.old == self.new {
            return Err(format!("{}: nothing is changed", self.path).into());
        }
        Ok([&text[..start], &self.new, &text[start + self.old.len()..]].concat())
    }
}
