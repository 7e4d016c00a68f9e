#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(n: u64) -> impl Stream<Item = u32> {
    stream! {
        yield n;
    }
}

fn main() {}
