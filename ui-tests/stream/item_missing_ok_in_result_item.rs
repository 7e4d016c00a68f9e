#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = Result<u32, String>> {
    stream! {
        yield 1;
    }
}

fn main() {}
