#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    #[async_generator(throws = String)]
    async fn numbers(n: u32) -> u32 {
        if n == 0 { return Ok(()); }
        yield n;
    }
}

fn main() {}
