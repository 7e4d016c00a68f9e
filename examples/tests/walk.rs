//! The example `walk`, on a tree of its own.

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use program::{command, folder, run, stderr, stdout};

/// A tree with three files in three folders, and a link to itself.
fn tree(name: &str) -> PathBuf {
    let root = folder(name);
    fs::create_dir_all(root.join("a/b")).unwrap();
    fs::create_dir(root.join("empty")).unwrap();
    for (file, text) in [("a/one", "1"), ("a/b/two", "22"), ("three", "333")] {
        fs::write(root.join(file), text).unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(&root, root.join("a/link")).unwrap();
    root
}

fn lines(root: &Path, output: &str) -> Vec<String> {
    let root = format!("{}/", root.display());
    output.lines().map(|line| line.strip_prefix(&root).expect("below it").to_owned()).collect()
}

#[test]
fn everything_is_found_once_in_order() {
    let root = tree("walk_all");
    let output = run("walk", &[root.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    let expected = ["a/", "a/b/", "a/b/two", "a/link", "a/one", "empty/", "three"];
    assert_eq!(lines(&root, &stdout(&output)), expected);
    assert_eq!(stderr(&output), "4 files, 3 folders, 6 bytes\n");
}

#[test]
fn the_walk_ends_where_it_is_told_to() {
    let root = tree("walk_some");
    let path = root.to_str().unwrap();
    let shallow = run("walk", &[path, "--max-depth", "0"]);
    assert_eq!(lines(&root, &stdout(&shallow)), ["a/", "empty/", "three"]);
    let limited = run("walk", &[path, "--limit", "3"]);
    assert_eq!(lines(&root, &stdout(&limited)), ["a/", "a/b/", "a/b/two"]);
}

#[test]
fn a_folder_that_is_not_there_is_one_line() {
    let output = run("walk", &["/no/such/folder"]);
    assert_eq!(output.status.code(), Some(1));
    let error = "error: cannot read /no/such/folder: No such file or directory (os error 2)\n";
    assert_eq!((stdout(&output).as_str(), stderr(&output).as_str()), ("", error));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let root = tree("walk_pipe");
    let mut walk = command("walk");
    walk.arg(root).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = walk.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && !stderr(&output).contains("error"), "{output:?}");
}

#[test]
fn the_help_says_what_can_be_said() {
    program::assert_has_help("walk", &["[FOLDER]", "--max-depth", "--limit"]);
}
