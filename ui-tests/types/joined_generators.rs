// errors: 3
#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 { yield_!(1); }
async fn consume() { let _ = futures::future::join_all(vec![numbers()]).await; }

fn main() {}
