#![allow(dead_code)]

use asyncgen::async_generator;

async fn get() -> String { String::new() }
fn take(_: &str) {}
#[async_generator]
async fn f() -> u32 {
    take(get().await);
    yield_!(1);
}

fn main() {}
