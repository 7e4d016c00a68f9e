#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(done: bool) -> impl Stream<Item = u32> {
    stream! {
        if not done {
            yield 1;
        }
    }
}

fn main() {}
