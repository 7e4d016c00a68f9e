#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn f() -> u32 {
    yield_!(1);
    raise "x";
}

fn main() {}
