#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(a: bool) -> impl Stream<Item = u32> {
    stream! {
        let n = 1 if a else 2;
        yield n;
    }
}

fn main() {}
