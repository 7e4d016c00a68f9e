#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        let first = try { "1".parse::<u32>()? };
        yield first.unwrap_or(0);
    }
}

fn main() {}
