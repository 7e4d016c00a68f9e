#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = Option<u32>> {
    stream! {
        yield 1;
        yield None;
    }
}

fn main() {}
