#![allow(dead_code)]

use asyncgen::async_generator;
use futures::StreamExt;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
}

async fn first() -> Option<u32> {
    let mut numbers = numbers();
    numbers.next().await
}

fn main() {}
