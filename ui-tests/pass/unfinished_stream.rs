//! A stream that is still to be written has the items that its function declares.
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
}

fn main() {
    let _ = (numbers(), results(), texts(), empty());
}
