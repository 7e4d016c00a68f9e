#![allow(dead_code)]

use async_stream::stream;
use futures::Stream;

fn words() -> impl Stream<Item = &'static str> {
    stream! {
        let word = String::from("one");
        yield word.as_str();
    }
}

fn main() {}
