//! The faults still apply to the sources, and name tests that exist.

use std::collections::BTreeMap;
use std::fs;

use asyncgen_faults::fault::{self, Fault, root};
use asyncgen_faults::trial;

#[test]
fn apply_to_the_sources() {
    let faults = fault::all().expect("they can be read");
    assert!(faults.len() >= 20);
    let errors: Vec<String> = faults.iter().filter_map(|fault| apply(fault).err()).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

fn apply(fault: &Fault) -> Result<(), String> {
    let mut texts = BTreeMap::new();
    for change in &fault.changes {
        let read = || fs::read_to_string(root().join(&change.path)).unwrap_or_default();
        let text = texts.entry(&change.path).or_insert_with(read);
        *text = change.apply(text).map_err(|error| format!("{}: {error}", fault.name))?;
    }
    Ok(())
}

#[test]
fn name_tests_that_exist() {
    let faults = fault::all().expect("they can be read");
    let named = faults.iter().flat_map(|it| it.tests.iter().map(move |test| (&it.name, test)));
    let missing: Vec<_> = named.filter(|(_, test)| !exists(test)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

fn exists(test: &str) -> bool {
    if trial::example(test).is_some() {
        return root().join(test).is_file();
    }
    let Some((path, name)) = test.split_once("::") else { return false };
    let text = fs::read_to_string(root().join(path)).unwrap_or_default();
    ["(", " {"]
        .iter()
        .zip(["fn", "mod"])
        .any(|(end, word)| text.contains(&format!("{word} {name}{end}")))
}

/// A job that has never failed proves nothing either.
#[test]
fn are_caught_by_every_kind_of_test() {
    let faults = fault::all().expect("they can be read");
    for folder in [
        "examples/soak/",
        "macros/src/tests/expansions.rs",
        "macros/src/tests/mutants.rs",
        "tests/bodies/",
        "tests/conformance/",
        "tests/model/",
        "tests/tests/",
    ] {
        let is_of = |fault: &Fault| fault.tests.iter().any(|test| test.starts_with(folder));
        assert!(faults.iter().any(is_of), "no fault is caught by {folder}");
    }
}

#[test]
fn are_faults_of_what_users_run() {
    for fault in fault::all().expect("they can be read") {
        for change in fault.changes {
            let is_ours =
                ["runtime/src/", "macros/src/"].iter().any(|it| change.path.starts_with(it));
            assert!(is_ours, "{}: {}", fault.name, change.path);
        }
    }
}

#[test]
fn change_the_lines_that_they_show_and_no_others() {
    let text = "It is wrong.\ncaught by tests/f.rs::t\n--- src/f.rs\n a\n-b\n+c\n";
    let fault = Fault::parse("wrong", text).expect("a fault");
    let [change] = &fault.changes[..] else { panic!("{fault:?}") };
    assert_eq!(change.apply("x\na\nb\ny\n").expect("it applies"), "x\na\nc\ny\n");
    for text in ["a\n", "a\nb\na\nb\n", "xa\nb\n", "a\nbx\n"] {
        assert!(change.apply(text).is_err(), "{text:?}");
    }
}

#[test]
fn that_are_not_complete_are_refused() {
    for text in [
        "",
        "It is wrong.\n",
        "It is wrong.\ncaught by tests/f.rs::t\n",
        "It is wrong.\n--- src/f.rs\n-a\n",
        "It is wrong.\ncaught by tests/f.rs::t\n-a\n",
        "It is wrong.\ncaught by tests/f.rs::t\n--- src/f.rs\na\n",
    ] {
        assert!(Fault::parse("wrong", text).is_err(), "{text:?}");
    }
}
