//! The file of figures, `benches/results/figures.json`: what everything else quotes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::peers::Peer;

/// Everything that was measured, and where.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Figures {
    /// The machine and the versions of what was used.
    pub(crate) machine: BTreeMap<String, String>,
    /// Table, row, peer.
    tables: BTreeMap<String, BTreeMap<String, BTreeMap<String, f64>>>,
}

impl Figures {
    /// What the file has.
    pub(crate) fn load() -> Self {
        let text = fs::read_to_string(path()).expect("benches/results/figures.json is checked in");
        let mut file: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        Figures {
            machine: serde_json::from_value(file["machine"].take()).expect("a map of texts"),
            tables: serde_json::from_value(file["figures"].take()).expect("tables, rows, peers"),
        }
    }

    pub(crate) fn save(&self) {
        let file = serde_json::json!({ "machine": self.machine, "figures": self.tables });
        let text = serde_json::to_string_pretty(&file).expect("no key but texts");
        write(&path(), &(text + "\n"));
    }

    pub(crate) fn get(&self, table: &str, row: &str, peer: Peer) -> Option<f64> {
        self.tables.get(table)?.get(row)?.get(peer.name()).copied()
    }

    /// Notes a figure, or that there is none, to hundredths.
    pub(crate) fn set(&mut self, table: &str, row: &str, peer: Peer, figure: Option<f64>) {
        let row =
            self.tables.entry(table.to_owned()).or_default().entry(row.to_owned()).or_default();
        match figure {
            Some(figure) => row.insert(peer.name().to_owned(), (figure * 100.0).round() / 100.0),
            None => row.remove(peer.name()),
        };
    }

    /// Forgets the rows that a table no longer has.
    pub(crate) fn retain(&mut self, has: impl Fn(&str, &str) -> bool) {
        for (table, rows) in &mut self.tables {
            rows.retain(|row, _| has(table, row));
        }
        self.tables.retain(|_, rows| !rows.is_empty());
    }
}

/// A figure as a reader wants it: whole where it is nearly whole, thousands apart.
pub(crate) fn written(figure: f64) -> String {
    let tenths = format!("{:.1}", if figure < 100.0 { figure } else { figure.round() });
    let text = tenths.strip_suffix(".0").unwrap_or(&tenths);
    let text = if text == "-0" { "0" } else { text };
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("benches is in the repository")
}

/// Where the results are.
pub(crate) fn results() -> PathBuf {
    root().join("benches/results")
}

fn path() -> PathBuf {
    results().join("figures.json")
}

/// Writes a file of the repository.
pub(crate) fn write(path: &Path, text: &str) {
    let _ = fs::create_dir_all(results());
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
