// An attribute below ours takes the hygiene of the tokens that it gets, each in turn.
// takes: _what_it_gives
// errors: 3
// mentions: __private
#![forbid(unsafe_code)]
use asyncgen::async_generator;
use hostile::lift_into;

#[async_generator]
#[lift_into(_what_it_gives)]
async fn numbers(first: u64, (second, _): (u64, u64)) -> u64 {
    yield_!(first + second);
}

fn main() {}
