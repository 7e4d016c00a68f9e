//! An inner generator is recognized by its macro's name; renamed, its yields belong to the outer.
use asyncgen::stream;
use asyncgen::stream as produce;

fn main() {
    let outside = produce! { yield 1; };
    let _ = stream! {
        for await n in outside { yield n; }
        for await n in produce! { yield 2; } { yield n; }
    };
}
