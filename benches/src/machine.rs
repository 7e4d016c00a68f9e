//! What the figures were measured with.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use crate::figures::root;

/// The crates whose version matters.
const CRATES: [&str; 6] =
    ["async-gen", "async-stream", "asyncgen", "futures-util", "tokio", "tokio-stream"];

/// The machine and the versions.
pub(crate) fn describe() -> BTreeMap<String, String> {
    let mut machine = BTreeMap::new();
    let mut note = |name: &str, value: Option<String>| {
        machine.insert(name.to_owned(), value.unwrap_or_else(|| "unknown".to_owned()));
    };
    note("processor", line_of("/proc/cpuinfo", "model name\t: "));
    note("system", line_of("/etc/os-release", "PRETTY_NAME=").map(|name| name.replace('"', "")));
    note("target", verbose_rustc("host: "));
    note("rustc", rustc());
    note("nightly rustc", output("rustup", &["run", "nightly", "rustc", "--version"]));
    note("libc", libc());
    note("valgrind", output("valgrind", &["--version"]));
    for name in CRATES {
        note(name, locked_version(name));
    }
    machine
}

pub(crate) fn rustc() -> Option<String> {
    output("rustc", &["--version"])
}

pub(crate) fn target() -> Option<String> {
    verbose_rustc("host: ")
}

pub(crate) fn libc() -> Option<String> {
    output("getconf", &["GNU_LIBC_VERSION"])
}

fn verbose_rustc(prefix: &str) -> Option<String> {
    let text = output("rustc", &["--version", "--verbose"])?;
    text.lines().find_map(|line| line.strip_prefix(prefix)).map(str::to_owned)
}

fn output(program: &str, args: &[&str]) -> Option<String> {
    let output =
        Command::new(program).args(args).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

fn line_of(file: &str, prefix: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    text.lines().find_map(|line| line.strip_prefix(prefix)).map(str::to_owned)
}

fn locked_version(name: &str) -> Option<String> {
    let text = fs::read_to_string(root().join("Cargo.lock")).ok()?;
    let (_, rest) = text.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    Some(rest.split('"').next()?.to_owned())
}
