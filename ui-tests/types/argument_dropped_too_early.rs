// rustc takes the whole signature for the user's own `impl`, whatever its tokens' spans are.
// suggests: a change that cannot be parsed
#![allow(dead_code)]

use std::pin::pin;

use asyncgen::async_generator;
use futures::StreamExt;

#[async_generator]
async fn words(v: &str) -> u32 {
    yield_!(v.len() as u32);
}

async fn consume() {
    let mut g;
    {
        let s = String::from("x");
        g = Box::pin(words(&s));
    }
    g.next().await;
}

fn main() {}
