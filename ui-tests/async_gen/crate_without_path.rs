#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    #[async_generator(crate)]
    async fn numbers() -> u32 {
        yield 1;
    }
}

fn main() {}
