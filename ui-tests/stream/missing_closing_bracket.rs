#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn lengths(more: Vec<u32>) -> impl Stream<Item = usize> {
    stream! {
        let all: Vec<u32 = more;
        yield all.len();
    }
}

fn main() {}
