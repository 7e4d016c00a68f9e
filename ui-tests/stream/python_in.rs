#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(all: Vec<u32>) -> impl Stream<Item = u32> {
    stream! {
        if 3 in all {
            yield 3;
        }
    }
}

fn main() {}
