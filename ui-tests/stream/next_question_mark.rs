// errors: 2
#![allow(dead_code)]

use std::pin::pin;

use asyncgen::try_stream;
use futures::{Stream, StreamExt};

fn numbers() -> impl Stream<Item = Result<u32, String>> {
    try_stream! { yield 1; }
}

async fn consume() -> Result<(), String> {
    let mut g = pin!(numbers());
    let n: u32 = g.next().await?;
    drop(n);
    Ok(())
}

fn main() {}
