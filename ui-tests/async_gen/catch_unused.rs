#![deny(deprecated, unused_must_use)]
#![allow(dead_code)]

use asyncgen::async_gen;

async_gen! {
    #[async_generator(throws = String)]
    async fn numbers() -> u32 {
        catch! { yield 1 };
    }
}

fn main() {}
