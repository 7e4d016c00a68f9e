// An `impl` in what the attribute gets has our hygiene, so that it captures all lifetimes; but it is that of an
// expansion that is over: the body is another one's.
// takes: _what_it_gives
// errors: 6
// mentions: __private
#![forbid(unsafe_code)]
use asyncgen::async_generator;
use hostile::lift_into;

#[async_generator]
#[lift_into(_what_it_gives)]
async fn numbers(first: &u64) -> impl Into<u64> {
    yield_!(*first);
}

#[async_generator(boxed)]
#[lift_into(_what_it_gives)]
async fn words<T: Send + Into<u64>>(first: &str, second: &str, third: T) -> String {
    yield_!(format!("{first}{second}{}", third.into()));
}

fn main() {}
