#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn numbers(n: u32) -> u32 {
    if n == 0 {
        return None;
    }
    yield_!(n);
}

fn main() {}
