#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers(v: Vec<u32>) -> u32 {
        for await n in v {
            yield n;
        }
    }
}

fn main() {}
