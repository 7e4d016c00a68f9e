//! Writes the sample of bodies in each spelling that stable Rust takes.

use std::path::PathBuf;
use std::{env, fs};

use crate::samples::Spelling;

#[path = "src/samples.rs"]
#[allow(dead_code, unreachable_pub)] // It is the library's; only a part is used here.
mod samples;

fn main() {
    println!("cargo::rerun-if-changed=samples/bodies.rs");
    println!("cargo::rerun-if-changed=src/samples.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let samples = samples::read(&fs::read_to_string("samples/bodies.rs").expect("the sample of bodies"));
    for (name, spelling) in [
        ("attribute", Spelling::Attribute),
        ("keyword", Spelling::Keyword),
        ("block", Spelling::Block),
        ("stream", Spelling::Stream),
    ] {
        fs::write(out.join(name).with_extension("rs"), samples::module(&samples, spelling)).expect("can write");
    }
}
