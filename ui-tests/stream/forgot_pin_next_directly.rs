// errors: 2
// mentions: InfallibleItems
#![allow(dead_code)]

use asyncgen::stream;
use futures::{Stream, StreamExt};

fn numbers() -> impl Stream<Item = u32> {
    stream! { yield 1; }
}

async fn consume() {
    while let Some(n) = numbers().next().await { println!("{n}"); }
}

fn main() {}
