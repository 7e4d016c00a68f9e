// errors: 2
#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        tokio::join!(async { yield 1; }, async { yield 2; });
    }
}

fn main() {}
