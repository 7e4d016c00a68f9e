#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(a: bool, b: bool) -> impl Stream<Item = u32> {
    stream! {
        if a and b {
            yield 1;
        }
    }
}

fn main() {}
