//! The example `sqlite_rows`, on databases of its own.

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use program::{command, folder, run, stderr, stdout};

/// A queue with three rows.
fn queue(name: &str) -> PathBuf {
    let database = folder(name).join("queue.db");
    let output = sqlite_rows(&database, &["--add", "one", "--add", "two", "--add", "three"]);
    assert!(output.status.success() && stdout(&output).is_empty(), "{output:?}");
    database
}

fn sqlite_rows(database: &Path, arguments: &[&str]) -> Output {
    run("sqlite_rows", &[&[database.to_str().unwrap()], arguments].concat())
}

#[test]
fn what_has_been_printed_is_gone() {
    let database = queue("sqlite_rows_all");
    assert_eq!(stdout(&sqlite_rows(&database, &[])), "one\ntwo\nthree\n");
    assert_eq!(stdout(&sqlite_rows(&database, &[])), "");
}

#[test]
fn what_is_beyond_the_limit_stays() {
    let database = queue("sqlite_rows_limit");
    assert_eq!(stdout(&sqlite_rows(&database, &["--limit", "2"])), "one\ntwo\n");
    assert_eq!(stdout(&sqlite_rows(&database, &["--limit", "0"])), "");
    assert_eq!(stdout(&sqlite_rows(&database, &[])), "three\n");
}

#[test]
fn a_row_that_could_not_be_printed_stays() {
    let database = queue("sqlite_rows_full");
    // Where nothing can be written.
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut rows = command("sqlite_rows");
    rows.arg(&database).stdout(full).stderr(Stdio::piped());
    let output = rows.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), "error: No space left on device (os error 28)\n");
    assert_eq!(stdout(&sqlite_rows(&database, &[])), "one\ntwo\nthree\n");
}

#[test]
fn what_is_no_database_is_one_line() {
    let file = folder("sqlite_rows_text").join("text");
    fs::write(&file, "It is not a database, and long enough not to be taken for a new one.")
        .unwrap();
    let output = sqlite_rows(&file, &[]);
    assert_eq!(output.status.code(), Some(1));
    let begin = format!("error: cannot open {}: ", file.display());
    assert!(stderr(&output).starts_with(&begin), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 1);
}

#[test]
fn the_help_says_what_can_be_said() {
    program::assert_has_help("sqlite_rows", &["<DATABASE>", "--add", "--limit"]);
}
