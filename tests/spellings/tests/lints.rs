//! The user's own lints, rustc's and clippy's: in each spelling they fire once, at their place, as
//! in a plain `async fn`.
//!
//! The oldest Rust has other lints, and no clippy beside it.
#![cfg(not(without_trybuild))]

use std::collections::BTreeMap;

use asyncgen_spellings::toolchain::{Package, asyncgen, has_clippy};
use serde_json::Value;

/// A lint, and a body in which it fires. `give!(x)` yields `x`.
const BODIES: &[(&str, &str)] = &[
    ("unused_variables", "let left = n;\ngive!(n);"),
    ("unused_mut", "let mut left = n;\ngive!(left);"),
    ("unused_assignments", "let mut left = 1;\nleft = n;\ngive!(left);"),
    ("unused_must_use", "result(n);\ngive!(n);"),
    ("unused_must_use", "must(n).await;\ngive!(n);"),
    ("unused_must_use", "Sender.must(n).await;\ngive!(n);"),
    ("unused_must_use", "later(n).await;\ngive!(n);"),
    ("unused_must_use", "must_later(n).await;\ngive!(n);"),
    ("deprecated", "old().await;\ngive!(n);"),
    ("unused_variables", "each(|left| n).await;\ngive!(n);"),
    ("unreachable_code", "if n > 1 {\n    return;\n    give!(n);\n}\ngive!(n);"),
    ("unreachable_code", "give!(n);\ngive!(panic!());"),
    ("unused_parens", "if (n > 1) {\n    give!(n);\n}"),
    ("unused_labels", "'left: loop {\n    give!(n);\n    break;\n}"),
    ("unused_imports", "use std::mem;\ngive!(n);"),
    ("path_statements", "n;\ngive!(n);"),
    ("non_snake_case", "let Left = n;\ngive!(Left);"),
    ("while_true", "while true {\n    give!(n);\n    pause().await;\n}\npause().await;"),
    ("redundant_semicolons", "give!(n);;\npause().await;"),
    ("unused_braces", "let left = next({ n });\ngive!(left);"),
    ("unused_comparisons", "if n >= 0 {\n    give!(n);\n}"),
    ("clippy::clone_on_copy", "let left = n.clone();\ngive!(left);"),
    ("clippy::len_zero", "if vec![n].len() == 0 {\n    give!(n);\n}"),
    ("clippy::bool_comparison", "let odd = n % 2 == 1;\nif odd == true {\n    give!(n);\n}"),
    (
        "clippy::needless_range_loop",
        "let list = [n, 1];\nfor at in 0..2 {\n    give!(list[at]);\n}\ngive!(n);",
    ),
    (
        "clippy::single_match",
        "match Some(n) {\n    Some(left) => drop(left),\n    None => {}\n}\ngive!(n);",
    ),
    ("clippy::collapsible_if", "if n > 1 {\n    if n < 9 {\n        give!(n);\n    }\n}"),
    ("clippy::needless_borrow", "let left = String::new();\ngive!(length(&&left) + n);"),
    ("clippy::manual_range_contains", "if n >= 1 && n < 9 {\n    give!(n);\n}"),
    (
        "clippy::redundant_closure",
        "let left = Some(n).map(|left| next(left));\ngive!(left.unwrap_or(1));",
    ),
];

/// Lints of clippy's that nothing in these bodies is to fire.
const SILENT: &[&str] = &["clippy::implicit_return", "clippy::items_after_statements"];

/// What stands around the bodies.
const SUPPORT: &str = "
use crate::support::*;
";

const SUPPORT_FILE: &str = "
pub fn give<T>(_: T) {}
pub fn result(n: u32) -> Result<u32, u32> { Ok(n) }
pub async fn pause() {}
#[must_use]
pub async fn must(n: u32) -> u32 { n }
#[must_use]
pub async fn must_later(n: u32) -> Result<u32, u32> { Ok(n) }
pub struct Sender;
impl Sender {
    #[must_use]
    pub async fn must(&self, n: u32) -> u32 { n }
}
pub async fn later(n: u32) -> Result<u32, u32> { Ok(n) }
#[deprecated]
pub async fn old() {}
pub async fn each(f: impl Fn(u32) -> u32) -> u32 { f(1) }
pub fn length(text: &str) -> u32 { text.len() as u32 }
pub fn next(n: u32) -> u32 { n + 1 }
";

#[derive(Clone, Copy, Debug)]
enum Spelling {
    Plain,
    Attribute,
    Keyword,
    Block,
}

use Spelling::{Attribute, Block, Keyword, Plain};

impl Spelling {
    const ALL: [Spelling; 4] = [Plain, Attribute, Keyword, Block];

    fn module(self) -> &'static str {
        match self {
            Plain => "plain",
            Attribute => "attribute",
            Keyword => "keyword",
            Block => "block",
        }
    }

    /// A function with this body.
    fn function(self, name: &str, body: &str) -> String {
        let body = match self {
            Plain => body.replace("give!(", "give("),
            Attribute => body.replace("give!(", "yield_!("),
            Keyword | Block => yields(body),
        };
        let (before, after) = match self {
            Plain => (format!("pub async fn {name}(n: u32) {{"), "}"),
            Attribute => (
                format!("#[asyncgen::async_generator]\npub async fn {name}(n: u32) -> u32 {{"),
                "}",
            ),
            Keyword => (
                format!("asyncgen::async_gen! {{\npub async gen fn {name}(n: u32) -> u32 {{"),
                "}\n}",
            ),
            Block => (
                format!(
                    "pub fn {name}(n: u32) -> impl futures::Stream<Item = u32> {{\n\
                     asyncgen::stream! {{"
                ),
                "}\n}",
            ),
        };
        format!("{before}\n{START}\n{body}\n{after}\n")
    }
}

/// The line before a body.
const START: &str = "// The body:";

/// `yield x` for `give!(x)`, which ends with its line or before the last comma.
fn yields(body: &str) -> String {
    let line = |line: &str| match line.split_once("give!(") {
        Some((before, item)) => {
            let end = item.rfind(')').expect("the parentheses are closed");
            format!("{before}yield {}{}", &item[..end], &item[end + 1..])
        }
        None => line.to_owned(),
    };
    body.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// A lint, the line of the body where it fires, and what it underlines there.
type Fired = (String, i64, String);

#[test]
fn fire_once_and_at_their_place() {
    if !has_clippy() {
        return;
    }
    let found = fired();
    let mut wrong = Vec::new();
    for (number, (lint, _)) in BODIES.iter().enumerate() {
        let of = |spelling: Spelling| {
            let key = (spelling.module().to_owned(), number);
            found.get(&key).cloned().unwrap_or_default()
        };
        let plain = of(Plain);
        let count = plain.iter().filter(|(found, ..)| found == lint).count();
        if count != 1 {
            wrong.push(format!("{lint} fires {count} times in a plain `async fn`: {plain:?}"));
        }
        for spelling in &Spelling::ALL[1..] {
            if of(*spelling) != plain {
                wrong.push(format!("{lint}: {spelling:?}: {:?}, not {plain:?}", of(*spelling)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What clippy reports of each body, by its module and number.
fn fired() -> BTreeMap<(String, usize), Vec<Fired>> {
    let dependencies = format!("{}futures = \"0.3\"\n", asyncgen());
    let package = Package::new(env!("CARGO_TARGET_TMPDIR"), "lints", "2024", &dependencies);
    let mut files = BTreeMap::new();
    let silent = SILENT.join(", ");
    let mut root = format!("#![warn({silent})]\npub mod support;\n");
    for spelling in Spelling::ALL {
        let mut file = SUPPORT.to_owned();
        let mut begins = Vec::new();
        for (number, (_, body)) in BODIES.iter().enumerate() {
            begins.push(lines(&file) + 1);
            file += &spelling.function(&format!("f{number}"), body);
        }
        let is_start = |(_, line): &(i64, &str)| *line == START;
        let starts = (1..).zip(file.lines()).filter(is_start).map(|(at, _)| at);
        let places: Vec<(i64, i64)> = begins.into_iter().zip(starts).collect();
        let name = format!("src/{}.rs", spelling.module());
        package.write(&name, &file);
        root += &format!("pub mod {};\n", spelling.module());
        files.insert(name, (spelling, places));
    }
    package.write("src/support.rs", SUPPORT_FILE);
    package.write("src/lib.rs", &root);
    let output = package.clippy();
    let mut found: BTreeMap<_, Vec<Fired>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let report: Value = serde_json::from_str(line).expect("cargo writes JSON");
        let Some((file, line, code, text)) = lint(&report["message"]) else { continue };
        let Some((spelling, places)) = files.get(&file) else { continue };
        let number = places.iter().rposition(|(begin, _)| *begin <= line).unwrap_or_default();
        let key = (spelling.module().to_owned(), number);
        // A function that ends with `stream!` has no `return` of its own.
        let is_users_end = matches!(spelling, Block) && code == "clippy::implicit_return";
        // Of a yield, the word is underlined, or the `!` behind it.
        let words = ["give", "yield", "yield_", "!"];
        let is_yield = text.starts_with("give(") || words.contains(&&*text);
        let text = if is_yield { "a yield".to_owned() } else { text };
        let line = (line - places[number].1).max(0);
        if line > 0 || !is_users_end {
            found.entry(key).or_default().push((code, line, text));
        }
    }
    found.values_mut().for_each(|fired| fired.sort());
    found
}

fn lines(text: &str) -> i64 {
    i64::try_from(text.matches('\n').count()).expect("a short text")
}

/// The file and line of a report, its lint, and what it underlines.
fn lint(message: &Value) -> Option<(String, i64, String, String)> {
    let code = message["code"]["code"].as_str()?;
    let span = message["spans"].as_array()?.iter().find(|span| span["is_primary"] == true)?;
    let line = &span["text"][0];
    let text = line["text"].as_str()?;
    let column = |name: &str| line[name].as_u64().and_then(|it| usize::try_from(it).ok());
    let (start, end) = (column("highlight_start")? - 1, column("highlight_end")? - 1);
    let underlined = text.chars().skip(start).take(end - start).collect();
    let file = span["file_name"].as_str()?.to_owned();
    Some((file, span["line_start"].as_i64()?, code.to_owned(), underlined))
}
