//! The version of the crates and the oldest supported Rust are written down once, in `Cargo.toml`;
//! where a document names one of them, it is that.

use asyncgen_architecture::sources::read;

/// The value of `key = "value"` in the workspace's manifest.
fn declared(key: &str) -> String {
    let manifest = read("Cargo.toml").text;
    let begin = format!("\n{key} = \"");
    let (_, rest) = manifest.split_once(&begin).unwrap_or_else(|| panic!("no {key}"));
    rest.split('"').next().expect("a value").to_owned()
}

/// What follows each occurrence of `before` in a file: digits and dots.
fn numbers_after(path: &str, before: &str) -> Vec<String> {
    let text = read(path).text;
    let number = |rest: &str| {
        let digits = rest.chars().take_while(|it| it.is_ascii_digit() || *it == '.');
        digits.collect::<String>().trim_end_matches('.').to_owned()
    };
    text.split(before).skip(1).map(number).collect()
}

#[test]
fn of_the_crates_is_the_one_of_the_workspace() {
    let version = declared("version");
    let in_manifest = numbers_after("Cargo.toml", "\", version = \"=");
    assert_eq!(in_manifest, [version.clone(), version.clone()]);

    let series = version.rsplit_once('.').expect("three numbers").0;
    let migration = numbers_after("MIGRATION.md", "package = \"asyncgen\", version = \"");
    let guide = numbers_after("runtime/src/guide/no_std.md", "asyncgen = { version = \"");
    assert!(!migration.is_empty() && !guide.is_empty());
    assert!(migration.iter().chain(&guide).all(|it| it == series), "{migration:?} {guide:?}");
}

#[test]
fn of_rust_is_the_one_of_the_workspace() {
    let rust = declared("rust-version");
    for (path, before) in [
        ("README.md", "Rust "),
        ("CHANGELOG.md", "tested with Rust "),
        ("runtime/src/guide/faq.md", "from "),
    ] {
        let mut named = numbers_after(path, before);
        named.retain(|it| it.contains('.'));
        assert!(!named.is_empty(), "{path} names no version of Rust");
        assert!(named.iter().all(|it| *it == rust), "{path}: {named:?}");
    }
}
