//! Runs the tests of a crate, without a network.

use std::collections::BTreeMap;
use std::fs::File;
#[cfg(unix)]
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use crate::Result;
use crate::cargo::Package;

/// A program that runs for longer is stuck.
const LIMIT: Duration = Duration::from_secs(300);

/// The outcome of each test: `ok`, `FAILED`, `ignored`.
pub(crate) type Outcomes = BTreeMap<String, String>;

/// Whether this machine can cut the network off: what a test reaches then is loopback.
pub(crate) fn can_isolate() -> bool {
    let status = isolated(Path::new("true")).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

fn isolated(program: &Path) -> Command {
    let mut command = Command::new("unshare");
    command.args([
        "--net",
        "--map-root-user",
        "sh",
        "-c",
        "ip link set lo up && exec \"$0\" \"$@\"",
    ]);
    command.arg(program);
    command
}

/// Runs all test programs of a package in its folder.
pub(crate) fn run(package: &Package, folder: &Path, scratch: &Path) -> Result<Outcomes> {
    fs::create_dir_all(scratch)?;
    let mut outcomes = Outcomes::new();
    for (target, program) in &package.tests {
        let log = scratch.join(target).with_extension("log");
        let ended = wait(isolated(program).arg("--test-threads=2"), folder, &log)?;
        let text = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
        let tests = text.lines().filter_map(outcome);
        outcomes
            .extend(tests.map(|(test, outcome)| (format!("{target}::{test}"), outcome.to_owned())));
        outcomes.insert(format!("the program {target}"), ended);
    }
    Ok(outcomes)
}

/// Input: `test some::name ... ok`
fn outcome(line: &str) -> Option<(&str, &str)> {
    let (test, outcome) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    let outcome = outcome.split(',').next()?.trim();
    Some((test, outcome))
}

/// How a program has ended. What it prints goes to the file `log`.
fn wait(command: &mut Command, folder: &Path, log: &Path) -> Result<String> {
    let output = File::create(log)?;
    command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output);
    command.current_dir(folder).env("CARGO_MANIFEST_DIR", folder);
    #[cfg(unix)]
    command.process_group(0);
    let begin = Instant::now();
    let mut child = command.spawn()?;
    while begin.elapsed() < LIMIT {
        if let Some(status) = child.try_wait()? {
            return Ok(status.to_string());
        }
        thread::sleep(Duration::from_millis(50));
    }
    // The program and what it has started.
    let group = format!("-{}", child.id());
    Command::new("kill").args(["-KILL", "--", &group]).status()?;
    child.wait()?;
    Ok("stuck".to_owned())
}
