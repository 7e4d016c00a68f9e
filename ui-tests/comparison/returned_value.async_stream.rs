#![allow(dead_code)]

use async_stream::stream;
use futures::Stream;

fn numbers(n: u32) -> impl Stream<Item = u32> {
    stream! {
        if n == 0 {
            return None;
        }
        yield n;
    }
}

fn main() {}
