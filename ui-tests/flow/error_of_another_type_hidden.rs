#![allow(dead_code)]

use asyncgen::async_generator;

#[async_generator(throws = std::io::Error)]
async fn numbers(limit: u32) -> u32 {
    for number in 0.. {
        if number == limit {
            anyhow::bail!("too many");
        }
        yield_!(number);
    }
}

fn main() {}
