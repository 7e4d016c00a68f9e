// errors: 2
#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers() -> u32 {
        tokio::join!(async { yield 1; }, async { yield 2; });
    }
}

fn main() {}
