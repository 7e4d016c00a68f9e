#![allow(dead_code)]

use asyncgen::async_gen;
use futures::Stream;

async_gen! {
    async gen fn numbers(stream: impl Stream<Item = u32>) -> u32 {
        for await! n in stream { yield n; }
    }
}

fn main() {}
