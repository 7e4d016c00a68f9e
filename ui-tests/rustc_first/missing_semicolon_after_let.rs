#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let a = 1
    yield_!(a);
}

fn main() {}
