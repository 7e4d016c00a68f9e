// errors: 2
// A macro takes the hygiene of the tokens among its arguments, each in turn, to name the handle.
// takes: _what_it_gives
#![forbid(unsafe_code)]
use asyncgen::async_generator;
use hostile::lift;

#[async_generator]
async fn numbers() -> u64 {
    lift!(_what_it_gives => yield_!(1 2));
}

fn main() {}
