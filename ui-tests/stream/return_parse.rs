#![allow(dead_code)]

use asyncgen::try_stream;
use futures::Stream;

fn numbers(s: &'static str) -> impl Stream<Item = Result<u32, std::num::ParseIntError>> {
    try_stream! {
        return s.parse()?;
    }
}

fn main() {}
