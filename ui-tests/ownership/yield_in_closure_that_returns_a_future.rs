#![allow(dead_code)]

use asyncgen::async_generator;
use futures::{Stream, StreamExt};

#[async_generator]
async fn numbers(stream: impl Stream<Item = u32>) -> u32 {
    stream.for_each(|n| yield_!(n)).await;
}

fn main() {}
