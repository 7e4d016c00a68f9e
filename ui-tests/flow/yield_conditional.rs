#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn numbers(a: bool) -> u32 {
    yield_!(1 if a else 2);
}

fn main() {}
