// errors: 2
#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield!(1);
}

fn main() {}
