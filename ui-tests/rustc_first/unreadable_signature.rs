//! Of a body that belongs to no readable signature nothing is told.
use asyncgen::async_generator;

#[async_generator]
async fn numbers(from: u32 to: u32) -> u32 {
    for n in from..to {
        yield_!(n);
    }
}

fn main() {
    let _ = numbers(1, 2);
}
