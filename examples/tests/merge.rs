//! The example `merge`, with real processes.

mod program;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Stdio;

use program::{command, run, signal, stderr, stdout};

/// Whether a process is there, as anything but a zombie of somebody else's.
fn is_running(process: &str) -> bool {
    Path::new("/proc").join(process).exists()
}

#[test]
fn all_lines_of_all_commands_are_printed() {
    let output = run("merge", &["echo a; echo b", "printf 'c\\nd\\n'", "true"]);
    assert!(output.status.success(), "{output:?}");
    let text = stdout(&output);
    let mut lines: Vec<&str> = text.lines().collect();
    let of = |number: &str| -> Vec<&str> {
        lines.iter().copied().filter(|line| line.starts_with(number)).collect()
    };
    assert_eq!((of("1"), of("2")), (vec!["1: a", "1: b"], vec!["2: c", "2: d"]));
    lines.sort_unstable();
    assert_eq!(lines.len(), 4);
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_command_that_fails_does_not_stop_the_others() {
    let output = run("merge", &["echo a; exit 3", "sleep 0.1; echo b"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("1: a\n") && stdout(&output).contains("2: b\n"));
    assert_eq!(stderr(&output), "error: `echo a; exit 3` has failed: exit status: 3\n");
}

#[test]
fn no_process_is_left_when_there_are_enough_lines() {
    let output = run("merge", &["echo $$; exec sleep 1000", "--limit", "1"]);
    assert!(output.status.success(), "{output:?}");
    let process = stdout(&output).trim().strip_prefix("1: ").unwrap().to_owned();
    assert!(!is_running(&process));
    assert_eq!(stderr(&output), "stopped `echo $$; exec sleep 1000`\n");
}

#[test]
fn no_process_is_left_when_somebody_presses_ctrl_c() {
    let mut merge = command("merge");
    merge.args(["echo $$; exec sleep 1000", "echo $$; exec sleep 1001"]);
    let mut child = merge.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut process = || lines.next().unwrap().unwrap()[3..].to_owned();
    let processes = [process(), process()];
    assert!(processes.iter().all(|it| is_running(it)));
    signal("INT", child.id());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(!processes.iter().any(|it| is_running(it)));
    assert_eq!(stderr(&output).matches("stopped `").count(), 2);
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let mut merge = command("merge");
    merge.args(["yes", "exec sleep 1000"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = merge.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(stderr(&output).matches("stopped `").count(), 2);
    assert_eq!(stderr(&output).lines().count(), 2);
}

#[test]
fn the_help_says_what_can_be_said() {
    program::assert_has_help("merge", &["<COMMAND>...", "--limit"]);
    assert_eq!(run("merge", &[]).status.code(), Some(2));
}
