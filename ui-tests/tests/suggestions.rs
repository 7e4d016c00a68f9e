//! What rustc suggests to change is the user's own code, and what it then looks like can be parsed.
#![allow(missing_docs)]

use std::fs;
use std::path::Path;

use asyncgen_ui_tests::rustc::{self, Crates};
use asyncgen_ui_tests::{FOLDERS, files};
use serde_json::Value;

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
    let crates = rustc::crates();
    let (mut wrong, mut certain) = (Vec::new(), 0);
    for file in FOLDERS.into_iter().flat_map(|folder| files(folder, "rs")) {
        let code = fs::read_to_string(&file).expect("a case");
        let mut declared = declared(&code);
        for suggestion in suggestions(&file, &crates) {
            certain += usize::from(suggestion.is_certain);
            let broken = breaks_macro(&suggestion, &code, &crates).then_some(UNREADABLE);
            for what in mistakes_of(&suggestion, &file, &code).chain(broken) {
                match declared.iter().position(|it| *it == what) {
                    Some(at) => drop(declared.remove(at)),
                    None => wrong.push(format!("{}: {what}: {suggestion:?}", file.display())),
                }
            }
        }
        wrong.extend(declared.iter().map(|what| format!("{}: no longer {what}", file.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(certain > 5, "rustc suggests next to nothing: {certain}");
}

const UNREADABLE: &str = "a change that cannot be parsed";

/// Whether a change leaves code in a function-like macro that cannot be parsed: only rustc tells.
fn breaks_macro(suggestion: &Suggestion, code: &str, crates: &Crates) -> bool {
    if !suggestion.is_certain || !["async_gen!", "stream!"].iter().any(|it| code.contains(it)) {
        return false;
    }
    // The two tests run at once.
    let name = format!("changed_{:?}.rs", std::thread::current().id()).replace(['(', ')'], "");
    let changed = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&changed, applied(code, &suggestion.parts)).expect("a changed case");
    report(&changed, crates).iter().any(is_syntax_error)
}

fn is_syntax_error(message: &Value) -> bool {
    let text = message["message"].as_str().unwrap_or_default();
    message["code"].is_null()
        && ["expected", "unexpected", "mismatched", "unclosed"]
            .iter()
            .any(|it| text.starts_with(it))
}

/// What is wrong with suggestions that nothing of ours can prevent, as the file declares.
fn declared(code: &str) -> Vec<&str> {
    code.lines().filter_map(|line| line.strip_prefix("// suggests: ")).collect()
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

#[test]
fn a_change_that_breaks_code_in_a_macro_is_found() {
    let code = "fn f() { let _ = asyncgen::stream! { yield 1; }; }\nfn main() {}\n";
    let at = code.find("1;").expect("the item");
    let change = |replacement: &str| Suggestion {
        message: "change it".to_owned(),
        is_certain: true,
        parts: vec![Part {
            file: "changed.rs".to_owned(),
            bytes: at..at + 1,
            line: 1,
            replacement: replacement.to_owned(),
        }],
    };
    let crates = rustc::crates();
    assert!(!breaks_macro(&change("2"), code, &crates));
    assert!(breaks_macro(&change("2 +"), code, &crates));
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
        (unreadable, UNREADABLE),
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

fn suggestions(file: &Path, crates: &Crates) -> Vec<Suggestion> {
    report(file, crates).iter().flat_map(children).collect()
}

/// The messages of rustc about a file.
fn report(file: &Path, crates: &Crates) -> Vec<Value> {
    rustc::check(rustc::rustc(), file, crates, "json")
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
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
