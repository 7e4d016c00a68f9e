//! A mistake causes one error, which mentions no name of the expansion. Exceptions are declared and
//! checked.
#![allow(missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use asyncgen_ui_tests::{FOLDERS, files};

/// Names of the expansion, which mean nothing to users.
const OURS: [&str; 10] = [
    "__private",
    "raw::",
    "Awaited<",
    "BlockExit<",
    "Handle<",
    "Handle::",
    "InfallibleItems",
    "guarded(",
    "frame",
    "src/",
];

#[test]
fn every_mistake_gives_as_many_errors_as_declared() {
    for case in cases() {
        let errors = case.report.lines().filter(|line| line.starts_with("error")).count();
        let declared =
            case.declared("errors").map_or(1, |number| number.parse().expect("a number"));
        assert_eq!(errors, declared, "{}:\n{}", case.file.display(), case.report);
    }
}

#[test]
fn nothing_of_ours_is_mentioned_unless_declared() {
    for case in cases() {
        let report: Vec<&str> = case.report.lines().filter(|line| !quotes_the_case(line)).collect();
        let mentioned: Vec<&str> =
            OURS.into_iter().filter(|word| report.iter().any(|line| names(line, word))).collect();
        let declared: Vec<&str> =
            case.declared("mentions").map_or(Vec::new(), |words| words.split(", ").collect());
        assert_eq!(mentioned, declared, "{}:\n{}", case.file.display(), report.join("\n"));
    }
}

/// Whether a line has this name, and not only another one that ends with it, such as `JoinHandle<`.
fn names(line: &str, word: &str) -> bool {
    let is_part = |before: char| before.is_alphanumeric() || before == '_';
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(is_part) || word.contains('/'))
}

/// The one trait of ours whose import is good advice to a user who has called a method.
const HELPFUL: &str = "use asyncgen::AsyncGeneratorExt;";

#[test]
fn nobody_is_told_to_import_something_hidden() {
    for case in cases() {
        let suggested = case
            .report
            .lines()
            .filter(|line| line.contains("use asyncgen::") && !quotes_the_case(line));
        let wrong: Vec<&str> = suggested.filter(|line| !line.contains(HELPFUL)).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", case.file.display());
    }
}

/// Whether a line of a message shows the user's own code, or a location outside of our crates.
fn quotes_the_case(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(|first: char| first.is_ascii_digit())
        || line.contains("$RUST/")
        || line.contains("$CARGO/")
}

#[test]
fn every_mistake_has_its_report() {
    for folder in FOLDERS {
        for report in files(folder, "stderr") {
            assert!(report.with_extension("rs").exists(), "{} is about nothing", report.display());
        }
    }
}

/// An attack that searches for tokens that no expansion contains could never succeed.
#[test]
fn attacks_look_for_what_is_there() {
    let expanded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../macros/tests/expand");
    let expanded = fs::read_dir(expanded).expect("the golden expansions").map(|entry| {
        let path = entry.expect("a file").path();
        match path.to_string_lossy().ends_with(".expanded.rs") {
            true => without_spaces(&fs::read_to_string(path).expect("an expansion")),
            false => String::new(),
        }
    });
    let expanded: String = expanded.collect();
    for case in
        cases().filter(|case| case.file.parent().is_some_and(|it| it.ends_with("soundness")))
    {
        let tokens = case.all_declared("takes").map(without_spaces);
        for what in tokens.chain(names_of_ours(&case.code)) {
            assert!(expanded.contains(&what), "{}: there is no {what}", case.file.display());
        }
    }
}

/// The words of a program that are names of an expansion.
fn names_of_ours(code: &str) -> impl Iterator<Item = String> {
    let words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
    let is_ours = |word: &&str| {
        ["_asyncgen_", "__asyncgen_", "_what_this_", "must_stand_"]
            .iter()
            .any(|prefix| word.starts_with(prefix))
    };
    words.filter(is_ours).map(str::to_owned)
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

struct Case {
    file: PathBuf,
    code: String,
    report: String,
}

impl Case {
    /// The text after `// what: ` in the first lines.
    fn declared(&self, what: &str) -> Option<&str> {
        self.all_declared(what).next()
    }

    fn all_declared(&self, what: &str) -> impl Iterator<Item = &str> {
        let comments = self.code.lines().map_while(|line| line.strip_prefix("// "));
        comments
            .filter_map(|line| line.split_once(": "))
            .filter(move |(name, _)| *name == what)
            .map(|(_, value)| value)
    }
}

fn cases() -> impl Iterator<Item = Case> {
    FOLDERS.into_iter().flat_map(|folder| files(folder, "rs")).map(|file| {
        let read = |file: &Path| {
            fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
        };
        Case { code: read(&file), report: read(&file.with_extension("stderr")), file }
    })
}
