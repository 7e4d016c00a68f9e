// errors: 2
// mentions: InfallibleItems
#![allow(dead_code)]

use asyncgen::stream;
use futures::{Stream, StreamExt};

fn numbers() -> impl Stream<Item = u32> {
    stream! { yield 1; }
}

async fn consume() {
    let mut s = futures::stream::select(numbers(), numbers());
    while let Some(x) = s.next().await { println!("{x}"); }
}

fn main() {}
