#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(a: u32) -> impl Stream<Item = u32> {
    stream! {
        if a === 1 {
            yield a;
        }
    }
}

fn main() {}
