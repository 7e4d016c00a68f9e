//! `MISTAKES.md` lists every mistake of these tests with its message: `CATALOGUE=overwrite` writes
//! it again.
#![allow(missing_docs)]

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use asyncgen_ui_tests::files;

const STAGES: [(&str, &str); 8] = [
    ("args", "In the attribute's arguments"),
    ("signature", "In the signature, and where the attribute stands"),
    ("ownership", "A yield, `catch!`, `finally!` or `#[for_await]` in the wrong place"),
    ("flow", "`return`, `?`, jumps, the end of the body"),
    ("types", "Types, borrows, pinning"),
    ("async_gen", "In `async_gen!`"),
    ("stream", "In `stream!` and `try_stream!`"),
    ("rustc_first", "Reported by rustc before the macro runs"),
];

const PREFACE: &str = "# Mistakes, and what is said about them

Each is a file of `ui-tests/`, whose `.stderr` is the whole report. This page is written by
`ui-tests/tests/catalogue.rs`.
";

#[test]
fn the_page_lists_every_mistake() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../MISTAKES.md");
    let expected = STAGES.iter().fold(PREFACE.to_owned(), |page, stage| page + &section(*stage));
    if env::var_os("CATALOGUE").is_some_and(|it| it == "overwrite") {
        fs::write(&page, &expected).expect("MISTAKES.md");
    }
    let written = fs::read_to_string(&page).expect("MISTAKES.md");
    assert!(written == expected, "write it again: CATALOGUE=overwrite cargo test --test catalogue");
}

fn section((folder, title): (&str, &str)) -> String {
    let mut section =
        format!("\n## {title}\n\n| mistake | message | what to do |\n|---|---|---|\n");
    for file in files(folder, "rs") {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let report = fs::read_to_string(file.with_extension("stderr")).expect("a report");
        for (message, help) in messages(&report) {
            let title = name.replace('_', " ");
            writeln!(
                section,
                "| [{title}](ui-tests/{folder}/{name}.rs) | {} | {} |",
                escaped(&message),
                escaped(&help)
            )
            .expect("a text");
        }
    }
    section
}

/// The different messages of a report, each with its first help or note.
fn messages(report: &str) -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    for line in report.lines() {
        let title = line.strip_prefix("error").and_then(|rest| rest.split_once(": "));
        let advice = line.trim_start().trim_start_matches("= ");
        let advice = advice.strip_prefix("help: ").or_else(|| advice.strip_prefix("note: "));
        match (title, advice, messages.last_mut()) {
            (Some((code, message)), ..) => {
                let message = format!("{message}{}", code.replace('[', " ["));
                messages.push((message, String::new()));
            }
            (None, Some(advice), Some((_, help))) if help.is_empty() => advice.clone_into(help),
            _ => {}
        }
    }
    messages.dedup();
    messages
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}
