#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator]
async fn tree(n: u32) -> u32 {
    yield_!(n);
    if n > 0 {
        #[for_await]
        for x in tree(n - 1) {
            yield_!(x);
        }
    }
}

fn main() {}
