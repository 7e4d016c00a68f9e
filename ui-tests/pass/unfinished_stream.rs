//! A stream that yields nothing, or not yet, has the items that its function declares.
#![deny(warnings)]

use std::pin::pin;

use asyncgen::{async_gen, stream, try_stream};
use futures::{Stream, StreamExt};

fn numbers() -> impl Stream<Item = u32> {
    stream! { todo!() }
}

fn results() -> impl Stream<Item = Result<u32, String>> {
    try_stream! { unimplemented!("later") }
}

fn texts() -> impl Stream<Item = String> {
    async_gen!(async gen { todo!("{}", 1); })
}

fn none() -> impl Stream<Item = u32> {
    stream! {}
}

fn looks_for_some() -> impl Stream<Item = Result<u32, std::num::ParseIntError>> {
    stream! {
        println!("{}", "1".parse::<u32>()?);
    }
}

macro_rules! log {
    ($text:expr) => {
        println!("{}", $text)
    };
}

/// Nothing says of which type its items are.
async fn empty() {
    let mut empty = pin!(stream! { log!("empty"); });
    while let Some(item) = empty.next().await {
        let () = item;
    }
    let empty = stream! { log!("empty"); };
    assert_eq!(empty.count().await, 0);
    let empty = stream! { println!("empty"); };
    assert_ne!(empty.collect::<Vec<_>>().await, [()]);
}

fn main() {
    let _ = (numbers(), results(), texts(), none(), looks_for_some(), empty());
}
