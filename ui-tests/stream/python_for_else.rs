#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(all: impl Stream<Item = u32>) -> impl Stream<Item = u32> {
    stream! {
        for await n in all {
            yield n;
        } else {
            yield 0;
        }
    }
}

fn main() {}
