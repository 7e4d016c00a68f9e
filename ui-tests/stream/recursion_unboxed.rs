#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn tree(n: u32) -> impl Stream<Item = u32> {
    stream! {
        yield n;
        if n > 0 {
            for await x in tree(n - 1) { yield x; }
        }
    }
}

fn main() {}
