#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn f(s: impl Stream<Item = u32>) -> impl Stream<Item = u32> {
    stream! {
        async for n in s { yield n; }
    }
}

fn main() {}
