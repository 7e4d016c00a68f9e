//! Finds the published package of async-stream, and writes a test target that holds its test files
//! as modules.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

/// Their style is no question of ours; other warnings would be.
const ALLOWED: &str = "#[allow(clippy::all, unknown_lints, mismatched_lifetime_syntaxes)]";

fn main() {
    let package = package();
    println!("cargo::rustc-env=ASYNC_STREAM_PACKAGE={}", package.display());
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../../Cargo.lock");
    println!("cargo::rerun-if-changed={}", package.display());
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("test_files.rs"), modules(&package)).expect("can write");
}

/// The folder of the package, which cargo has downloaded because it is a dependency.
fn package() -> PathBuf {
    let target = env::var("TARGET").expect("cargo sets it");
    let output = Command::new(env::var_os("CARGO").expect("cargo sets it"))
        // Only this target's packages: nothing else need be on this machine.
        .args(["metadata", "--format-version=1", "--locked", "--filter-platform", &target])
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    // A path dependency has no source.
    let is_published =
        |package: &&Value| package["name"] == "async-stream" && package["source"].is_string();
    let found: Vec<&Value> = packages.iter().filter(is_published).collect();
    let [package] = found[..] else {
        panic!("one published async-stream is expected among the dependencies, not {}", found.len())
    };
    let manifest = package["manifest_path"].as_str().expect("a path");
    Path::new(manifest).parent().expect("a file is in a folder").to_owned()
}

/// Output: `#[path = "/…/tests/stream.rs"] mod stream;` for each test file.
fn modules(package: &Path) -> String {
    let mut files: Vec<PathBuf> = fs::read_dir(package.join("tests"))
        .unwrap_or_else(|error| panic!("{} has no tests: {error}", package.display()))
        .map(|entry| entry.expect("can list the tests").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    files.sort();
    let module = |file: &PathBuf| {
        let name = file.file_stem().and_then(|stem| stem.to_str()).expect("it is ASCII");
        format!("{ALLOWED}\n#[path = {file:?}]\nmod {name};\n")
    };
    files.iter().map(module).collect()
}
