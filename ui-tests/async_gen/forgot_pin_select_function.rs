// errors: 2
// mentions: InfallibleItems
#![allow(dead_code)]

use asyncgen::async_gen;
use futures::StreamExt;

async_gen! {
    async gen fn numbers() -> u32 { yield 1; }
}

async fn consume() {
    let mut s = futures::stream::select(numbers(), numbers());
    while let Some(x) = s.next().await { println!("{x}"); }
}

fn main() {}
