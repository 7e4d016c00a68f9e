#![allow(dead_code)]

use asyncgen::async_gen;

fn fetch() -> u32 { 1 }
async_gen! {
    async gen fn numbers() -> u32 {
        let n = fetch().await;
        yield n;
    }
}

fn main() {}
