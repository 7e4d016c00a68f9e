#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        let next = lambda x: x + 1;
        yield next(1);
    }
}

fn main() {}
