//! async-stream's test files, compiled from its published package, with asyncgen under its name.
#![allow(missing_docs)]

use std::collections::BTreeSet;
use std::io::Write;
use std::process::Command;
use std::{env, fs};

// For the test of programs that must not compile.
extern crate asyncgen_async_stream as trybuild;

use asyncgen_async_stream::rust_files;

include!(concat!(env!("OUT_DIR"), "/test_files.rs"));

/// How many tests async-stream 0.3.6 has; a later release may have more.
const TESTS: usize = 20;

/// The harness has every test that the files declare, and on stable Rust it ignores none.
#[test]
fn no_test_is_left_out() {
    let declared: BTreeSet<String> = rust_files("tests")
        .iter()
        .flat_map(|file| {
            let module = file.file_stem().expect("a file has a name").to_string_lossy();
            let source = fs::read_to_string(file).expect("can read the test file");
            let names = declared_tests(&source).into_iter();
            names.map(|name| format!("{module}::{name}")).collect::<Vec<_>>()
        })
        .collect();
    let list = |arguments: &[&str]| {
        let executable = env::current_exe().expect("the path of this test");
        let output = Command::new(executable).arg("--list").args(arguments).output();
        String::from_utf8(output.expect("the harness starts").stdout).expect("it is UTF-8")
    };
    let harness: BTreeSet<String> = list(&[])
        .lines()
        .filter_map(|line| line.strip_suffix(": test"))
        .filter(|name| name.contains("::"))
        .map(str::to_owned)
        .collect();
    assert_eq!(harness, declared);
    assert!(declared.len() >= TESTS, "async-stream has {} tests left", declared.len());
    if rustversion::cfg!(stable) {
        assert!(!list(&["--ignored"]).contains(": test"));
    }
    // Not captured, unlike `println!`.
    let _ = writeln!(std::io::stderr(), "async-stream's own tests: {}", declared.len());
}

/// The names of the functions behind `#[test]` and `#[tokio::test]`.
fn declared_tests(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_test = false;
    for line in source.lines() {
        is_test |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
        let Some((_, function)) = line.split_once("fn ").filter(|_| is_test) else { continue };
        let end = function.find('(').expect("a function has parameters");
        names.push(function[..end].to_owned());
        is_test = false;
    }
    names
}
