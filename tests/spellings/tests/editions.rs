//! Crates of editions 2018, 2021 and 2024, which know asyncgen only through a re-export of another
//! name.

use asyncgen_spellings::toolchain::{self, Package};

const EXPECTED: &str = r#"[3, 2, 1]
[0]
[3, 1] ["text"]
[3] [(), ()]
[Ok(2), Ok(1), Ok(6), Err("raised")]
[Ok(1), Ok(2), Ok(3), Err(ParseIntError { kind: InvalidDigit })]
[3, 4]
["moved"]
[1, 2]
["moved"]
left
"#;

fn in_edition(edition: &str, variable: &str) {
    let name = format!("edition_{edition}");
    let package = Package::new(env!("CARGO_TARGET_TMPDIR"), &name, edition, &toolchain::asyncgen());
    package.write(
        "src/main.rs",
        &include_str!("../samples/editions/main.rs").replace("GEN", variable),
    );
    assert_eq!(toolchain::printed(&package.run(false)), EXPECTED);
}

#[test]
fn edition_2018() {
    in_edition("2018", "gen");
}

#[test]
fn edition_2021() {
    in_edition("2021", "gen");
}

#[test]
fn edition_2024() {
    in_edition("2024", "r#gen");
}

#[test]
fn under_another_name_in_another_crate() {
    let package = Package::new(
        env!("CARGO_TARGET_TMPDIR"),
        "app",
        "2024",
        "toolkit = { path = \"toolkit\" }\n",
    );
    package.write_manifest("toolkit", "toolkit", "2021", &toolchain::asyncgen());
    package.write("toolkit/src/lib.rs", include_str!("../samples/editions/toolkit.rs"));
    package.write("src/main.rs", include_str!("../samples/editions/app.rs"));
    let expected =
        "[\"x\", \"x\"]\n[Ok(10), Ok(20), Ok(30), Err(\"raised\")]\n[7]\n[1, 2]\n[1]\n2\n";
    assert_eq!(toolchain::printed(&package.run(false)), expected);
}
