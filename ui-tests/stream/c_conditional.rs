#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(a: bool) -> impl Stream<Item = u32> {
    stream! {
        yield a ? 1 : 2;
    }
}

fn main() {}
