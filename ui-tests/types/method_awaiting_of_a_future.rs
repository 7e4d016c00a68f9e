// No method of ours is called or suggested: a trait of ours once had an `awaiting`.
use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    std::future::ready(1).awaiting();
    yield_!(1);
}

fn main() {}
