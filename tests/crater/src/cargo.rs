//! Runs cargo, and reads what it says of each crate.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::Result;

/// A command of cargo.
pub(crate) struct Cargo(Command);

impl Cargo {
    pub(crate) fn new(verb: &str, folder: &Path, target: &Path) -> Cargo {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.arg(verb).current_dir(folder).env("CARGO_TARGET_DIR", target);
        command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
        command.env("PROTOC", protoc_bin_vendored_linux_x86_64::protoc_bin_path());
        Cargo(command)
    }

    pub(crate) fn command(&mut self) -> &mut Command {
        &mut self.0
    }

    /// Builds as much as can be built.
    pub(crate) fn build(mut self, build: &mut Build) -> Result<()> {
        self.0.args(["--keep-going", "--message-format=json"]);
        let output = self.0.stderr(Stdio::inherit()).output()?;
        let mut finished = false;
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let report: Value = serde_json::from_str(line)?;
            build.read(&report);
            finished |= report["reason"] == "build-finished";
        }
        if finished { Ok(()) } else { Err("cargo has not begun to build".into()) }
    }
}

/// Runs a command to its success, for what it prints.
pub(crate) fn succeed(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let error = said.lines().skip_while(|line| !line.starts_with("error")).collect::<Vec<_>>();
    Err(error.join("; ").into())
}

/// What a build says, by the manifest of the package.
#[derive(Debug, Default)]
pub(crate) struct Build {
    packages: BTreeMap<PathBuf, Package>,
}

/// What a build says of one package.
#[derive(Clone, Debug, Default)]
pub(crate) struct Package {
    /// How many targets were built.
    pub(crate) targets: usize,
    /// Whether its library is one of them: what does not build then, is tests.
    pub(crate) is_built: bool,
    pub(crate) errors: BTreeSet<Message>,
    pub(crate) warnings: BTreeSet<Message>,
    /// The name of each test target and its program.
    pub(crate) tests: BTreeMap<String, PathBuf>,
}

/// A message of rustc; without the parts that show an expansion.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Message {
    /// File, line and column.
    pub(crate) place: String,
    pub(crate) code: String,
    pub(crate) text: String,
}

impl Build {
    /// What is said of the package in this folder.
    pub(crate) fn package(&self, folder: &Path) -> Package {
        self.packages.get(&folder.join("Cargo.toml")).cloned().unwrap_or_default()
    }

    fn read(&mut self, report: &Value) {
        let Some(manifest) = report["manifest_path"].as_str() else { return };
        let package = self.packages.entry(PathBuf::from(manifest)).or_default();
        match report["reason"].as_str() {
            Some("compiler-artifact") => package.read_artifact(report),
            Some("compiler-message") => package.read_message(&report["message"]),
            _ => {}
        }
    }
}

impl Package {
    fn read_artifact(&mut self, artifact: &Value) {
        if artifact["target"]["kind"] != serde_json::json!(["custom-build"]) {
            self.targets += 1;
        }
        let is_library = artifact["target"]["crate_types"] != serde_json::json!(["bin"]);
        self.is_built |= is_library && artifact["profile"]["test"] == false;
        if artifact["profile"]["test"] == true
            && let (Some(name), Some(program)) =
                (artifact["target"]["name"].as_str(), artifact["executable"].as_str())
        {
            self.tests.insert(name.to_owned(), PathBuf::from(program));
        }
    }

    fn read_message(&mut self, message: &Value) {
        let text = message["message"].as_str().unwrap_or_default();
        let messages = match message["level"].as_str() {
            // "aborting due to 2 previous errors", "3 warnings emitted"
            _ if message["spans"].as_array().is_none_or(Vec::is_empty) => return,
            Some("error") => &mut self.errors,
            Some("warning") => &mut self.warnings,
            _ => return,
        };
        messages.insert(Message {
            place: place(message).unwrap_or_default(),
            code: message["code"]["code"].as_str().unwrap_or_default().to_owned(),
            text: text.to_owned(),
        });
    }
}

fn place(message: &Value) -> Option<String> {
    let mut spans = message["spans"].as_array()?.iter();
    let span = spans.find(|span| span["is_primary"] == true)?;
    let file = span["file_name"].as_str()?;
    Some(format!("{file}:{}:{}", span["line_start"], span["column_start"]))
}
