#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(v: Vec<u32>) -> impl Stream<Item = u32> {
    stream! {
        let n = v.first()?;
        yield *n;
    }
}

fn main() {}
