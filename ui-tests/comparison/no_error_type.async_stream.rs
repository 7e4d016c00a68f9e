#![allow(dead_code)]

use async_stream::stream;
use futures::Stream;

fn numbers(text: String) -> impl Stream<Item = u32> {
    stream! {
        let n = text.parse::<u32>()?;
        yield n;
    }
}

fn main() {}
