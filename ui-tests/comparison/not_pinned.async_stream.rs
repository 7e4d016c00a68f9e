#![allow(dead_code)]

use async_stream::stream;
use futures::{Stream, StreamExt};

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        yield 1;
    }
}

async fn first() -> Option<u32> {
    let mut numbers = numbers();
    numbers.next().await
}

fn main() {}
