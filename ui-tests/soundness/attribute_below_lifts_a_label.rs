// The same, to leave the body from elsewhere.
// takes: 'must_stand_directly_in_the_async_generator
// errors: 4
#![forbid(unsafe_code)]
use asyncgen::async_generator;
use hostile::lift_into;

#[async_generator]
#[lift_into('must_stand_directly_in_the_async_generator)]
async fn numbers() -> u64 {
    yield_!(1);
}

fn main() {}
