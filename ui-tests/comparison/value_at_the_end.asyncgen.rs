#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator(throws = std::io::Error)]
async fn numbers() -> u32 {
    yield_!(1);
    Ok(())
}

fn main() {}
