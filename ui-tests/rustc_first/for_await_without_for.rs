// errors: 2
#![allow(dead_code)]

use asyncgen::async_generator;
use futures::Stream;

#[async_generator]
async fn numbers(s: impl Stream<Item = u32>) -> u32 {
    #[for_await] n in s {
        yield_!(n);
    }
}

fn main() {}
