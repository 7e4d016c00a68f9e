//! The list of crates, `crates.toml`.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use crate::Result;

/// The crates, and those that cannot be built.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    #[serde(rename = "crate")]
    pub(crate) crates: Vec<Crate>,
    #[serde(default)]
    pub(crate) left_out: Vec<LeftOut>,
}

/// A published crate that depends on async-stream.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Crate {
    pub(crate) name: String,
    pub(crate) version: String,
    /// Crates of one group share a lock file; those that cannot are in different ones.
    #[serde(default = "main_group")]
    pub(crate) group: String,
    /// Beside the default ones.
    #[serde(default)]
    pub(crate) features: Vec<String>,
    #[serde(default)]
    pub(crate) tests: Tests,
    /// Which programs under `tests/` are compiled, beside the tests in its library. Without it all.
    pub(crate) programs: Option<Vec<String>>,
    /// Dev-dependencies that take long to build, and that no test needs which is compiled.
    #[serde(default)]
    pub(crate) without: Vec<String>,
    /// Why they do not run, or not all of them.
    pub(crate) why: Option<String>,
    /// The row of MIGRATION.md, by its first cell, that explains what is different.
    pub(crate) row: Option<String>,
    /// Whether it is cheap enough for every run of CI.
    #[serde(default)]
    pub(crate) cheap: bool,
}

/// What is done with the tests of a crate.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tests {
    /// Nothing.
    #[default]
    None,
    /// They are compiled, as far as rustc says anything.
    Check,
    /// They run.
    Run,
}

/// A crate that is no judge, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeftOut {
    pub(crate) name: String,
    pub(crate) reason: String,
}

fn main_group() -> String {
    "main".to_owned()
}

impl List {
    pub(crate) fn read() -> Result<List> {
        let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/crates.toml"))?;
        let list: List = toml::from_str(&text)?;
        let migration = include_str!("../../../MIGRATION.md");
        let is_missing = |row: &String| !migration.contains(&format!("\n| {row} |"));
        for Crate { name, tests, programs, without, why, row, .. } in &list.crates {
            let all_run = *tests == Tests::Run && programs.is_none();
            if all_run == why.is_some() {
                return Err(format!("{name} has tests that run, or says `why` they do not").into());
            }
            if programs.is_none() && !without.is_empty() {
                return Err(format!("{name} is `without` what other `programs` need").into());
            }
            if row.as_ref().is_some_and(is_missing) {
                return Err(format!("{name}: MIGRATION.md has no such `row`").into());
            }
        }
        Ok(list)
    }

    /// The crates of each group.
    pub(crate) fn groups(&self) -> BTreeMap<&str, Vec<&Crate>> {
        let mut groups: BTreeMap<&str, Vec<&Crate>> = BTreeMap::new();
        for krate in &self.crates {
            groups.entry(&krate.group).or_default().push(krate);
        }
        groups
    }

    /// Keeps the cheap crates, or those with these names, or all.
    pub(crate) fn select(&mut self, cheap: bool, names: &[String]) -> Result<()> {
        for name in names {
            if !self.crates.iter().any(|krate| krate.name == *name) {
                return Err(format!("{name} is not in crates.toml").into());
            }
        }
        self.crates.retain(|krate| !cheap || krate.cheap);
        self.crates.retain(|krate| names.is_empty() || names.contains(&krate.name));
        Ok(())
    }
}

impl Crate {
    /// The name of its folder. A crate of which something is left away has one of its own.
    pub(crate) fn folder(&self) -> String {
        let part = match self.programs.as_deref() {
            None => "",
            Some([]) => "-unit",
            Some(_) => "-part",
        };
        format!("{}-{}{part}", self.name, self.version)
    }
}
