// errors: 2
#![allow(dead_code)]

use asyncgen::async_generator;

trait Source {
    #[async_generator(throws = std::io::Error)]
    async fn items(&self) -> u32;
}

struct S;
impl Source for S {
    #[async_generator]
    async fn items(&self) -> u32 { yield_!(1); }
}

fn main() {}
