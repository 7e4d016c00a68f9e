#![deny(deprecated, unused_must_use)]
#![allow(dead_code)]

use asyncgen::async_gen;

async fn fetch() -> Result<u32, ()> { Ok(1) }

async_gen! {
    async gen fn numbers() -> u32 {
        fetch().await;
        yield 1;
    }
}

fn main() { drop(numbers()); }
