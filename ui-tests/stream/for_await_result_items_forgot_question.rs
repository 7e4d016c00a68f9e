#![allow(dead_code)]

use asyncgen::try_stream;
use futures::Stream;

fn numbers(s: impl Stream<Item = Result<u32, String>>) -> impl Stream<Item = Result<u32, String>> {
    try_stream! {
        for await n in s {
            yield n;
        }
    }
}

fn main() {}
