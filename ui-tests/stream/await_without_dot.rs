#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

async fn fetch() -> u32 {
    1
}

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        let n = fetch() await;
        yield n;
    }
}

fn main() {}
