#![allow(dead_code)]

use async_stream::stream;
use futures::Stream;

async fn fetch() -> u32 {
    1
}

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        yield fetch();
    }
}

fn main() {}
