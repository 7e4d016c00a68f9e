//! The copy of the repository in which faults are planted.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::fault::{Fault, root};

/// A copy of the repository under `target/faults`. It stays there between two runs, so that little
/// is compiled again.
#[derive(Debug)]
pub struct Copy {
    /// The root of the copy.
    pub folder: PathBuf,
}

impl Copy {
    /// Makes the copy, or brings it up to date.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or written.
    pub fn of_repository() -> Result<Copy> {
        let folder = root().join("target/faults/copy");
        synchronize(&root(), &folder)?;
        Ok(Copy { folder })
    }

    /// Plants a fault.
    ///
    /// # Errors
    ///
    /// If the sources have changed so that it does not apply.
    pub fn plant(&self, fault: &Fault) -> Result<()> {
        for change in &fault.changes {
            let path = self.folder.join(&change.path);
            fs::write(&path, change.apply(&fs::read_to_string(&path)?)?)?;
        }
        Ok(())
    }

    /// Removes a fault.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or written.
    pub fn heal(&self, fault: &Fault) -> Result<()> {
        for change in &fault.changes {
            fs::write(self.folder.join(&change.path), fs::read(root().join(&change.path))?)?;
        }
        Ok(())
    }
}

/// Makes `copy` equal to `original`. A file that is equal already keeps its time of change, so that
/// Cargo does not compile it again.
fn synchronize(original: &Path, copy: &Path) -> Result<()> {
    fs::create_dir_all(copy)?;
    for entry in fs::read_dir(copy)? {
        let entry = entry?;
        if !original.join(entry.file_name()).exists() {
            remove(&entry.path())?;
        }
    }
    for entry in fs::read_dir(original)? {
        let entry = entry?;
        let (from, to) = (entry.path(), copy.join(entry.file_name()));
        let name = entry.file_name();
        let is_generated = name == "target" || name.to_string_lossy().starts_with('.');
        if is_generated {
            continue;
        }
        if entry.file_type()?.is_dir() {
            synchronize(&from, &to)?;
        } else if fs::read(&from)? != fs::read(&to).unwrap_or_default() {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> Result<()> {
    Ok(if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }?)
}
