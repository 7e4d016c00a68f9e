//! Stands in for trybuild in async-stream's test of the programs that must not compile.
//!
//! The snapshots beside those programs hold async-stream's messages. Ours are expected here, by
//! line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

use crate::rust_files;

/// `(program, errors)`; an error is `(line, message)`.
type Expected = [(&'static str, &'static [(u64, &'static str)])];

const EXPECTED: &Expected = &[
    (
        "unsoundness_issue_106",
        &[(15, "use of unreachable label `'must_stand_directly_in_the_async_generator`")],
    ),
    ("unsoundness_issue_107", &[(11, "`v` does not live long enough")]),
    ("yield_bad_expr_in_macro", &[(8, "expected an expression")]),
    ("yield_in_async", &[(6, "`yield` cannot be used inside an `async` block")]),
    ("yield_in_closure", &[(7, "`yield` cannot be used inside a closure")]),
    ("yield_in_nested_fn", &[(6, "`yield` cannot be used inside an inner function")]),
];

/// The interface of trybuild that async-stream's tests use.
#[derive(Debug, Default)]
pub struct TestCases;

impl TestCases {
    /// No cases yet.
    #[must_use]
    pub fn new() -> Self {
        TestCases
    }

    /// Checks that each program of the package is an error where it should be, and says what it
    /// should say.
    ///
    /// # Panics
    ///
    /// If not, and if the package has other programs than we know of.
    pub fn compile_fail(&self, pattern: &str) {
        let folder = pattern.strip_suffix("/*.rs").expect("all files of a folder");
        let errors = Programs::write(&rust_files(folder)).check();
        let expected: Errors = EXPECTED
            .iter()
            .map(|(name, errors)| {
                let errors = errors.iter().map(|&(line, message)| (line, message.to_owned()));
                (format!("{name}.rs"), errors.collect())
            })
            .collect();
        assert_eq!(errors, expected);
    }
}

/// The errors of each file, each with its line.
type Errors = BTreeMap<String, Vec<(u64, String)>>;

/// A package whose binaries are the programs.
struct Programs {
    folder: PathBuf,
    files: Vec<String>,
}

impl Programs {
    fn write(files: &[PathBuf]) -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let executable = env::current_exe().expect("the path of this test");
        // `target/debug/deps/…`
        let target = executable.ancestors().nth(3).expect("it lies in the target folder");
        let folder = target.join("tmp/async-stream");
        fs::create_dir_all(&folder).expect("can make a folder");
        let mut manifest = format!(
            "[package]\nname = \"programs\"\nedition = \"2021\"\n\n[workspace]\n\n[dependencies]\n\
             async-stream = {{ package = \"asyncgen\", path = {:?} }}\nfutures-util = \"0.3\"\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n",
            here.join("../../runtime")
        );
        for file in files {
            let name = file.file_stem().expect("a file has a name");
            manifest += &format!("\n[[bin]]\nname = {name:?}\npath = {file:?}\n");
        }
        fs::write(folder.join("Cargo.toml"), manifest).expect("can write the manifest");
        // The versions that the workspace has already downloaded.
        fs::copy(here.join("../../Cargo.lock"), folder.join("Cargo.lock"))
            .expect("can copy the lock file");
        let names = files.iter().map(|file| file.file_name().expect("a file has a name"));
        let files = names.map(|name| name.to_string_lossy().into_owned()).collect();
        Programs { folder, files }
    }

    /// The errors of each program; none for one that compiles.
    fn check(&self) -> Errors {
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["check", "--offline", "--keep-going", "--message-format=json"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .output()
            .expect("cargo starts");
        let mut errors: Errors = self.files.iter().map(|file| (file.clone(), vec![])).collect();
        let mut programs = 0;
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let report: Value = serde_json::from_str(line).expect("cargo writes JSON");
            if let Some((file, error)) = error(&report) {
                programs += 1;
                errors.entry(file).or_default().push(error);
            }
        }
        // Without this, programs that could not be tried would look like programs that compile.
        assert!(programs > 0, "{}", String::from_utf8_lossy(&output.stderr));
        errors
    }
}

/// An error at a place: its file, its line, and what it says.
fn error(report: &Value) -> Option<(String, (u64, String))> {
    let message = &report["message"];
    if message["level"] != "error" {
        return None;
    }
    let spans = message["spans"].as_array()?;
    let span = spans.iter().find(|span| span["is_primary"] == true)?;
    let file = Path::new(span["file_name"].as_str()?).file_name()?.to_str()?;
    // Behind the first line is our help.
    let text = message["message"].as_str()?.lines().next()?;
    Some((file.to_owned(), (span["line_start"].as_u64()?, text.to_owned())))
}
