//! The files of our own tests, in which rust-analyzer has to find nothing wrong.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::answer;
use crate::project::target;
use crate::server::Server;

/// The packages, each with the folders of its files.
const PACKAGES: &[(&str, &[&str])] = &[
    ("asyncgen-tests", &["tests/src", "tests/tests"]),
    ("asyncgen-spellings", &["tests/spellings/tests"]),
];

const OTHERS_NAMED_AS_OURS: &str = "tests/tests/accepted.rs";

/// What rust-analyzer takes for a mistake.
const FALSE_ALARMS: &[(&str, &str)] = &[
    // An attribute there uses a variable by every token of a function, to test the hygiene of each.
    // rust-analyzer knows less of hygiene than rustc.
    ("tests/tests/hygiene.rs", "E0425: no such value in this scope"),
    // Macros that a body calls, and that call others named as ours. Only editors are told in a body
    // what our names stand for.
    (OTHERS_NAMED_AS_OURS, "macro-error: `catch!` outside of an async generator"),
    (OTHERS_NAMED_AS_OURS, "macro-error: `finally!` outside of an async generator"),
    (OTHERS_NAMED_AS_OURS, "syntax-error: Syntax Error in Expansion: expected expression"),
];

/// The files, by their paths in the repository.
pub(crate) fn all() -> Vec<PathBuf> {
    let folders = PACKAGES.iter().flat_map(|(_, folders)| *folders);
    let mut files = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(root().join(folder)).expect("the folder is there");
        let paths = entries.map(|entry| entry.expect("can be read").path());
        let sources = paths.filter(|path| path.extension().is_some_and(|it| it == "rs"));
        let path = |path: PathBuf| path.strip_prefix(root()).map(Path::to_owned);
        files.extend(sources.map(|file| path(file).expect("lies in the repository")));
    }
    files.sort();
    files
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.join("../..").canonicalize().expect("the repository is there")
}

/// The repository, open in an editor.
#[derive(Debug)]
pub(crate) struct Repository {
    server: Server,
}

impl Repository {
    pub(crate) fn open(command: &Path) -> Self {
        let target = target().join("editor/target");
        Repository { server: Server::start(command, &root(), target.as_os_str(), &options()) }
    }

    /// What is marked as wrong in a file.
    pub(crate) fn check(&mut self, file: &Path) -> Result<(), String> {
        let path = root().join(file);
        let text = fs::read_to_string(&path).expect("the file is there");
        self.server.open(&path, &text);
        let report = self.server.diagnostics(&path);
        let wrong = report.iter().map(|it| {
            let line = (it.range.start.line + 1).to_string();
            answer::diagnostic(it, &line)
        });
        let name = file.to_str().expect("a path of ours is text");
        let without_line = |it: &String| it.split_once(": ").map_or("", |(_, it)| it).to_owned();
        let is_known = |it: &String| FALSE_ALARMS.contains(&(name, without_line(it).as_str()));
        let (known, wrong): (Vec<String>, Vec<String>) = wrong.partition(is_known);
        let expected = FALSE_ALARMS.iter().any(|(file, _)| *file == name);
        assert_eq!(!known.is_empty(), expected, "a false alarm of {name} is over");
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
    }
}

/// Only the macros of these packages are built.
fn options() -> Value {
    let mut check = vec!["cargo", "check", "--quiet", "--locked", "--message-format=json"];
    check.extend(PACKAGES.iter().flat_map(|(package, _)| ["-p", package]));
    check.push("--tests");
    json!({ "cargo": { "buildScripts": { "enable": true, "overrideCommand": check } } })
}
