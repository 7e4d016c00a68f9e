#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(a: u32) -> impl Stream<Item = u32> {
    stream! {
        while a > 0: {
            yield a;
        }
    }
}

fn main() {}
