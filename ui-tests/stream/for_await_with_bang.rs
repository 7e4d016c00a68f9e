#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(stream: impl Stream<Item = u32>) -> impl Stream<Item = u32> {
    stream! {
        for await! n in stream { yield n; }
    }
}

fn main() {}
