#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    catch! {
        yield_!(1);
        break;
    };
}

fn main() {}
