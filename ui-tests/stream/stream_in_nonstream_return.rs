// mentions: InfallibleItems
#![allow(dead_code)]

use asyncgen::stream;

fn numbers() -> u32 {
    stream! { yield 1; }
}

fn main() {}
