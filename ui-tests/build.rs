//! Checks whether this is the rustc whose messages the snapshots record.

use std::process::Command;

const SNAPSHOTS: &str = "rustc 1.95.";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(rustc_of_the_snapshots)");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc)
        .arg("--version")
        .output()
        .map(|output| output.stdout)
        .unwrap_or_default();
    if version.starts_with(SNAPSHOTS.as_bytes()) {
        println!("cargo::rustc-cfg=rustc_of_the_snapshots");
    }
}
