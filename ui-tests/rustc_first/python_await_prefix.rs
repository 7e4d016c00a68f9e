#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn f() -> u32 {
    let n = await get();
    yield_!(n);
}

async fn get() -> u32 { 1 }

fn main() {}
