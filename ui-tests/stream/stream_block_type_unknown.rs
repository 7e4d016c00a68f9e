#![allow(dead_code)]

use asyncgen::stream;

fn numbers() {
    let s = stream! { yield Default::default(); };
    drop(s);
}

fn main() {}
