#![allow(dead_code)]

use async_stream::stream;
use futures::Stream;

async fn log(_: &str) -> Result<(), std::io::Error> {
    Ok(())
}

fn numbers() -> impl Stream<Item = u32> {
    stream! {
        log("begin").await;
        yield 1;
    }
}

fn main() {}
