//! Compiles this package with other bodies, to run them or to shrink a body that fails.

use std::env;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::body::Body;
use crate::run::Config;

/// The reason why another build could not be run.
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
/// If there is no folder to build in.
pub fn recompiled(bodies: &[String], arguments: &[String]) -> Result<Command, Trouble> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args([
        "run",
        "--quiet",
        "--manifest-path",
        concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
    ]);
    // In its own folder, because the build would overwrite this program while it runs.
    command.arg("--target-dir").arg(target_directory()?);
    command.arg("--").args(arguments);
    command.env("ASYNCGEN_MODEL_BODIES", bodies.join(" "));
    Ok(command)
}

/// The folder beside that of this program's profile.
fn target_directory() -> Result<PathBuf, Trouble> {
    let program = env::current_exe()?;
    let target = program
        .ancestors()
        .nth(2)
        .ok_or_else(|| Trouble(format!("{}: no folder", program.display())))?;
    Ok(target.join("model"))
}

/// Removes statements from a body as long as the two sides disagree. Calls `report` with the name
/// of each smaller body.
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

/// The bodies on which the two sides disagree.
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
