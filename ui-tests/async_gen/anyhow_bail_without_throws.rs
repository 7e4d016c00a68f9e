#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers(n: u32) -> u32 {
        if n == 0 { anyhow::bail!("zero"); }
        yield n;
    }
}

fn main() {}
