//! Compiles the Rust programs made from scenarios, and runs them.
//!
//! `cargo` builds this package and says where its libraries are; then each program is one call of
//! `rustc` against them: no project, no lock file, no network, and two at a time do not wait for
//! each other.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::Trouble;

/// A program that prints nothing for so long is stuck.
const SILENCE: Duration = Duration::from_secs(30);

/// Where the libraries are, and where programs may be put.
#[derive(Debug)]
pub struct Toolchain {
    /// `(crate, file)`
    libraries: Vec<(String, PathBuf)>,
    directory: PathBuf,
    keep: bool,
}

/// What a program printed, and what became of it.
#[derive(Debug)]
pub struct Ran {
    /// The number of each scenario, and its trace.
    pub traces: Vec<(usize, Vec<String>)>,
    /// Why there are no more, if that was not their end.
    pub died: Option<String>,
}

impl Toolchain {
    /// Builds the libraries. With `keep` the programs are not removed.
    ///
    /// # Errors
    ///
    /// If `cargo` cannot be run, or they do not build.
    pub fn prepare(keep: bool) -> Result<Toolchain, Trouble> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(&cargo)
            .args([
                "build",
                "--quiet",
                "--lib",
                "--message-format=json-render-diagnostics",
                "--package",
            ])
            .arg(env!("CARGO_PKG_NAME"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| {
                Trouble(format!("cannot run {}: {error}", Path::new(&cargo).display()))
            })?;
        if !output.status.success() {
            return Err(Trouble("the libraries do not build".to_owned()));
        }
        let messages = String::from_utf8_lossy(&output.stdout);
        let libraries: Vec<_> = messages.lines().filter_map(library).collect();
        let [Some(_), Some(own)] = ["asyncgen", "asyncgen_conformance"]
            .map(|wanted| libraries.iter().find(|(name, _)| name == wanted).map(|(_, file)| file))
        else {
            return Err(Trouble("cargo did not say where the libraries are".to_owned()));
        };
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let own_name = format!("{}-{}", process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let directory = own.with_file_name("conformance").join(own_name);
        fs::create_dir_all(&directory)
            .map_err(|error| Trouble(format!("{}: {error}", directory.display())))?;
        Ok(Toolchain { directory, keep, libraries })
    }

    /// Where the programs are.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Compiles a program; in the file's directory, as `name`.
    ///
    /// # Errors
    ///
    /// What the compiler says.
    pub fn compile(&self, name: &str, program: &str) -> Result<PathBuf, Refused> {
        let source = self.directory.join(format!("{name}.rs"));
        let executable = self.directory.join(name).with_extension(env::consts::EXE_EXTENSION);
        let output =
            fs::write(&source, program).and_then(|()| self.rustc(&source, &executable).output());
        match output {
            Ok(Output { status, .. }) if status.success() => Ok(executable),
            Ok(Output { stderr, .. }) => Err(Refused::new(&String::from_utf8_lossy(&stderr))),
            Err(error) => Err(Refused::new(&format!("{}: {error}", source.display()))),
        }
    }

    /// Removes a program, unless programs are kept.
    pub fn remove(&self, name: &str) {
        if !self.keep {
            let executable = Path::new(name).with_extension(env::consts::EXE_EXTENSION);
            for file in [Path::new(name).with_extension("rs"), executable] {
                drop(fs::remove_file(self.directory.join(file)));
            }
        }
    }

    fn rustc(&self, source: &Path, executable: &Path) -> Command {
        let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        rustc.current_dir(&self.directory);
        rustc.args([
            "--edition=2024",
            "--crate-type=bin",
            "--cap-lints=allow",
            "--error-format=json",
        ]);
        // One codegen unit: what generators share is generated once.
        rustc.args(["-Copt-level=0", "-Cdebuginfo=0", "-Ccodegen-units=1", "-o"]);
        rustc.arg(executable).arg(source);
        for (name, file) in &self.libraries {
            if ["asyncgen", "asyncgen_conformance"].contains(&name.as_str()) {
                rustc.arg("--extern").arg(format!("{name}={}", file.display()));
            }
            if let Some(directory) = file.parent() {
                rustc.arg("-L").arg(format!("dependency={}", directory.display()));
            }
        }
        rustc
    }

    /// Runs a program, passing over its first scenarios.
    ///
    /// # Errors
    ///
    /// If it cannot be run at all.
    pub fn run(&self, executable: &Path, passed_over: usize) -> Result<Ran, Trouble> {
        let mut child = Command::new(executable)
            .arg(passed_over.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| Trouble(format!("cannot run {}: {error}", executable.display())))?;
        let stdout = child.stdout.take().expect("it is piped");
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            BufReader::new(stdout)
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        let mut traces = Vec::new();
        loop {
            match lines.recv_timeout(SILENCE) {
                Ok(line) => traces.extend(trace(&line)),
                Err(RecvTimeoutError::Timeout) => {
                    drop(child.kill());
                    drop(child.wait());
                    return Ok(Ran {
                        traces,
                        died: Some(format!("stuck: nothing for {} s", SILENCE.as_secs())),
                    });
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Ok(Ran { traces, died: died(child) });
                }
            }
        }
    }
}

impl Drop for Toolchain {
    fn drop(&mut self) {
        if !self.keep {
            drop(fs::remove_dir_all(&self.directory));
        }
    }
}

/// The library in a message of cargo's.
fn library(message: &str) -> Option<(String, PathBuf)> {
    let message: Value = serde_json::from_str(message).ok()?;
    let name = message.get("target")?.get("name")?.as_str()?.replace('-', "_");
    let files = message.get("filenames")?.as_array()?.iter().filter_map(Value::as_str);
    let mut files = files.filter(|file| !file.ends_with(".rmeta") && !file.ends_with(".d"));
    files.next().map(|file| (name, PathBuf::from(file)))
}

fn trace(line: &str) -> Option<(usize, Vec<String>)> {
    let line: Value = serde_json::from_str(line).ok()?;
    let number = usize::try_from(line.get("number")?.as_u64()?).ok()?;
    let tokens = line.get("trace")?.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned);
    Some((number, tokens.collect()))
}

fn died(child: Child) -> Option<String> {
    let output = child.wait_with_output().ok()?;
    (!output.status.success()).then(|| {
        format!(
            "{}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim().replace('\n', " ")
        )
    })
}

/// What the compiler says against a program.
#[derive(Debug, Default)]
pub struct Refused {
    /// Its errors: the lines of the program that each is about, and the message.
    pub errors: Vec<(Vec<usize>, String)>,
}

impl Refused {
    fn new(stderr: &str) -> Refused {
        let read = stderr.lines().filter_map(|line| match serde_json::from_str::<Value>(line) {
            Ok(message) => error(&message),
            Err(_) => Some((Vec::new(), line.to_owned())),
        });
        Refused { errors: read.collect() }
    }

    /// All of it, as text.
    #[must_use]
    pub fn text(&self) -> String {
        self.errors.iter().map(|(_, message)| message.trim_end()).collect::<Vec<_>>().join("\n")
    }
}

fn error(message: &Value) -> Option<(Vec<usize>, String)> {
    let rendered = message.get("rendered")?.as_str()?.to_owned();
    if message.get("level")?.as_str()? != "error" || rendered.starts_with("error: aborting") {
        return None;
    }
    let mut lines = Vec::new();
    for span in message.get("spans")?.as_array()? {
        lines_of(span, &mut lines);
    }
    Some((lines, rendered))
}

/// The lines of a span, also where a macro was called that it stands in.
fn lines_of(span: &Value, lines: &mut Vec<usize>) {
    let line =
        span.get("line_start").and_then(Value::as_u64).and_then(|line| usize::try_from(line).ok());
    lines.extend(line);
    if let Some(call) = span.get("expansion").and_then(|expansion| expansion.get("span")) {
        lines_of(call, lines);
    }
}
