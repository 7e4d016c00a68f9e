//! rustfmt formats code in `async_gen!(async gen { … })` and in `stream!({ … })` as all other code.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Formats with rustfmt's default style.
fn rustfmt(edition: &str, code: &str) -> Output {
    let mut command = Command::new("rustfmt");
    command.args(["--edition", edition, "--emit", "stdout"]);
    command.args(["--config", "max_width=100,use_small_heuristics=Default"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("rustfmt starts");
    child.stdin.take().expect("piped").write_all(code.as_bytes()).expect("can write");
    child.wait_with_output().expect("rustfmt ends")
}

#[track_caller]
fn assert_formatted(edition: &str, code: &str, expected: &str) {
    let output = rustfmt(edition, code);
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}

/// Code in parentheses is formatted, code in braces is not, as in every macro call.
#[test]
fn formats_blocks_in_parentheses() {
    let (before, after) =
        (include_str!("../samples/rustfmt/before.rs"), include_str!("../samples/rustfmt/after.rs"));
    assert_formatted("2024", before, after);
    assert_formatted("2024", after, after);
}

/// Before edition 2024 rustfmt does not parse `async gen`, but it formats `stream!({ … })` all the
/// same.
#[test]
fn older_editions() {
    let code = "fn f() {\n    let a = async_gen!(async gen { yield   1 });\n    \
                let b = stream!({ yield   1; });\n}\n";
    let formatted = "fn f() {\n    let a = async_gen!(async gen { yield   1 });\n    \
                     let b = stream!({\n        yield 1;\n    });\n}\n";
    assert_formatted("2021", code, formatted);
}

/// A limit of rustfmt: it panics at two spaces in `for  await`. It prints that on stderr, leaves
/// the macro call as it is, formats the rest, and succeeds. With one space it formats the call.
#[test]
#[cfg_attr(not(rustc_of_the_snapshots), ignore = "another rustfmt may have learned it")]
fn two_spaces_in_for_await() {
    let code = "fn f() {\n    let a = stream!({ for  await n in numbers() { yield   n } });\n    \
                let b=1;\n}\n";
    let output = rustfmt("2024", code);
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), code.replace("let b=1", "let b = 1"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("bad span: `for await`"));
    assert!(rustfmt("2024", &code.replace("for  await", "for await")).stderr.is_empty());
}
