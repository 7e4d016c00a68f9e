#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn inner() -> impl Stream<Item = u32> {
    futures::stream::iter([1])
}

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        yield from inner();
    }
}

fn main() {}
