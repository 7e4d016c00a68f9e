#![deny(deprecated)]
use asyncgen::async_generator;

#[async_generator(throws = String)]
async fn numbers() -> u32 {
    catch! { yield_!(1) };
    yield_!(2);
}

fn main() {
    let _ = numbers();
}
