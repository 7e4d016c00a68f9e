#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn words() -> &'static str {
    let word = String::from("one");
    yield_!(word.as_str());
}

fn main() {}
