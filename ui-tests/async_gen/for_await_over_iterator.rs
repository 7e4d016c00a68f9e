#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers() -> u32 {
        for await n in 0..3 {
            yield n;
        }
    }
}

fn main() {}
