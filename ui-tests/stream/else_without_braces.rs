#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(a: bool) -> impl Stream<Item = u32> {
    stream! {
        if a {
            yield 1;
        } else yield 2;
    }
}

fn main() {}
