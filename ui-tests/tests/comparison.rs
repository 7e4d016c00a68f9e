//! `COMPARISON.md` sets ten mistakes with asyncgen beside the same with async-stream and with
//! nightly's own `async gen`: `COMPARISON=overwrite` writes it again.
#![allow(missing_docs)]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use asyncgen_ui_tests::rustc::{self, Crates};

/// The mistakes, in the order of how often they are made: what they are, and what to look at.
const MISTAKES: [(&str, &str); 10] = [
    ("wrong_item", "An item of another type"),
    ("not_pinned", "A generator that is not pinned"),
    ("no_error_type", "`?` where no error type is declared"),
    ("value_at_the_end", "`Ok(())` at the end"),
    ("future_as_item", "A future as an item: a forgotten `.await`"),
    ("returned_value", "`return` with a value"),
    ("unused_result", "An unused result of an `.await`"),
    ("item_that_borrows_a_local", "An item that borrows from a local"),
    ("yield_in_a_closure", "A yield in a closure"),
    ("recursion", "Recursion"),
];

const PREFACE: &str = "# Ten mistakes, and what three compilations say about them

The same mistakes with asyncgen's attribute, with async-stream's macros and with nightly's own
`async gen`, and the whole report of each. The code is in `ui-tests/comparison/`; this page is
written by `ui-tests/tests/comparison.rs`.
";

/// What generators are written with.
#[derive(Clone, Copy)]
enum Dialect {
    Asyncgen,
    AsyncStream,
    Nightly,
}

use Dialect::{AsyncStream, Asyncgen, Nightly};

impl Dialect {
    fn title(self) -> &'static str {
        match self {
            Asyncgen => "asyncgen",
            AsyncStream => "async-stream",
            Nightly => "nightly's `async gen`",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Asyncgen => "asyncgen.rs",
            AsyncStream => "async_stream.rs",
            Nightly => "nightly.rs",
        }
    }

    fn rustc(self) -> Command {
        match self {
            Asyncgen | AsyncStream => rustc::rustc(),
            Nightly => {
                let mut rustup = Command::new("rustup");
                rustup.args(["run", "nightly", "rustc"]);
                // Variables with which cargo selects a toolchain for what it runs.
                rustup.env_remove("RUSTUP_TOOLCHAIN").env_remove("RUSTC");
                rustup
            }
        }
    }

    fn version(self) -> Option<String> {
        let output = self.rustc().arg("--version").output().ok()?;
        let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        (output.status.success() && !version.is_empty()).then_some(version)
    }
}

#[test]
fn the_page_says_what_rustc_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../COMPARISON.md");
    let written = fs::read_to_string(&page).unwrap_or_default();
    let overwrites = env::var_os("COMPARISON").is_some_and(|it| it == "overwrite");
    let versions: Option<Vec<String>> =
        [Asyncgen, Nightly].into_iter().map(Dialect::version).collect();
    let Some(versions) = versions else {
        assert!(!overwrites, "there is no nightly rustc");
        return println!("skipped: there is no nightly rustc");
    };
    let compilers = format!("\nThe compilers: {}.\n", versions.join(", "));
    if !overwrites && !written.contains(&compilers) {
        return println!("skipped: the page is about other compilers than {}", versions.join(", "));
    }
    if !overwrites && !has_sources(Nightly) {
        return println!("skipped: nightly's reports quote the sources of std, which are not here");
    }
    let expected = PREFACE.to_owned() + &compilers + &sections();
    if overwrites {
        fs::write(&page, &expected).expect("COMPARISON.md");
        return;
    }
    assert!(
        written == expected,
        "write it again: COMPARISON=overwrite cargo test -p asyncgen-ui-tests --test comparison"
    );
}

fn has_sources(dialect: Dialect) -> bool {
    let output = dialect.rustc().args(["--print", "sysroot"]).output().expect("rustc runs");
    let sysroot = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Path::new(&sysroot).join("lib/rustlib/src/rust/library").exists()
}

fn sections() -> String {
    let crates = rustc::crates();
    let mut table =
        "\n| mistake | asyncgen | async-stream | nightly |\n|---|---|---|---|\n".to_owned();
    let mut sections = String::new();
    for (name, title) in MISTAKES {
        write!(sections, "\n## {title}\n").expect("a text");
        write!(table, "| {title} ").expect("a text");
        for dialect in [Asyncgen, AsyncStream, Nightly] {
            let file = format!("{name}.{}", dialect.extension());
            let (code, report) = (code_of(&file), report_of(dialect, &file, &crates));
            write!(
                sections,
                "\n### {}\n\n```rust\n{code}```\n\n```text\n{report}```\n",
                dialect.title()
            )
            .expect("a text");
            write!(table, "| {} ", summary(&report)).expect("a text");
        }
        table += "|\n";
    }
    table + &sections
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("comparison")
}

/// The code of a case, without what every case has.
fn code_of(file: &str) -> String {
    let code = fs::read_to_string(folder().join(file)).expect("a case");
    let is_shown = |line: &&str| !line.starts_with("#![") && !line.starts_with("fn main()");
    let lines: Vec<&str> = code.lines().filter(is_shown).collect();
    lines.join("\n").trim().to_owned() + "\n"
}

/// The report, without the lines that end each, and with the places of crates by their names.
fn report_of(dialect: Dialect, file: &str, crates: &Crates) -> String {
    let mut rustc = dialect.rustc();
    rustc.current_dir(folder()).args(["--color=never", "--diagnostic-width=100"]);
    let none = Crates::new();
    let crates = if matches!(dialect, Nightly) { &none } else { crates };
    let report = rustc::check(rustc, Path::new(file), crates, "human");
    let is_shown = |line: &&str| {
        const ENDS: [&str; 7] = [
            "error: aborting due to",
            "For more information about",
            "Some errors have detailed",
            "has been written to",
            "to print the full type name",
            "warning emitted",
            "consider upgrading it if it is out of date",
        ];
        !ENDS.iter().any(|end| line.contains(end))
    };
    let lines: Vec<String> = report.lines().filter(is_shown).map(with_short_paths).collect();
    lines.join("\n").trim().to_owned() + "\n"
}

/// Other crates' files from the folder of their crate on: `/home/…/registry/src/…/futures-util-0.3.34
/// /src/lib.rs` as `futures-util-0.3.34/src/lib.rs`.
fn with_short_paths(line: &str) -> String {
    let mut line = line.to_owned();
    for (folder, levels) in [("/registry/src/", 1), ("/library/", 0)] {
        while let Some(at) = line.find(folder) {
            let begin = line[..at].rfind([' ', '@', '`']).map_or(0, |before| before + 1);
            let mut end = at + folder.len();
            for _ in 0..levels {
                end += line[end..].find('/').map_or(0, |slash| slash + 1);
            }
            line.replace_range(begin..end, "");
        }
    }
    line
}

/// How many errors and warnings there are, on how many lines.
fn summary(report: &str) -> String {
    let count = |what: &str| report.lines().filter(|line| line.starts_with(what)).count();
    let number = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        count => Some(format!("{count} {what}s")),
    };
    let found: Vec<String> = [number(count("error"), "error"), number(count("warning"), "warning")]
        .into_iter()
        .flatten()
        .collect();
    match found.is_empty() {
        true => "nothing".to_owned(),
        false => format!("{}, {} lines", found.join(" and "), report.lines().count()),
    }
}
