#![allow(dead_code)]

use asyncgen::async_gen;
use futures::Stream;

async_gen! {
    async gen fn numbers() -> impl Stream<Item = u32> {
        yield 1;
    }
}

fn main() {}
