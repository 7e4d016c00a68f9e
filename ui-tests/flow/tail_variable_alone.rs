//! Not a second report, that it never yields.
use asyncgen::async_generator;

#[async_generator]
async fn numbers(n: u32) -> u32 {
    n
}

fn main() {
    let _ = numbers(1);
}
