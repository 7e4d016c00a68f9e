//! Compares the builds and the tests of each crate, and writes the table.

use std::fmt::Write;

use crate::Result;
use crate::cargo::{Build, Message, Package};
use crate::list::{Crate, LeftOut, Tests};
use crate::sites;
use crate::test_run::{self, Outcomes};
use crate::workspace::{Variant, Workspace};

/// What was found out.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    rows: Vec<Row<'a>>,
    left_out: &'a [LeftOut],
}

/// What was found out of one crate. Of a pair, the first is with async-stream, the second with
/// asyncgen.
#[derive(Debug)]
struct Row<'a> {
    krate: &'a Crate,
    sites: usize,
    builds: [Package; 2],
    tests: Option<[Outcomes; 2]>,
}

impl<'a> Report<'a> {
    /// Nothing yet.
    pub(crate) fn new(left_out: &'a [LeftOut]) -> Report<'a> {
        Report { rows: Vec::new(), left_out }
    }

    /// Builds and tests the crates of a workspace.
    pub(crate) fn judge(&mut self, workspace: &Workspace<'a>, is_counted: bool) -> Result<()> {
        let builds = [build(workspace, Variant::Baseline)?, build(workspace, Variant::Asyncgen)?];
        if !is_counted {
            sites::count(workspace, || build(workspace, Variant::Counting))?;
        }
        let isolated = test_run::can_isolate();
        if !isolated {
            println!("skipped: the tests of the crates (the network cannot be cut off here)");
        }
        for &krate in &workspace.crates {
            let builds = builds.each_ref().map(|build| build.package(&workspace.member(krate)));
            let runs = krate.tests == Tests::Run && isolated;
            let tests = if runs { Some(test(workspace, krate, &builds)?) } else { None };
            self.rows.push(Row { krate, sites: sites::of(workspace, krate), builds, tests });
        }
        Ok(())
    }

    /// The table, as Markdown.
    pub(crate) fn table(&self) -> String {
        let mut table = String::from(TITLE);
        for row in &self.rows {
            let [before, mut after] = row.builds.each_ref().map(verdict);
            if let Some(row) = &row.krate.row {
                after += &format!(", see *{row}* in MIGRATION.md");
            }
            let tests = tests(row);
            let Crate { name, version, .. } = row.krate;
            let [sites, warnings] = [row.sites, row.warnings().len()];
            _ = writeln!(
                table,
                "| {name} {version} | {sites} | {before} | {after} | {warnings} | {tests} |"
            );
        }
        let sum: usize = self.rows.iter().map(|row| row.sites).sum();
        let same = self.rows.iter().filter(|row| row.differences().is_empty()).count();
        let crates = self.rows.len();
        _ = writeln!(
            table,
            "\n{sum} sites in {crates} crates; {same} of them build and behave the same."
        );
        if !self.left_out.is_empty() {
            table += "\n## Left out\n\n| crate | why |\n|---|---|\n";
            for LeftOut { name, reason } in self.left_out {
                _ = writeln!(table, "| {name} | {reason} |");
            }
        }
        table
    }

    /// Each fault in a line, for who is to repair it.
    pub(crate) fn faults(&self) -> String {
        self.rows.iter().flat_map(Row::faults).fold(String::new(), |all, one| all + &one + "\n")
    }
}

const TITLE: &str = "# Published crates with asyncgen in the place of async-stream\n\n\
    Made by `cargo run -p asyncgen-crater -- --write`.\n\n\
    Each crate is built twice, in the version that its authors have published: with async-stream,\n\
    and with asyncgen under its name. A site is a call of `stream!` or `try_stream!`, counted as\n\
    it expands. Warnings that only one of the builds has are in the fifth column, tests that pass\n\
    in the last, before and after; they run without a network.\n\n\
    | crate | sites | with async-stream | with asyncgen | other warnings | tests |\n\
    |---|---|---|---|---|---|\n";

impl Row<'_> {
    /// The warnings that only one of the builds has.
    fn warnings(&self) -> Vec<(&'static str, &Message)> {
        let [before, after] = self.builds.each_ref().map(|build| &build.warnings);
        let gone = before.difference(after).map(|warning| ("gone", warning));
        gone.chain(after.difference(before).map(|warning| ("new", warning))).collect()
    }

    /// What is to be repaired: each difference that no row of MIGRATION.md explains.
    fn faults(&self) -> Vec<String> {
        match (&self.krate.row, self.differences()) {
            (None, faults) => faults,
            (Some(_), differences) if !differences.is_empty() => Vec::new(),
            (Some(_), _) => vec![format!("{}: `row` explains nothing", self.krate.name)],
        }
    }

    fn differences(&self) -> Vec<String> {
        let name = &self.krate.name;
        let [before, after] = &self.builds;
        let mut found = Vec::new();
        if !before.is_built {
            found.push(format!("{name}: no judge: does not build with async-stream"));
        }
        if self.sites == 0 {
            found.push(format!("{name}: no judge: no site expands"));
        }
        for error in after.errors.difference(&before.errors) {
            found.push(format!("{name}: new error: {}: {}", error.place, error.text));
        }
        if before.targets != after.targets {
            found.push(format!("{name}: {} targets built, then {}", before.targets, after.targets));
        }
        for (what, Message { place, code, text }) in self.warnings() {
            found.push(format!("{name}: {what} warning: {place}: {code}: {text}"));
        }
        if let Some([before, after]) = &self.tests {
            for (test, outcome) in before {
                let now = after.get(test).map_or("missing", String::as_str);
                if now != outcome {
                    found.push(format!("{name}: test {test}: {outcome}, then {now}"));
                }
            }
        }
        found
    }
}

fn verdict(build: &Package) -> String {
    match (build.is_built, build.errors.len()) {
        (true, 0) => "builds".to_owned(),
        (true, errors) => format!("builds, but for {errors} errors in its tests"),
        (false, 0) => "not built".to_owned(),
        (false, errors) => format!("{errors} errors"),
    }
}

/// What was found out from the tests, or why nothing was.
fn tests(row: &Row<'_>) -> String {
    let why = row.krate.why.as_deref().unwrap_or("the network cannot be cut off");
    match (&row.tests, row.krate.tests) {
        (Some(outcomes), _) => {
            let [before, after] = outcomes
                .each_ref()
                .map(|outcomes| outcomes.values().filter(|outcome| *outcome == "ok").count());
            format!("{before}, {after}")
        }
        (None, Tests::None) => format!("not compiled: {why}"),
        (None, Tests::Check | Tests::Run) => format!("compiled, not run: {why}"),
    }
}

/// Builds the crates: those with tests as far as their programs, of the others only what rustc
/// says.
fn build(workspace: &Workspace<'_>, variant: Variant) -> Result<Build> {
    let mut build = Build::default();
    for (tests, verb, targets) in [
        (Tests::None, "check", &["--lib", "--bins"][..]),
        (Tests::Check, "check", &["--lib", "--bins", "--tests"]),
        (Tests::Run, "build", &["--lib", "--bins", "--tests"]),
    ] {
        let group: Vec<_> = workspace.crates.iter().filter(|krate| krate.tests == tests).collect();
        if !group.is_empty() {
            workspace.use_versions()?;
            let mut cargo = workspace.cargo(variant, verb);
            let command = cargo.command();
            command.args(targets).env("CRATER_SITES", sites::folder(workspace));
            for &&krate in &group {
                // The name is not enough: others may depend on the same crate from the registry.
                let Crate { name, version, .. } = krate;
                let folder = workspace.member(krate);
                command.args(["-p", &format!("path+file://{}#{name}@{version}", folder.display())]);
                let features = krate.features.iter();
                command.args(features.map(|feature| format!("--features={name}/{feature}")));
            }
            cargo.build(&mut build)?;
        }
    }
    Ok(build)
}

/// Runs the tests of a crate.
fn test(workspace: &Workspace<'_>, krate: &Crate, builds: &[Package; 2]) -> Result<[Outcomes; 2]> {
    let folder = workspace.member(krate);
    let run = |number: usize| {
        let scratch = workspace.scratch("tests").join(format!("{}-{}", krate.name, number));
        test_run::run(&builds[number], &folder, &scratch)
    };
    Ok([run(0)?, run(1)?])
}
