#![allow(dead_code)]

use asyncgen::try_stream;
use futures::Stream;

fn numbers(n: u32) -> impl Stream<Item = std::io::Result<u32>> {
    try_stream! {
        if n == 0 {
            anyhow::bail!("none");
        }
        yield n;
    }
}

fn main() {}
