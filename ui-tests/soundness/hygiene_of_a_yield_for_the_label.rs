// The same, to name the label that says where a yield may stand.
// takes: 'must_stand_directly_in_the_async_generator
#![forbid(unsafe_code)]
use asyncgen::async_generator;
use hostile::lift;

#[async_generator]
async fn numbers() -> u64 {
    lift!('must_stand_directly_in_the_async_generator => yield_!(1));
}

fn main() {}
