#![allow(dead_code)]

use async_stream::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        yield "one";
    }
}

fn main() {}
