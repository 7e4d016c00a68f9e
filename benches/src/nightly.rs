//! Builds `native.rs` with a nightly rustc, where there is one.

use std::path::PathBuf;
use std::process::Command;

/// The program, or why there is none.
pub(crate) fn build() -> Result<PathBuf, String> {
    let program = std::env::current_exe()
        .map_err(|error| error.to_string())?
        .with_file_name("asyncgen-benches-native");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src/implementations/native.rs");
    let output = Command::new("rustup")
        .args(["run", "nightly", "rustc", "--edition=2024", "-Copt-level=3", "-Awarnings", "-o"])
        .args([program.as_os_str(), source.as_ref()])
        .output()
        .map_err(|error| format!("rustup: {error}"))?;
    match output.status.success() {
        true => Ok(program),
        false => Err(first_line(&output.stderr)),
    }
}

fn first_line(stderr: &[u8]) -> String {
    String::from_utf8_lossy(stderr).lines().next().unwrap_or("no nightly rustc").to_owned()
}
