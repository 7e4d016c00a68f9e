#![allow(dead_code)]

use asyncgen::async_generator;

async fn fetch() -> u32 {
    1
}

#[async_generator]
async fn numbers() -> u32 {
    yield_!(fetch() await);
}

fn main() {}
