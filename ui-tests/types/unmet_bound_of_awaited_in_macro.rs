// errors: 3
#![allow(dead_code)]

use asyncgen::async_generator;

trait Shape {}

struct Row;

async fn save<T: Shape>(row: T) -> u32 {
    drop(row);
    1
}

#[async_generator]
async fn numbers() -> u32 {
    println!("{}", save(Row).await);
    yield_!(1);
}

fn main() {}
