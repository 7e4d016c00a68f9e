#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(all: Vec<u32>) -> impl Stream<Item = u32> {
    stream! {
        foreach (n in all) {
            yield n;
        }
    }
}

fn main() {}
