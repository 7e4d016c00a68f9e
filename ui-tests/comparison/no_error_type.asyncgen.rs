#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn numbers(text: String) -> u32 {
    let n = text.parse::<u32>()?;
    yield_!(n);
}

fn main() {}
