//! The documents name files and tests that exist, and SAFETY.md has a row for each `unsafe`.

use std::collections::BTreeSet;

use asyncgen_architecture::documents::{
    files, first_cells, missing, missing_in_guide, section, tests,
};
use asyncgen_architecture::sources::{read, root, rust_files};
use asyncgen_architecture::unsafe_code::unsafe_functions;

const DOCUMENTS: [&str; 4] = ["CHANGELOG.md", "CONTRIBUTING.md", "DESIGN.md", "SAFETY.md"];

#[test]
fn name_what_exists() {
    for document in DOCUMENTS {
        let missing = missing(&read(document).text);
        assert!(missing.is_empty(), "{document} names what does not exist: {missing:#?}");
    }
}

#[test]
fn link_to_chapters_that_exist() {
    let guide = std::fs::read_dir(root().join("runtime/src/guide")).expect("the guide");
    let chapters = guide.map(|entry| entry.expect("an entry").file_name());
    let chapters = chapters.map(|name| format!("runtime/src/guide/{}", name.to_string_lossy()));
    let documents = ["README.md", "MIGRATION.md"].map(str::to_owned);
    for document in chapters.chain(documents) {
        let text = read(&document).text;
        let mut missing = missing_in_guide(&text);
        missing.extend(own_links(&text));
        assert!(missing.is_empty(), "{document} links to what does not exist: {missing:#?}");
    }
}

/// The links of a chapter to sections of its own that are not there.
fn own_links(text: &str) -> Vec<String> {
    missing(text).into_iter().filter(|it| it.starts_with('#')).collect()
}

/// A registry shows the README as it is, with the lines that rustdoc hides.
#[test]
fn the_readme_hides_no_line() {
    let readme = read("README.md").text;
    let blocks = readme.split("```rust\n").skip(1).map(|it| it.split("```").next().expect("text"));
    let mut count = 0;
    for line in blocks.flat_map(str::lines) {
        count += 1;
        assert!(line != "#" && !line.starts_with("# "), "hidden: {line}");
    }
    assert!(count > 0);
}

#[test]
fn the_readme_lists_examples_that_exist() {
    let examples = read("examples/Cargo.toml").text;
    let listed = read("README.md").text;
    let listed = first_cells(&listed, "## Examples");
    assert!(!listed.is_empty());
    for name in listed {
        assert!(examples.contains(&format!("name = \"{name}\"")), "no example {name}");
    }
}

#[test]
fn the_readme_counts_the_published_crates_as_their_table_does() {
    let table = read("tests/crater/RESULTS.md").text;
    let sum = table.lines().find(|line| line.contains(" sites in "));
    let numbers = sum.expect("a sum").split(|it: char| !it.is_ascii_digit());
    let numbers: Vec<&str> = numbers.filter(|it| !it.is_empty()).collect();
    let [sites, crates, same] = numbers[..] else { panic!("{numbers:?}") };
    let sentence = format!(
        "Of {crates} published crates that use async-stream, with {sites} calls of its macros, \
         {same} build with the same warnings, and pass the same tests where these can be run"
    );
    let readme: Vec<String> =
        read("README.md").text.split_whitespace().map(str::to_owned).collect();
    assert!(readme.join(" ").contains(&sentence), "the README does not say: {sentence}");
}

#[test]
fn of_safety_list_every_unsafe_function() {
    let safety = read("SAFETY.md").text;
    let listed: BTreeSet<String> = first_cells(&safety, "## Every `unsafe` of the runtime")
        .into_iter()
        .map(str::to_owned)
        .collect();
    let sources = rust_files("runtime/src");
    let written: BTreeSet<String> = sources.iter().flat_map(unsafe_functions).collect();
    let unlisted: Vec<_> = written.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&written).collect();
    assert!(unlisted.is_empty(), "SAFETY.md has no row for {unlisted:?}");
    assert!(gone.is_empty(), "SAFETY.md has a row for {gone:?}, which have no `unsafe`");
    assert!(!written.is_empty());
}

#[test]
fn of_safety_name_an_attack_for_every_rule_and_every_function() {
    let safety = read("SAFETY.md").text;
    let rows = safety.lines().filter(|line| line.starts_with("| `"));
    let rules = safety.split("\n## ").find(|it| it.starts_with("The five rules"));
    let rules = rules.expect("the rules").split("\n\n").nth(1).expect("a list");
    let rules = (1..=5).map(|number| {
        let rest = rules.split_once(&format!("{number}. **")).expect("a rule").1;
        rest.split(&format!("\n{}. **", number + 1)).next().expect("its text")
    });
    for text in rows.chain(rules) {
        let has_attack = !tests(text).is_empty() || text.contains("`ui-tests/soundness/`");
        assert!(has_attack, "no attack: {text}");
    }
}

/// The fault says the same as the row: that this test catches it.
#[test]
fn of_safety_name_a_test_and_a_fault_for_every_promise() {
    let safety = read("SAFETY.md").text;
    let rows = section(&safety, "## Every promise of the runtime")
        .lines()
        .skip_while(|line| !line.starts_with("|---"));
    let rows: Vec<&str> = rows.skip(1).filter(|row| !row.starts_with("| **")).collect();
    assert!(rows.len() > 20, "the table is gone");
    for row in rows {
        let (tests, faults) = (tests(row), files(row, ".diff"));
        let ([test], [fault]) = (&tests[..], &faults[..]) else { panic!("{row}") };
        let caught_by = format!("\ncaught by {test}\n");
        assert!(read(fault).text.contains(&caught_by), "{fault} is not caught by {test}");
    }
}

#[test]
fn that_name_what_does_not_exist_are_found() {
    let text = "`SAFETY.md`, `tests/gone.rs`, `tests/architecture/src/lib.rs::gone`, \
                `tests/architecture/tests/documents.rs::name_what_exists`, `gone/`, `a / b`, \
                [here](SAFETY.md), [there](GONE.md), [below](#a-heading), [away](#away), \
                [site](https://example.com)\n\n```\n`in/a/block.rs`\n```\n\n## A `heading`\n";
    assert_eq!(
        missing(text),
        ["tests/gone.rs", "tests/architecture/src/lib.rs::gone", "gone/", "GONE.md", "#away"]
    );
    assert_eq!(tests(text).len(), 3);
}

#[test]
fn links_into_the_guide_are_found() {
    let page = "https://docs.rs/asyncgen/latest/asyncgen/guide";
    let text = format!(
        "[a](super::pinning), [b](super::pinning#by-reference), [c](super::pinning#gone), \
         [d](super::gone), [e](crate::gone)\n[f]: {page}/pinning/index.html#by-reference\n\
         [g]: {page}/gone/index.html\n[h]: {page}/index.html\n"
    );
    let gone = [
        "super::pinning#gone".to_owned(),
        "super::gone".to_owned(),
        format!("{page}/gone/index.html"),
    ];
    assert_eq!(missing_in_guide(&text), gone);
}
