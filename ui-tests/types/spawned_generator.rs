// errors: 2
#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 { yield_!(1); }
fn consume() { tokio::spawn(numbers()); }

fn main() {}
