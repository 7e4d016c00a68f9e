#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn f() -> u32 {
    async with open() { yield_!(1); }
}

fn main() {}
