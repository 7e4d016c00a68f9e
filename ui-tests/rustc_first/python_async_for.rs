#![allow(dead_code)]

use asyncgen::async_generator;
use futures::Stream;

#[async_generator]
async fn f(s: impl Stream<Item = u32>) -> u32 {
    async for n in s { yield_!(n); }
}

fn main() {}
