#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    let first = try { "1".parse::<u32>()? };
    yield_!(first.unwrap_or(0));
}

fn main() {}
