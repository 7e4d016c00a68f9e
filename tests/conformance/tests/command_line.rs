//! The tool as people meet it: its verdict, its exit status, and what it says to mistakes.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const GOOD: &str = r#"{"name": "good", "body": [["yield", 1]], "driver": [{"op": "next"}],
    "trace": ["> next", "start", "= value 1", ". suspended", "> end", "finalizer", "> finalize", "= none"]}"#;

/// CPython says something else.
const BAD: &str = r#"{"name": "bad", "body": [["yield", 1]], "driver": [{"op": "next"}],
    "trace": ["> next", "start", "= value 2", ". suspended", "> end", "finalizer", "> finalize", "= none"]}"#;

fn tool(arguments: &[&str]) -> Command {
    let mut tool = Command::new(env!("CARGO_BIN_EXE_asyncgen-conformance"));
    tool.args(arguments);
    tool
}

fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = tool(arguments).output().expect("the tool runs");
    let text = |bytes| String::from_utf8(bytes).expect("it prints text");
    (status.code(), text(stdout), text(stderr))
}

/// A file with this text.
fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).expect("the directory for tests can be written to");
    path
}

#[test]
fn a_mismatch_shows_the_scenario_and_both_traces() {
    let path = file("one-good-one-bad.json", &format!("[{GOOD}, {BAD}]"));
    let (status, out, err) = run(&["--scenarios", &path.display().to_string()]);
    assert_eq!(status, Some(1), "{err}");
    for line in [
        "MISMATCH bad",
        "  expected: > next / start / = value 2 / . suspended / > end / finalizer / > finalize / = none",
        "  actual:   > next / start / = value 1 / . suspended / > end / finalizer / > finalize / = none",
        "  they part at token 2: expected `= value 2`, actual `= value 1`",
        "2 scenarios: 1 match, 1 differ, 0 left out",
    ] {
        assert!(out.lines().any(|printed| printed == line), "no line `{line}` in\n{out}");
    }
    let scenario = out
        .lines()
        .find_map(|line| line.strip_prefix("  scenario: "))
        .expect("a line with the scenario");
    let scenario: serde_json::Value = serde_json::from_str(scenario).expect("JSON");
    // Compared as a value: the order of its keys depends on the features of serde_json that the
    // workspace unifies.
    let expected =
        serde_json::json!({"body": [["yield", 1]], "driver": [{"op": "next"}], "name": "bad"});
    assert_eq!(scenario, expected);
}

#[test]
fn a_file_without_traces_asks_python() {
    let path = file(
        "no-trace.json",
        r#"{"body": [["recv", 1]], "driver": [{"op": "next"}, {"op": "send", "v": 7}]}"#,
    );
    let (status, out, err) = run(&["--scenarios", &path.display().to_string()]);
    assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
    assert!(out.starts_with("1 scenarios: 1 match, 0 differ, 0 left out\n"), "{out}");
}

#[test]
fn mistakes_are_said_in_one_line() {
    let not_json = file("not.json", "[{]").display().to_string();
    let no_step =
        file("no-step.json", r#"[{"body": [["yeild", 1]], "driver": []}]"#).display().to_string();
    let no_ops = file(
        "no-ops.json",
        r#"[{"name": "n", "body": [], "driver": [{"op": "next"}], "trace": ["> end"]}]"#,
    );
    let cases: [(&[&str], &str); 8] = [
        (&["--cuont", "3"], "unknown argument `--cuont`"),
        (&["--count"], "--count needs a value"),
        (&["--count", "many"], "--count needs a number, not `many`"),
        (&["--count", "1", "--profile", "nix"], "wild.py failed: "),
        (&["--scenarios", "/there/is/none"], "/there/is/none: "),
        (&["--scenarios", &not_json], "not JSON"),
        (&["--scenarios", &no_step], "body[0]: no step of the language"),
        (
            &["--scenarios", &no_ops.display().to_string()],
            "scenario `n`: the trace has 1 ops, the driver 1 and the end",
        ),
    ];
    for (arguments, message) in cases {
        let (status, out, err) = run(arguments);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{arguments:?}: {err}");
        assert!(
            err.starts_with("error: ") && err.contains(message) && err.lines().count() == 1,
            "{arguments:?}: {err}"
        );
    }
    let output =
        tool(&["--count", "1"]).env("PYTHON", "no-such-python").output().expect("the tool runs");
    assert!(
        String::from_utf8_lossy(&output.stderr).starts_with("error: cannot run `no-such-python`")
    );
}

#[test]
fn help_and_the_list_name_everything() {
    let (status, help, _) = run(&["--help"]);
    assert_eq!(status, Some(0));
    assert!(help.contains("--scenarios FILE") && help.contains("--seed S --count N"));
    let (_, list, _) = run(&["--list"]);
    assert!(list.contains("exit-by-name") && list.contains("ignored-exit"));
}

#[test]
fn the_rust_can_be_looked_at() {
    let (_, out, _) = run(&["--only", "iterate-two", "--rust"]);
    assert!(
        out.contains("async fn body() -> i64 {\n    start();\n    yield_!(1);\n    yield_!(2);\n}"),
        "{out}"
    );
}
