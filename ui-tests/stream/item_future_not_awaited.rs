#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

async fn fetch(n: u32) -> u32 { n }
fn numbers() -> impl Stream<Item = u32> {
    stream! {
        yield fetch(1);
    }
}

fn main() {}
