#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    try {
        yield_!(1);
    } except {}
}

fn main() {}
