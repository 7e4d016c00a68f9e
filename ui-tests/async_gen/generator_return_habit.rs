#![allow(dead_code)]

use asyncgen::{async_gen, AsyncGenerator};

async_gen! {
    async gen fn numbers() -> impl AsyncGenerator<Item = u32> {
        yield 1;
    }
}

fn main() {}
