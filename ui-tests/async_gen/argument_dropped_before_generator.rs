#![allow(dead_code)]

use asyncgen::async_gen;
use futures::StreamExt;

async_gen! {
    async gen fn words(v: &str) -> u32 {
        yield v.len() as u32;
    }
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
