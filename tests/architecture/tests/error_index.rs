//! The error index of the guide explains every message, and none that does not exist.

use std::collections::BTreeSet;

use asyncgen_architecture::messages::{
    headings, is_about, of_snapshots, of_source, texts_of_source,
};
use asyncgen_architecture::sources::{Source, read, rust_files};

const INDEX: &str = "runtime/src/guide/error_index.md";

fn sources() -> Vec<Source> {
    let is_no_test = |it: &Source| !it.path.contains("tests");
    let macros = rust_files("macros/src").into_iter().filter(is_no_test);
    macros.chain(rust_files("runtime/src")).collect()
}

fn messages() -> BTreeSet<String> {
    let mut messages: BTreeSet<String> = sources().iter().flat_map(of_source).collect();
    for folder in ["ui-tests", "tests/spellings/ui"] {
        messages.extend(of_snapshots(folder).ours);
    }
    messages
}

#[test]
fn has_every_message() {
    let index = read(INDEX).text;
    let (ours, _) = headings(&index);
    let is_missing = |it: &String| !ours.iter().any(|heading| is_about(heading, it));
    let missing: Vec<String> = messages().into_iter().filter(is_missing).collect();
    assert!(missing.is_empty(), "{INDEX} has no heading for {missing:#?}");
}

#[test]
fn has_no_message_that_does_not_exist() {
    let index = read(INDEX).text;
    let (ours, rustc) = headings(&index);
    let mut known = messages();
    known.extend(sources().iter().flat_map(texts_of_source));
    let reported = of_snapshots("ui-tests").all;
    let is_gone = |messages: &BTreeSet<String>, heading: &str| {
        !messages.iter().any(|message| is_about(heading, message))
    };
    let gone: Vec<&str> = ours.into_iter().filter(|it| is_gone(&known, it)).collect();
    assert!(gone.is_empty(), "{INDEX} explains what nobody reports: {gone:#?}");
    let gone: Vec<&str> = rustc.into_iter().filter(|it| is_gone(&reported, it)).collect();
    assert!(gone.is_empty(), "no snapshot has what {INDEX} quotes from rustc: {gone:#?}");
}

#[test]
fn the_sources_are_read() {
    let source = Source::new(
        "a.rs",
        "fn f(d: &mut D) { d.error(at, \"no `{}`\", help); mistake(&format!(\"bad {name}\")); }\n\
         #[diagnostic::on_unimplemented(message = \"`{Self}` is bad\", note = \"x\")] trait T {}",
    );
    let messages: Vec<String> = of_source(&source).into_iter().collect();
    assert_eq!(messages, ["`…` is bad", "no `…`"]);
    assert!(texts_of_source(&source).contains("bad …"));
    assert!(of_snapshots("ui-tests").ours.contains("`yield_!` takes one expression"));
}

#[test]
fn a_heading_may_leave_names_open() {
    assert!(is_about("`…` is bad", "`x` is bad"));
    assert!(is_about("no … in …", "no `a` in `b`"));
    assert!(!is_about("`…` is bad", "`x` is worse"));
    assert!(!is_about("bad", "bad names"));
}
