//! The examples as a user runs them.
#![allow(dead_code)] // Not every test needs all of it.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// An example that `cargo test` has built beside this test.
pub(crate) fn command(example: &str) -> Command {
    let test = std::env::current_exe().expect("this test");
    let profile = test.ancestors().nth(2).expect("the folder of the profile");
    let name = format!("{example}{}", std::env::consts::EXE_SUFFIX);
    let program = profile.join("examples").join(name);
    assert!(
        program.exists(),
        "run all of `cargo test -p asyncgen-examples`: it builds {program:?}"
    );
    let mut command = Command::new(program);
    command.stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub(crate) fn run(example: &str, arguments: &[&str]) -> Output {
    command(example).args(arguments).output().expect("it runs")
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// An empty folder of this test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("it can be made");
    folder
}

/// Sends a signal to a process.
pub(crate) fn signal(name: &str, process: u32) {
    let status = Command::new("kill").args([format!("-{name}"), process.to_string()]).status();
    assert!(status.expect("`kill` runs").success());
}

/// The help has a line for each option, and an unknown one is an error.
pub(crate) fn assert_has_help(example: &str, options: &[&str]) {
    let help = run(example, &["--help"]);
    assert!(help.status.success());
    for option in options {
        assert!(stdout(&help).contains(option), "no {option} in:\n{}", stdout(&help));
    }
    assert_eq!(run(example, &["--no-such-option"]).status.code(), Some(2));
}
