//! A nested generator is recognised by the name of its macro; under another name its yields are the outer's.
use asyncgen::stream;
use asyncgen::stream as produce;

fn main() {
    let outside = produce! { yield 1; };
    let _ = stream! {
        for await n in outside { yield n; }
        for await n in produce! { yield 2; } { yield n; }
    };
}
