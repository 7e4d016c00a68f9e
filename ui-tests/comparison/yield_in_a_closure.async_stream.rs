#![allow(dead_code)]

use async_stream::stream;
use futures::Stream;

fn numbers(all: Vec<u32>) -> impl Stream<Item = u32> {
    stream! {
        all.into_iter().for_each(|n| yield n);
    }
}

fn main() {}
