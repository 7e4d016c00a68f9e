//! Runs tests against a copy.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use crate::Result;
use crate::copy::Copy;

/// What an example is run with, which tests itself: the soak.
const ARGUMENTS: [&str; 2] = ["--generators", "2000"];

/// What became of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every test of this name passed.
    Passed,
    /// These failed.
    Failed(Vec<String>),
    /// The process ended in its middle.
    Aborted(String),
    /// It did not end in time.
    Hung,
    /// There is no test of this name.
    Missing,
}

/// The programs of a copy's tests, built as they are asked for.
#[derive(Debug)]
pub struct Trial<'c> {
    copy: &'c Copy,
    programs: BTreeMap<String, PathBuf>,
}

impl<'c> Trial<'c> {
    /// Of the copy as it is now.
    #[must_use]
    pub fn new(copy: &'c Copy) -> Self {
        Trial { copy, programs: BTreeMap::new() }
    }

    /// Runs a test: `folder/tests/file.rs::name`, `folder/src/file.rs::name`, or an example that
    /// tests itself, `examples/name/main.rs`. A fault may keep it from ever ending: `limit` is how
    /// long it may take, once it is built.
    ///
    /// # Errors
    ///
    /// If the test cannot be built or started.
    pub fn run(&mut self, test: &str, limit: Duration) -> Result<Verdict> {
        if let Some(example) = example(test) {
            let program = self.program(test, "examples", &Target::Example(example))?;
            return run_program(&program, &self.copy.folder, &ARGUMENTS, limit);
        }
        let (path, name) = test.split_once("::").ok_or("a test is `path::name`")?;
        let (folder, file) = path
            .rsplit_once("/tests/")
            .filter(|(folder, _)| !folder.ends_with("/src"))
            .or_else(|| path.split_once("/src/").map(|(folder, _)| (folder, "")))
            .ok_or("a test is in `folder/tests/` or `folder/src/`")?;
        let target = match file.strip_suffix(".rs") {
            Some(file) => Target::Test(file),
            None => Target::Library,
        };
        let program = self.program(path, folder, &target)?;
        run_program(&program, &self.copy.folder.join(folder), &[name], limit)
    }

    fn program(&mut self, path: &str, folder: &str, target: &Target<'_>) -> Result<PathBuf> {
        if let Some(program) = self.programs.get(path) {
            return Ok(program.clone());
        }
        let program = self.build(folder, target)?;
        self.programs.insert(path.to_owned(), program.clone());
        Ok(program)
    }

    fn build(&self, folder: &str, target: &Target<'_>) -> Result<PathBuf> {
        let folder_of_targets = self.copy.folder.with_file_name("target");
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        match target {
            Target::Library => command.args(["test", "--no-run", "--lib"]),
            Target::Test(name) => command.args(["test", "--no-run", "--test", name]),
            Target::Example(name) => command.args(["build", "--example", name]),
        };
        command.args(["--locked", "--color=never"]).current_dir(&self.copy.folder);
        command.arg("--manifest-path").arg(self.copy.folder.join(folder).join("Cargo.toml"));
        command.env("CARGO_TARGET_DIR", &folder_of_targets);
        command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        let output = command.output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() {
            let errors: Vec<&str> = said.lines().filter(|it| it.starts_with("error")).collect();
            return Err(format!("it does not compile: {}", errors.join("; ")).into());
        }
        if let Target::Example(name) = target {
            let program = Path::new(name).with_extension(env::consts::EXE_EXTENSION);
            return Ok(folder_of_targets.join("debug/examples").join(program));
        }
        let program = said.lines().find_map(|line| {
            line.trim_start().strip_prefix("Executable ")?.split_once('(')?.1.strip_suffix(')')
        });
        Ok(self.copy.folder.join(program.ok_or("Cargo names no program")?))
    }
}

/// A program of tests.
enum Target<'a> {
    Library,
    Test(&'a str),
    Example(&'a str),
}

/// The name of an example that is run as a test.
#[must_use]
pub fn example(test: &str) -> Option<&str> {
    test.strip_prefix("examples/")?.strip_suffix("/main.rs")
}

fn run_program(
    program: &Path,
    folder: &Path,
    arguments: &[&str],
    limit: Duration,
) -> Result<Verdict> {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    let stdout = child.stdout.take().ok_or("no output")?;
    // Read while the test runs: a full pipe would stop it.
    let reader = spawn(move || std::io::read_to_string(stdout));
    let status = wait(&mut child, limit)?;
    let said = reader.join().map_err(|_| "the reader panicked")??;
    Ok(verdict(status, &said))
}

/// Waits for the test; `None` if it had to be killed.
fn wait(child: &mut Child, limit: Duration) -> Result<Option<ExitStatus>> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if began.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        sleep(Duration::from_millis(10));
    }
}

fn verdict(status: Option<ExitStatus>, said: &str) -> Verdict {
    let failed =
        |line: &str| Some(line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?.to_owned());
    let failed: Vec<String> = said.lines().filter_map(failed).collect();
    match status {
        None => Verdict::Hung,
        Some(status) if status.success() => match said.contains("\nrunning 0 tests\n") {
            true => Verdict::Missing,
            false => Verdict::Passed,
        },
        Some(status) if failed.is_empty() => Verdict::Aborted(status.to_string()),
        Some(_) => Verdict::Failed(failed),
    }
}
