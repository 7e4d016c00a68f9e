//! What is checked in agrees with itself: the page, the chart and the README quote the file of
//! figures, and only it.

use std::fs;

use crate::baseline::{Verdict, verdict};
use crate::figures::{Figures, results, root, written};
use crate::peers::Peer;
use crate::rows::TABLES;
use crate::{chart, page, sentences};

const AGAIN: &str = "run `cargo run -p asyncgen-benches -- --page`";

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_page_and_the_chart_are_made_from_the_file() {
    let figures = Figures::load();
    assert_eq!(read("benches/RESULTS.md"), page::text(&figures), "{AGAIN}");
    let chart = fs::read_to_string(results().join("chart.svg")).expect("there is a chart");
    assert_eq!(chart, chart::text(&figures), "{AGAIN}");
}

#[test]
fn the_readme_quotes_the_file() {
    let readme = read("README.md");
    assert_eq!(readme, sentences::updated(&readme, &Figures::load()), "{AGAIN}");
}

#[test]
fn no_other_figure_is_quoted() {
    let mut texts = vec![("README.md", sentences::without_passages(&read("README.md")))];
    texts.extend(["MIGRATION.md", "CONTRIBUTING.md"].map(|path| (path, read(path))));
    texts.push(("runtime/src/lib.rs", read("runtime/src/lib.rs")));
    texts.push(("macros/src/lib.rs", read("macros/src/lib.rs")));
    for (path, text) in texts {
        let figures = figures_of(&text);
        assert!(
            figures.is_empty(),
            "{path} has figures that nothing compares with the file: {figures:?}"
        );
    }
}

/// What looks like a figure of ours: a number shortly before a unit.
fn figures_of(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_figure = |window: &&[&str]| {
        let unit = window[3].trim_matches(|c: char| !c.is_alphabetic());
        let is_unit = ["instruction", "instructions", "byte", "bytes", "KiB"].contains(&unit);
        is_unit && window[..3].iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    words.windows(4).filter(is_figure).map(|window| window.join(" ")).collect()
}

#[test]
fn a_figure_in_a_sentence_is_found() {
    assert_eq!(figures_of("it takes about 8 instructions an item"), ["takes about 8 instructions"]);
    assert_eq!(figures_of("an item is 1,024 bytes long"), ["item is 1,024 bytes"]);
    assert!(figures_of("no byte of it, and in 2018 there was none").is_empty());
}

#[test]
fn every_row_has_a_figure_of_ours() {
    let figures = Figures::load();
    // The build cost is recorded apart.
    for table in TABLES.iter().filter(|table| table.key != "build-cost") {
        for row in table.rows {
            assert!(
                figures.get(table.key, row.key, Peer::Asyncgen).is_some(),
                "{} {}",
                table.key,
                row.key
            );
        }
    }
}

#[test]
fn rows_have_names_of_their_own() {
    for table in &TABLES {
        for (at, row) in table.rows.iter().enumerate() {
            assert!(
                table.rows[..at].iter().all(|other| other.key != row.key),
                "{} {}",
                table.key,
                row.key
            );
        }
    }
}

#[test]
fn a_figure_may_differ_by_three_percent() {
    assert_eq!(verdict(Some(100.0), Some(103.0), 0.0), Verdict::Same);
    assert_eq!(verdict(Some(100.0), Some(103.1), 0.0), Verdict::Worse);
    assert_eq!(verdict(Some(100.0), Some(96.9), 0.0), Verdict::Better);
    assert_eq!(verdict(Some(5.0), Some(5.5), 0.5), Verdict::Same);
    assert_eq!(verdict(Some(5.0), Some(6.0), 0.5), Verdict::Worse);
    assert_eq!(verdict(Some(20.0), Some(21.0), 0.5), Verdict::Worse);
    assert_eq!(verdict(Some(40.0), Some(48.0), 0.0), Verdict::Worse);
    assert_eq!(verdict(None, Some(1.0), 0.0), Verdict::Worse);
    assert_eq!(verdict(Some(1.0), None, 0.0), Verdict::Worse);
}

#[test]
fn figures_are_written_for_readers() {
    assert_eq!(written(4.99), "5");
    assert_eq!(written(26.25), "26.2");
    assert_eq!(written(118.82), "119");
    assert_eq!(written(29_600.0), "29,600");
    assert_eq!(written(787_280.0), "787,280");
    assert_eq!(written(-0.0), "0");
}
