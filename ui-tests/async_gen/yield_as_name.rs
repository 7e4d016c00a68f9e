#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers() -> u32 {
        let yield = 1;
        yield r#yield;
    }
}

fn main() {}
