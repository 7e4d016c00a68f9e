#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        let yield = 1;
        yield r#yield;
    }
}

fn main() {}
