#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn f() -> u32 {
        let n = await get();
        yield n;
    }
}

async fn get() -> u32 { 1 }

fn main() {}
