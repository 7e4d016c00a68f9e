//! Runs with other bodies than those that are compiled in, and shrinks a body that fails: both
//! compile this package once more.

use std::env;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::body::Body;
use crate::run::Config;

/// Why another build could not be run.
#[derive(Debug)]
pub struct Trouble(String);

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Trouble(error.to_string())
    }
}

/// A command that compiles this package with these bodies, and runs it with these arguments.
///
/// # Errors
///
/// If it cannot be said where.
pub fn recompiled(bodies: &[String], arguments: &[String]) -> Result<Command, Trouble> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args([
        "run",
        "--quiet",
        "--manifest-path",
        concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
    ]);
    // A folder of its own: else this very program would be overwritten while it runs.
    command.arg("--target-dir").arg(target_directory()?);
    command.arg("--").args(arguments);
    command.env("ASYNCGEN_MODEL_BODIES", bodies.join(" "));
    Ok(command)
}

/// Beside the folder of the profile, which is that of this program.
fn target_directory() -> Result<PathBuf, Trouble> {
    let program = env::current_exe()?;
    let target = program
        .ancestors()
        .nth(2)
        .ok_or_else(|| Trouble(format!("{}: no folder", program.display())))?;
    Ok(target.join("model"))
}

/// Removes from a body what is not needed for the two sides to disagree. Says on each smaller one
/// with `report`.
///
/// # Errors
///
/// If a smaller body cannot be compiled or run.
pub fn shrink(body: &str, config: Config, mut report: impl FnMut(&str)) -> Result<String, Trouble> {
    let mut smallest = body.to_owned();
    loop {
        let mut candidates = Body::named(&smallest).smaller();
        candidates.truncate(60);
        if candidates.is_empty() {
            return Ok(smallest);
        }
        let failing = failing(&candidates, config)?;
        match failing.into_iter().min_by_key(|name| Body::named(name).size()) {
            Some(smaller) => smallest = smaller,
            None => return Ok(smallest),
        }
        report(&smallest);
    }
}

/// Those of the bodies on which the two sides disagree.
fn failing(bodies: &[String], config: Config) -> Result<Vec<String>, Trouble> {
    let mut arguments = config.to_arguments();
    arguments.push("--each".to_owned());
    let output = recompiled(bodies, &arguments)?.stderr(Stdio::inherit()).output()?;
    let lines = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        return Err(Trouble(format!("the smaller bodies do not run:\n{lines}")));
    }
    Ok(lines.lines().map(str::to_owned).collect())
}
