#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn main() -> u32 { yield_!(1); }
