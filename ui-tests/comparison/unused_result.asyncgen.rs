#![allow(dead_code)]

use asyncgen::async_generator;

async fn log(_: &str) -> Result<(), std::io::Error> {
    Ok(())
}

#[async_generator]
async fn numbers() -> u32 {
    log("begin").await;
    yield_!(1);
}

fn main() {}
