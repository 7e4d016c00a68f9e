// errors: 4
//! Nobody would poll the generator.
use asyncgen::async_generator;

#[async_generator]
#[test]
async fn tests_a_generator() -> u32 {
    yield_!(1);
}

#[tokio::main(flavor = "current_thread")]
#[async_generator]
async fn run_above() -> u32 {
    yield_!(1);
}

#[async_generator]
#[tokio::main(flavor = "current_thread")]
async fn run_below() -> u32 {
    yield_!(1);
}

#[tokio::main(flavor = "current_thread")]
#[async_generator]
async fn main() -> u32 {
    yield_!(1);
}
