#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        async with open() {
            yield 1;
        }
    }
}

fn main() {}
