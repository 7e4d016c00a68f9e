#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 { yield_!(1); }
#[async_generator]
async fn outer() -> u32 {
    let mut g = numbers();
    #[for_await] for n in &mut g {
        yield_!(n);
    }
}

fn main() {}
