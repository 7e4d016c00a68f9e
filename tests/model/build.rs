//! Writes the bodies that the model is compared on as Rust, in three spellings each.

use std::path::PathBuf;
use std::{env, fs};

use crate::body::Body;

#[path = "src/body.rs"]
#[allow(dead_code)] // It is the library's; only a part is used here.
mod body;
#[path = "src/draw.rs"]
#[allow(dead_code)]
mod draw;
#[path = "src/source.rs"]
#[allow(dead_code)]
mod source;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=bodies.txt");
    println!("cargo::rerun-if-changed=src/body.rs");
    println!("cargo::rerun-if-changed=src/draw.rs");
    println!("cargo::rerun-if-changed=src/source.rs");
    println!("cargo::rerun-if-env-changed=ASYNCGEN_MODEL_BODIES");
    let names = env::var("ASYNCGEN_MODEL_BODIES")
        .unwrap_or_else(|_| fs::read_to_string("bodies.txt").expect("the names of the bodies"));
    let mut bodies: Vec<Body> = names.split_whitespace().map(Body::named).collect();
    // A case shrinks towards the first of them.
    bodies.sort_by_key(Body::size);
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("bodies.rs"), source::module(&bodies)).expect("can write");
}
