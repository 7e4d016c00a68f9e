#![feature(gen_blocks, async_iterator)]
#![allow(dead_code)]

use std::async_iter::AsyncIterator;
use std::future::poll_fn;
use std::pin::Pin;

async gen fn numbers() -> u32 {
    yield 1;
}

async fn first() -> Option<u32> {
    let mut numbers = numbers();
    poll_fn(|cx| Pin::new(&mut numbers).poll_next(cx)).await
}

fn main() {}
