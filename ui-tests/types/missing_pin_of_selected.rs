// errors: 2
// mentions: InfallibleItems
#![allow(dead_code)]

use asyncgen::async_generator;
use futures::StreamExt;

#[async_generator]
async fn numbers() -> u32 { yield_!(1); }
async fn consume() {
    let mut s = futures::stream::select(numbers(), numbers());
    while let Some(x) = s.next().await { println!("{x}"); }
}

fn main() {}
