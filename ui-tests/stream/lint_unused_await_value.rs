#![deny(deprecated, unused_must_use)]
#![allow(dead_code)]

use asyncgen::stream;
use futures::Stream;

async fn fetch() -> Result<u32, ()> { Ok(1) }

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        fetch().await;
        yield 1;
    }
}

fn main() { drop(numbers()); }
