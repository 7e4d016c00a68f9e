#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn words(s: &str) -> &'a str {
    yield_!(s);
}

fn main() {}
