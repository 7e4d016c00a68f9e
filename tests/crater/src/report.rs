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
        let judges: Vec<_> = self.rows.iter().filter(|row| row.no_judge().is_none()).collect();
        for row in &judges {
            let [before, mut after] = row.builds.each_ref().map(verdict);
            if let Some(row) = &row.krate.row {
                after += &format!(", see *{row}* in MIGRATION.md");
            }
            let (name, tests) = (row.name(), tests(row));
            let [sites, warnings] = [row.sites, row.warnings().len()];
            _ = writeln!(table, "| {name} | {sites} | {before} | {after} | {warnings} | {tests} |");
        }
        let sum: usize = judges.iter().map(|row| row.sites).sum();
        let same = judges.iter().filter(|row| row.differences().is_empty()).count();
        let crates = judges.len();
        _ = writeln!(
            table,
            "\n{sum} sites in {crates} crates; {same} of them build with the same warnings, and \
             pass the same tests where these can be run."
        );
        table + &self.table_of_left_out()
    }

    fn table_of_left_out(&self) -> String {
        let listed = self.left_out.iter().map(|it| format!("| {} | {} |\n", it.name, it.reason));
        let no_judge = |row: &Row<'_>| Some(format!("| {} | {} |\n", row.name(), row.no_judge()?));
        let lines: String = listed.chain(self.rows.iter().filter_map(no_judge)).collect();
        match lines.is_empty() {
            true => lines,
            false => format!("\n## Left out\n\n| crate | why |\n|---|---|\n{lines}"),
        }
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
    fn name(&self) -> String {
        format!("{} {}", self.krate.name, self.krate.version)
    }

    /// Why it can say nothing, if so.
    fn no_judge(&self) -> Option<&'static str> {
        match self.builds[0].is_built {
            false => Some("does not build with async-stream either"),
            true if self.sites == 0 => Some("calls neither macro in what is built of it"),
            true => None,
        }
    }

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
        if let Some(why) = self.no_judge() {
            found.push(format!("{name}: no judge: {why}: list it under `left_out`"));
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
        // As they are published, there are none that compile.
        (Some(_), _) if row.builds[0].tests.is_empty() => format!("not compiled: {why}"),
        (Some(outcomes), _) => {
            let count = |outcomes: &Outcomes, what| {
                outcomes.values().filter(|outcome| *outcome == what).count()
            };
            let [before, after] = outcomes.each_ref().map(|outcomes| count(outcomes, "ok"));
            let mut text = match count(&outcomes[0], "FAILED") {
                _ if !row.builds[1].is_built => format!("{before}, not built"),
                0 => format!("{before}, {after}"),
                failed => format!("{before}, {after}; {failed} fail with async-stream, too"),
            };
            if row.krate.programs.is_some() {
                text += &format!("; others not compiled: {why}");
            }
            text
        }
        (None, Tests::None) => format!("not compiled: {why}"),
        (None, _) if !row.builds[0].errors.is_empty() => format!("not compiled: {why}"),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn krate(name: &str, row: Option<&str>) -> Crate {
        let text = format!("name = \"{name}\"\nversion = \"1.0.0\"\ntests = \"run\"\n");
        let krate: Crate = toml::from_str(&text).expect("a crate");
        Crate { row: row.map(str::to_owned), ..krate }
    }

    fn row(krate: &Crate, sites: usize, is_built: bool) -> Row<'_> {
        let tests = [("calls".to_owned(), "calls-0123".into())].into();
        let build = Package { targets: 1, is_built, tests, ..Package::default() };
        Row { krate, sites, builds: [build.clone(), build], tests: None }
    }

    fn outcomes(outcomes: [&str; 2]) -> Outcomes {
        ["one", "two"].map(str::to_owned).into_iter().zip(outcomes.map(str::to_owned)).collect()
    }

    #[test]
    fn a_crate_without_sites_is_left_out_of_the_table() {
        let [calls, never, broken] = ["calls", "never", "broken"].map(|name| krate(name, None));
        let rows = vec![row(&calls, 2, true), row(&never, 0, true), row(&broken, 0, false)];
        let report = Report { rows, left_out: &[] };
        let table = report.table();
        let (judges, left_out) = table.split_once("## Left out").expect("crates left out");
        assert!(judges.contains("| calls 1.0.0 | 2 |") && judges.contains("2 sites in 1 crates"));
        assert!(!judges.contains("never") && !judges.contains("broken"));
        assert!(left_out.contains("| never 1.0.0 | calls neither macro"));
        assert!(left_out.contains("| broken 1.0.0 | does not build with async-stream either |"));
        // Until the list says so.
        assert_eq!(report.faults().lines().count(), 2);
    }

    #[test]
    fn a_test_that_fails_with_asyncgen_only_is_a_fault() {
        let krate = krate("calls", None);
        let mut row = row(&krate, 1, true);
        row.tests = Some([["ok", "FAILED"], ["ok", "FAILED"]].map(outcomes));
        assert_eq!(row.differences(), [""; 0]);
        assert_eq!(tests(&row), "1, 1; 1 fail with async-stream, too");
        row.tests = Some([["ok", "ok"], ["ok", "FAILED"]].map(outcomes));
        assert_eq!(row.differences(), ["calls: test two: ok, then FAILED"]);
        assert_eq!(tests(&row), "2, 1");
    }

    #[test]
    fn a_row_of_the_migration_explains_a_difference_and_nothing_else() {
        let krate = krate("calls", Some("a row"));
        let mut row = row(&krate, 1, true);
        assert_eq!(row.faults(), ["calls: `row` explains nothing"]);
        row.builds[1].targets = 0;
        assert_eq!(row.faults(), [""; 0]);
        assert_eq!(row.differences().len(), 1);
    }
}
