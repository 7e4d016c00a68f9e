#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers(s: &'static str) -> u32 {
    let r = catch! { s.parse().map_err(|_| String::new())? };
    drop(r);
    yield_!(1);
}

fn main() {}
