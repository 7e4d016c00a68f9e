//! Calls rustc as cargo would for a case, and reads its report.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The crates that cases use, with their files.
pub type Crates = BTreeMap<String, PathBuf>;

/// The crates that the cases use, as cargo builds them for these tests.
///
/// # Panics
///
/// If cargo cannot build them.
#[must_use]
pub fn crates() -> Crates {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--tests", "--package", env!("CARGO_PKG_NAME"), "--message-format=json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    let crates: Crates = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|artifact| library(&artifact))
        .collect();
    assert!(crates.contains_key("asyncgen"), "{}", String::from_utf8_lossy(&output.stderr));
    crates
}

fn library(artifact: &Value) -> Option<(String, PathBuf)> {
    const USED: [&str; 7] = [
        "anyhow",
        "async_stream",
        "asyncgen",
        "asyncgen_hostile",
        "futures",
        "macro_rules_attribute",
        "tokio",
    ];
    let name = artifact["target"]["name"].as_str()?.replace('-', "_");
    let files = artifact["filenames"].as_array()?.iter().filter_map(Value::as_str);
    let library = files.map(PathBuf::from).find(|file| {
        file.extension()
            .is_some_and(|it| ["rlib", "so", "dylib", "dll"].iter().any(|end| it == *end))
    })?;
    USED.contains(&name.as_str()).then_some((name, library))
}

/// The rustc of these tests.
#[must_use]
pub fn rustc() -> Command {
    Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// A call of this rustc that checks a file, with its report as text or as JSON.
///
/// # Panics
///
/// If `crates` are not those of [`crates`].
#[must_use]
pub fn check(mut rustc: Command, file: &Path, crates: &Crates, format: &str) -> String {
    rustc.args(["--edition=2024", "--crate-name=case", "--emit=metadata"]);
    rustc.arg(format!("--error-format={format}"));
    rustc.arg("--out-dir").arg(env::temp_dir()).arg(file);
    for (name, path) in crates {
        rustc.arg("--extern").arg(format!("{name}={}", path.display()));
    }
    if let Some(folder) = crates.get("asyncgen").and_then(|file| file.parent()) {
        rustc.arg("-L").arg(format!("dependency={}", folder.join("deps").display()));
        rustc.arg("-L").arg(format!("dependency={}", folder.display()));
    }
    let report = rustc.output().expect("rustc").stderr;
    String::from_utf8_lossy(&report).into_owned()
}
