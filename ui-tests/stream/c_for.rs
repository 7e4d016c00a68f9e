#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        for (let i = 0; i < 3; i++) {
            yield i;
        }
    }
}

fn main() {}
