//! Writes the sample of bodies in each spelling that stable Rust accepts, and checks whether this
//! is the rustc whose messages are recorded in `ui/`.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use crate::samples::Spelling;

#[path = "src/samples.rs"]
#[allow(dead_code, unreachable_pub)] // It is the library's; only a part is used here.
mod samples;

const SNAPSHOTS: &str = "rustc 1.95.";

fn main() {
    write_samples();
    println!("cargo::rustc-check-cfg=cfg(rustc_of_the_snapshots, without_trybuild)");
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc)
        .arg("--version")
        .output()
        .map(|output| output.stdout)
        .unwrap_or_default();
    if version.starts_with(SNAPSHOTS.as_bytes()) {
        println!("cargo::rustc-cfg=rustc_of_the_snapshots");
    }
}

fn write_samples() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=samples/bodies.rs");
    println!("cargo::rerun-if-changed=src/samples.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let samples =
        samples::read(&fs::read_to_string("samples/bodies.rs").expect("the sample of bodies"));
    for (name, spelling) in [
        ("attribute", Spelling::Attribute),
        ("keyword", Spelling::Keyword),
        ("block", Spelling::Block),
        ("stream", Spelling::Stream),
    ] {
        fs::write(out.join(name).with_extension("rs"), samples::module(&samples, spelling))
            .expect("can write");
    }
}
