#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    finally! {
        yield_!(1);
    } else {
        println!("bye");
    }
}

fn main() {}
