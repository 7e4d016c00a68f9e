#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    let mut n = 0;
    let r = &n;
    let _ = catch! { n += 1; yield_!(n); };
    println!("{r}");
}

fn main() {}
