// errors: 2
#![allow(dead_code)]

use std::pin::pin;

use asyncgen::async_gen;
use futures::StreamExt;

async_gen! {
    #[async_generator(throws = String)]
    async fn numbers() -> u32 { yield 1; }
}

async fn consume() -> Result<(), String> {
    let mut g = pin!(numbers());
    let n: u32 = g.next().await?;
    drop(n);
    Ok(())
}

fn main() {}
