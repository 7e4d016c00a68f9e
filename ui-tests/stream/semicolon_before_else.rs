#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(all: impl Stream<Item = u32>) -> impl Stream<Item = u32> {
    stream! {
        if true {
            yield 1;
        };
        else {
            yield 2;
        }
    }
}

fn main() {}
