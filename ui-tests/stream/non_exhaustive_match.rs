#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers(x: Option<u32>) -> impl Stream<Item = u32> {
    stream! {
        match x {
            Some(n) => yield n,
        }
    }
}

fn main() {}
