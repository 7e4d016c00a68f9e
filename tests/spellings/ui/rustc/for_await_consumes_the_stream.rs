//! `tests/ui/async-await/for-await-consumes-iter.rs`
use asyncgen::stream;

fn main() {
    let numbers = futures::stream::iter(0..3);
    let _ = stream! {
        for await n in numbers { yield n; }
        for await n in numbers { yield n; }
    };
}
