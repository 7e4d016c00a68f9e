#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers() -> u32 { yield 1; }
}

async_gen! {
    async gen fn outer() -> u32 {
        let mut g = numbers();
        for await n in &mut g {
            yield n;
        }
    }
}

fn main() {}
