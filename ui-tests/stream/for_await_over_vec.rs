#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(v: Vec<u32>) -> impl Stream<Item = u32> {
    stream! {
        for await n in v {
            yield n;
        }
    }
}

fn main() {}
