//! Builds the programs that are measured.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::figures::root;
use crate::peers::Peer;
use crate::rows::Program;

/// The programs that could be built here.
#[derive(Default)]
pub(crate) struct Programs {
    built: HashMap<(Program, bool), Result<PathBuf, String>>,
}

impl Programs {
    /// The program that does the works of a peer. Says once that there is none.
    pub(crate) fn get(&mut self, program: Program, peer: Peer) -> Option<&Path> {
        let is_native = peer == Peer::Native;
        let built = self.built.entry((program, is_native)).or_insert_with(|| {
            let built = if is_native { nightly(program) } else { cargo(program) };
            if let Err(reason) = &built {
                println!("skipped: {} of {program:?} ({reason})", peer.name());
            }
            built
        });
        built.as_deref().ok()
    }
}

impl Program {
    /// The name of the profile in `Cargo.toml`.
    fn profile(self) -> &'static str {
        match self {
            Program::OneUnit => "one-codegen-unit",
            Program::DefaultUnits => "release",
            Program::Debug => "dev",
        }
    }

    /// The same for rustc.
    fn rustc_args(self) -> &'static [&'static str] {
        match self {
            Program::OneUnit => &["-Copt-level=3", "-Ccodegen-units=1"],
            Program::DefaultUnits => &["-Copt-level=3", "-Ccodegen-units=16"],
            Program::Debug => &["-Copt-level=0", "-Cdebug-assertions=on"],
        }
    }
}

/// Builds the program of all peers that stable Rust can build. A failure ends it all: nothing would
/// be left.
fn cargo(program: Program) -> Result<PathBuf, String> {
    let args = ["build", "--profile", program.profile(), "-p", "asyncgen-benches-programs"];
    let artifacts = artifacts(cargo_command().args(args));
    let executable = artifacts.iter().find_map(|artifact| artifact["executable"].as_str());
    Ok(PathBuf::from(executable.expect("cargo names the program that it built")))
}

/// `cargo`, without what the environment says about how to compile.
pub(crate) fn cargo_command() -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let is_ours = name.to_str().is_some_and(|name| {
            name.ends_with("RUSTFLAGS")
                || name.starts_with("CARGO_PROFILE_")
                || name.starts_with("RUSTC_W")
        });
        if is_ours {
            command.env_remove(name);
        }
    }
    command
}

/// What cargo says about what it built.
pub(crate) fn artifacts(command: &mut Command) -> Vec<Value> {
    command.args(["--locked", "--quiet", "--message-format=json-render-diagnostics"]);
    let output = command.stderr(std::process::Stdio::inherit()).output().expect("cargo runs");
    assert!(output.status.success(), "{command:?} failed");
    let text = String::from_utf8(output.stdout).expect("cargo writes UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("cargo writes JSON")).collect()
}

/// Builds `native.rs` with a nightly rustc, where there is one.
fn nightly(program: Program) -> Result<PathBuf, String> {
    let source = root().join("benches/programs/src/peers/native.rs");
    let directory = root().join("target/native");
    std::fs::create_dir_all(&directory).map_err(|error| error.to_string())?;
    let executable = directory.join(program.profile());
    let output = Command::new("rustup")
        .args(["run", "nightly", "rustc", "--edition=2024", "-Awarnings"])
        .args(program.rustc_args())
        .arg("-o")
        .args([&executable, &source])
        .env_remove("RUSTUP_TOOLCHAIN")
        .output()
        .map_err(|error| format!("rustup: {error}"))?;
    match output.status.success() {
        true => Ok(executable),
        false => Err(first_line(&output.stderr)),
    }
}

fn first_line(stderr: &[u8]) -> String {
    String::from_utf8_lossy(stderr).lines().next().unwrap_or("no nightly rustc").to_owned()
}
