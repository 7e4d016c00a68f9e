// errors: 3
#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    async gen fn numbers() -> u32 { yield 1; }
}

async fn consume() { let _ = futures::future::join_all(vec![numbers()]).await; }

fn main() {}
