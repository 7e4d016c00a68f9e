use std::error::Error;

use asyncgen::async_generator;

#[async_generator(throws = Error)]
async fn numbers(text: &str) -> u32 {
    yield_!(text.parse()?);
}

fn main() {
    let _ = numbers("1");
}
