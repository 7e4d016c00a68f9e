#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers() -> u32 {
        yield 1;
        yield break;
    }
}

fn main() {}
