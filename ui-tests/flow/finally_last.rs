#![deny(deprecated)]
use asyncgen::async_generator;

#[async_generator]
async fn numbers() -> u32 {
    yield_!(1);
    finally! { println!("bye"); }
}

fn main() {
    let _ = numbers();
}
