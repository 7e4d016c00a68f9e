//! Counts the sites that the macro has written down.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::Result;
use crate::cargo::Build;
use crate::list::Crate;
use crate::workspace::Workspace;

/// Builds with the counting shim, so that each site writes itself down.
pub(crate) fn count(workspace: &Workspace<'_>, build: impl Fn() -> Result<Build>) -> Result<()> {
    _ = fs::remove_dir_all(folder(workspace));
    fs::create_dir_all(folder(workspace))?;
    // Nothing that is built would write: cargo has to build it again.
    let shim = Path::new(env!("CARGO_MANIFEST_DIR")).join("shims/counting/src/lib.rs");
    fs::File::options().append(true).open(shim)?.set_modified(std::time::SystemTime::now())?;
    build().map(drop)
}

/// How many different sites of a crate have expanded. A crate is built more than once, with and
/// without its tests.
pub(crate) fn of(workspace: &Workspace<'_>, krate: &Crate) -> usize {
    let text = fs::read_to_string(folder(workspace).join(&krate.name)).unwrap_or_default();
    text.lines().collect::<BTreeSet<_>>().len()
}

/// Where they are written down.
pub(crate) fn folder(workspace: &Workspace<'_>) -> std::path::PathBuf {
    workspace.scratch("sites")
}
