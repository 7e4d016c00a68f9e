#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! { yield 1; }
}

fn outer() -> impl Stream<Item = u32> {
    stream! {
        let mut g = numbers();
        for await n in &mut g {
            yield n;
        }
    }
}

fn main() {}
