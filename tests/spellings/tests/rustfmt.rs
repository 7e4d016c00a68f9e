//! What rustfmt does with the macros: `async_gen!(async gen { … })` and `stream!({ … })` are formatted like any code.

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

/// In parentheses it is formatted, in braces it is left as it is: that holds for all macros.
#[test]
fn formats_blocks_in_parentheses() {
    let (before, after) =
        (include_str!("../samples/rustfmt/before.rs"), include_str!("../samples/rustfmt/after.rs"));
    assert_formatted("2024", before, after);
    assert_formatted("2024", after, after);
}

/// Before edition 2024 rustfmt does not know `async gen`; `stream!({ … })` it formats all the same.
#[test]
fn older_editions() {
    let code = "fn f() {\n    let a = async_gen!(async gen { yield   1 });\n    let b = stream!({ yield   1; });\n}\n";
    let formatted = "fn f() {\n    let a = async_gen!(async gen { yield   1 });\n    let b = stream!({\n        yield 1;\n    });\n}\n";
    assert_formatted("2021", code, formatted);
}

/// What rustfmt cannot do: two spaces in `for  await` make it panic. It says so on stderr, leaves that macro as it is, formats
/// the rest, and succeeds. With one space, as in all other tests, it formats.
#[test]
#[cfg_attr(not(rustc_of_the_snapshots), ignore = "another rustfmt may have learned it")]
fn two_spaces_in_for_await() {
    let code = "fn f() {\n    let a = stream!({ for  await n in numbers() { yield   n } });\n    let b=1;\n}\n";
    let output = rustfmt("2024", code);
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), code.replace("let b=1", "let b = 1"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("bad span: `for await`"));
    assert!(rustfmt("2024", &code.replace("for  await", "for await")).stderr.is_empty());
}
