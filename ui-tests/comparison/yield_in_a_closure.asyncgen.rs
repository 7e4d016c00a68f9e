#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn numbers(all: Vec<u32>) -> u32 {
    all.into_iter().for_each(|n| yield_!(n));
}

fn main() {}
