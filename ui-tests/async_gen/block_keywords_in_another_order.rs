// errors: 2
#![allow(dead_code)]

use asyncgen::async_gen;
use futures::Stream;

fn one() -> impl Stream<Item = u32> {
    async_gen!(move async gen { yield 1; })
}

fn two() -> impl Stream<Item = u32> {
    async_gen!(gen async { yield 2; })
}

fn main() {}
