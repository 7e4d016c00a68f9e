#![allow(dead_code)]

use asyncgen::async_gen;

async fn fetch() -> Vec<u32> { vec![] }
async_gen! {
    async gen fn numbers() -> u32 {
        for await n in fetch() {
            yield n;
        }
    }
}

fn main() {}
