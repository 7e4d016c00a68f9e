//! The example `tail`, with a file that grows.

mod program;

use std::fs;
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Stdio};

use program::{command, folder, run, signal, stderr};

/// A `tail` that runs.
struct Tail {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Tail {
    fn new(file: &Path, state: &Path) -> Tail {
        let mut tail = command("tail");
        tail.arg(file).arg("--state").arg(state).stdout(Stdio::piped());
        let mut process = tail.spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Tail { process, lines }
    }

    fn line(&mut self) -> String {
        self.lines.next().unwrap().unwrap()
    }

    /// Presses Ctrl-C. What it had still to say, is nothing.
    fn interrupt(mut self) {
        signal("INT", self.process.id());
        assert!(self.process.wait().unwrap().success());
        assert!(self.lines.next().is_none());
    }
}

fn append(file: &Path, text: &str) {
    let mut file = fs::File::options().append(true).open(file).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

fn files(name: &str, text: &str) -> (PathBuf, PathBuf) {
    let folder = folder(name);
    fs::write(folder.join("log"), text).unwrap();
    (folder.join("log"), folder.join("state"))
}

#[test]
fn lines_come_as_they_are_written() {
    let (file, state) = files("tail_grows", "one\ntwo\n");
    let mut tail = Tail::new(&file, &state);
    assert_eq!((tail.line().as_str(), tail.line().as_str()), ("one", "two"));
    append(&file, "three\nfo");
    assert_eq!(tail.line(), "three");
    append(&file, "ur\n");
    assert_eq!(tail.line(), "four");
    tail.interrupt();
    assert_eq!(fs::read_to_string(&state).unwrap(), "19\n");
}

#[test]
fn it_goes_on_where_it_was() {
    let (file, state) = files("tail_resumes", "one\n");
    let mut tail = Tail::new(&file, &state);
    assert_eq!(tail.line(), "one");
    tail.interrupt();
    append(&file, "two\n");
    let mut tail = Tail::new(&file, &state);
    assert_eq!(tail.line(), "two");
    // The log is rotated.
    fs::write(&file, "new\n").unwrap();
    assert_eq!(tail.line(), "new");
    tail.interrupt();
    assert_eq!(fs::read_to_string(&state).unwrap(), "4\n");
}

#[test]
fn enough_is_enough() {
    let (file, state) = files("tail_limit", "one\ntwo\n");
    let (file, state) = (file.to_str().unwrap(), state.to_str().unwrap());
    let arguments = [file, "--state", state, "--limit", "1"];
    assert_eq!(program::stdout(&run("tail", &arguments)), "one\n");
    assert_eq!(program::stdout(&run("tail", &arguments)), "two\n");
}

#[test]
fn mistakes_are_one_line() {
    let (file, state) = files("tail_mistakes", "one\n");
    fs::write(&state, "here").unwrap();
    let output = run("tail", &[file.to_str().unwrap(), "--state", state.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), format!("error: {} does not hold a number\n", state.display()));

    let gone = file.with_file_name("gone");
    let output = run("tail", &[gone.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let error =
        format!("error: cannot read {}: No such file or directory (os error 2)\n", gone.display());
    assert_eq!(stderr(&output), error);
    program::assert_has_help("tail", &["<FILE>", "--state", "--limit"]);
}
