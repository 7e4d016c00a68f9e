#![allow(dead_code)]

use asyncgen::async_gen;
use futures::Stream;

async_gen! {
    async gen fn f(s: impl Stream<Item = u32>) -> u32 {
        async for n in s { yield n; }
    }
}

fn main() {}
