#![allow(dead_code)]

use asyncgen::async_generator;

trait Numbers {
    #[async_generator(boxed)]
    async fn numbers(&self) -> u32;
}

struct Two;

impl Numbers for Two {
    #[async_generator(boxed)]
    async fn numbers(&self) -> u64 {
        yield_!(2);
    }
}

fn main() {}
