// errors: 2
// mentions: InfallibleItems
#![allow(dead_code)]

use asyncgen::async_gen;
use futures::StreamExt;

async_gen! {
    async gen fn numbers() -> u32 { yield 1; }
}

async fn consume() {
    while let Some(n) = numbers().next().await { println!("{n}"); }
}

fn main() {}
