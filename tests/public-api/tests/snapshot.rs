//! The public API is the one that is written down in `public-api.txt`.
//!
//! After a change that is meant: `PUBLIC_API=overwrite cargo test -p asyncgen-public-api`, and read
//! the difference.
#![allow(missing_docs)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{env, fs};

#[test]
fn is_the_one_that_is_written_down() {
    let api = public_api();
    let path = folder().join("public-api.txt");
    if env::var("PUBLIC_API").is_ok_and(|it| it == "overwrite") {
        fs::write(&path, &api).expect("it can be written");
    }
    let written = fs::read_to_string(&path).expect("a snapshot").replace('\r', "");
    let of = |one: &str, other: &str, sign: &str| -> String {
        let other: Vec<&str> = other.lines().collect();
        let missing = one.lines().filter(|line| !other.contains(line));
        missing.map(|line| format!("{sign} {line}\n")).collect()
    };
    let difference = of(&written, &api, "-") + &of(&api, &written, "+");
    assert!(
        api == written,
        "the public API has changed. If that is meant: \
         `PUBLIC_API=overwrite cargo test -p asyncgen-public-api`\n{difference}"
    );
}

/// One line an item, without what rustdoc hides and without blanket and auto trait impls.
fn public_api() -> String {
    let api = public_api::Builder::from_rustdoc_json(rustdoc_json())
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build()
        .unwrap_or_else(|error| {
            panic!("{error}\nIf the format of rustdoc's JSON has changed, update `public-api`.")
        });
    let items = api.items().map(|item| format!("{item}\n"));
    // The implementation for a type that is hidden.
    items.filter(|item| !item.contains("asyncgen::raw::")).collect()
}

/// rustdoc's description of the crate, as JSON. It is unstable, in every toolchain.
fn rustdoc_json() -> &'static Path {
    static JSON: LazyLock<PathBuf> = LazyLock::new(run_rustdoc);
    &JSON
}

fn run_rustdoc() -> PathBuf {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let status = Command::new(env!("CARGO"))
        .current_dir(folder())
        .args(["rustdoc", "--quiet", "--locked", "--package=asyncgen", "--lib", "--all-features"])
        .arg("--target-dir")
        .arg(&target)
        .args(["--", "-Zunstable-options", "--output-format=json", "--cap-lints=allow"])
        .env("RUSTC_BOOTSTRAP", "1")
        .env_remove("RUSTDOCFLAGS")
        .status();
    assert!(status.expect("cargo runs").success(), "rustdoc failed");
    target.join("doc/asyncgen.json")
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn has_an_example_on_every_item() {
    let json = fs::read_to_string(rustdoc_json()).expect("rustdoc has written it");
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let kinds = ["struct", "enum", "trait", "type_alias", "macro", "proc_macro"];
    let api = public_api();
    let public: BTreeSet<&str> = api.lines().filter_map(name_of_item).collect();
    let mut checked = BTreeSet::new();
    for item in json["index"].as_object().expect("the items").values() {
        let name = item["name"].as_str().unwrap_or_default();
        let has_kind = kinds.iter().any(|kind| !item["inner"][kind].is_null());
        if item["crate_id"] == 0 && has_kind && public.contains(name) {
            checked.insert(name);
            let docs = item["docs"].as_str().unwrap_or_default();
            assert!(docs.contains("```") || docs.contains("an example"), "no example on {name}");
        }
    }
    let unchecked: Vec<_> = public.difference(&checked).collect();
    assert_eq!(unchecked, Vec::<&&str>::new());
}

/// The name of a type, trait or macro that a line of the API declares.
fn name_of_item(line: &str) -> Option<&str> {
    let line = line.strip_prefix("#[non_exhaustive] ").unwrap_or(line);
    let (kind, rest) = line.strip_prefix("pub ")?.split_once(' ')?;
    let path = rest.split(['<', '!', ' ']).next()?.trim_end_matches(':');
    let is_item = match kind {
        "struct" | "enum" | "trait" | "macro" => true,
        // Not the associated types.
        "type" => path.matches("::").count() == 1,
        _ => false,
    };
    is_item.then(|| path.rsplit("::").next()).flatten()
}
