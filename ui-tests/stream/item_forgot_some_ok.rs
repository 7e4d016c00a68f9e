#![allow(dead_code)]

use asyncgen::try_stream;
use futures::Stream;

fn numbers() -> impl Stream<Item = Result<u32, std::io::Error>> {
    try_stream! {
        yield Ok(1);
    }
}

fn main() {}
