//! What rustc suggests to change is the user's own code, and what it then looks like can be parsed.
#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use asyncgen_ui_tests::files;
use serde_json::Value;

const FOLDERS: [&str; 5] = ["args", "signature", "ownership", "flow", "types"];

/// Words that are only in code of ours. No suggestion may contain one.
const OURS: [&str; 8] = [
    "__private",
    "asyncgen_",
    "_what_it",
    "'must_stand",
    "Handle",
    "Generator<{",
    "async block@",
    "Awaited",
];

/// The messages that suggest to import something, at a place that rustc chooses.
const IMPORTS: [&str; 3] = ["consider importing", "trait", "import"];

#[test]
fn suggestions_change_the_users_code_and_leave_it_readable() {
    let crates = crates();
    let (mut wrong, mut certain) = (Vec::new(), 0);
    for file in FOLDERS.into_iter().flat_map(|folder| files(folder, "rs")) {
        let code = fs::read_to_string(&file).expect("a case");
        for suggestion in suggestions(&file, &crates) {
            certain += usize::from(suggestion.is_certain);
            wrong.extend(
                mistakes_of(&suggestion, &file, &code)
                    .map(|what| format!("{}: {what}: {suggestion:?}", file.display())),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(certain > 5, "rustc suggests next to nothing: {certain}");
}

/// A check that finds nothing proves something only if it could.
#[test]
fn a_wrong_suggestion_is_found() {
    let code = "#[async_generator]\nasync fn f() -> u32 {\n    g().await;\n}\n";
    let change = |at: usize, line, replacement: &str| Suggestion {
        message: "use `let _ = …`".to_owned(),
        is_certain: true,
        parts: vec![Part {
            file: "f.rs".to_owned(),
            bytes: at..at,
            line,
            replacement: replacement.to_owned(),
        }],
    };
    let found = |suggestion: &Suggestion| -> Vec<&str> {
        mistakes_of(suggestion, Path::new("f.rs"), code).collect()
    };
    assert_eq!(found(&change(45, 3, "let _ = ")), [""; 0]);
    assert_eq!(
        found(&change(0, 1, "let _ = ")),
        ["a change of the attribute", "a change that cannot be parsed"]
    );
    assert_eq!(found(&change(45, 3, "_what_it_gives;")), ["a name of ours"]);
}

/// A change that a message suggests, of all of its parts.
#[derive(Debug)]
struct Suggestion {
    message: String,
    is_certain: bool,
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    file: String,
    bytes: std::ops::Range<usize>,
    line: usize,
    replacement: String,
}

fn mistakes_of<'a>(
    suggestion: &'a Suggestion,
    file: &'a Path,
    code: &'a str,
) -> impl Iterator<Item = &'static str> + 'a {
    let is_import = IMPORTS.iter().any(|words| suggestion.message.contains(words));
    let name = file.file_name().expect("a name").to_string_lossy();
    let elsewhere = suggestion.parts.iter().any(|part| !part.file.ends_with(&*name));
    let on_attribute = suggestion.parts.iter().any(|part| {
        let line = code.lines().nth(part.line.saturating_sub(1)).unwrap_or_default();
        line.trim_start().starts_with("#[async_generator") && !is_import
    });
    let names_ours =
        suggestion.parts.iter().any(|part| OURS.iter().any(|word| part.replacement.contains(word)));
    let unreadable = !elsewhere
        && suggestion.is_certain
        && syn::parse_file(code).is_ok()
        && syn::parse_file(&applied(code, &suggestion.parts)).is_err();
    [
        (elsewhere, "a change of other code"),
        (on_attribute, "a change of the attribute"),
        (names_ours, "a name of ours"),
        (unreadable, "a change that cannot be parsed"),
    ]
    .into_iter()
    .filter_map(|(is_wrong, what)| is_wrong.then_some(what))
}

fn applied(code: &str, parts: &[Part]) -> String {
    let mut changed = code.to_owned();
    let mut parts: Vec<&Part> = parts.iter().collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.bytes.start));
    parts.iter().for_each(|part| changed.replace_range(part.bytes.clone(), &part.replacement));
    changed
}

fn suggestions(file: &Path, crates: &BTreeMap<String, PathBuf>) -> Vec<Suggestion> {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--edition=2024", "--crate-name=case", "--emit=metadata", "--error-format=json"]);
    rustc.arg("--out-dir").arg(env!("CARGO_TARGET_TMPDIR")).arg(file);
    for (name, path) in crates {
        rustc.arg("--extern").arg(format!("{name}={}", path.display()));
    }
    let folder = crates["asyncgen"].parent().expect("the folder of the dependencies");
    rustc.arg("-L").arg(format!("dependency={}", folder.join("deps").display()));
    rustc.arg("-L").arg(format!("dependency={}", folder.display()));
    let report = rustc.output().expect("rustc").stderr;
    String::from_utf8_lossy(&report)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .flat_map(|message| children(&message))
        .collect()
}

fn children(message: &Value) -> Vec<Suggestion> {
    let children = message["children"].as_array().cloned().unwrap_or_default();
    children.iter().filter_map(suggestion).collect()
}

fn suggestion(child: &Value) -> Option<Suggestion> {
    let spans = child["spans"].as_array()?;
    let parts: Vec<Part> = spans.iter().filter_map(part).collect();
    let is_certain = spans
        .iter()
        .all(|span| span["suggestion_applicability"].as_str() == Some("MachineApplicable"));
    let message = child["message"].as_str()?.to_owned();
    (!parts.is_empty()).then_some(Suggestion { message, is_certain, parts })
}

fn part(span: &Value) -> Option<Part> {
    let number = |name: &str| span[name].as_u64().and_then(|it| usize::try_from(it).ok());
    Some(Part {
        file: span["file_name"].as_str()?.to_owned(),
        bytes: number("byte_start")?..number("byte_end")?,
        line: number("line_start")?,
        replacement: span["suggested_replacement"].as_str()?.to_owned(),
    })
}

/// The crates that the cases use, as cargo builds them for this test.
fn crates() -> BTreeMap<String, PathBuf> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--tests", "--package", env!("CARGO_PKG_NAME"), "--message-format=json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    let crates: BTreeMap<String, PathBuf> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|artifact| library(&artifact))
        .collect();
    assert!(crates.contains_key("asyncgen"), "{}", String::from_utf8_lossy(&output.stderr));
    crates
}

fn library(artifact: &Value) -> Option<(String, PathBuf)> {
    const USED: [&str; 5] =
        ["asyncgen", "asyncgen_hostile", "futures", "macro_rules_attribute", "tokio"];
    let name = artifact["target"]["name"].as_str()?.replace('-', "_");
    let files = artifact["filenames"].as_array()?.iter().filter_map(Value::as_str);
    let library = files.map(PathBuf::from).find(|file| {
        file.extension()
            .is_some_and(|it| ["rlib", "so", "dylib", "dll"].iter().any(|end| it == *end))
    })?;
    USED.contains(&name.as_str()).then_some((name, library))
}
