// A macro that takes its arguments apart, and uses what it finds in an `async` block of its own.
// errors: 3
#![forbid(unsafe_code)]
use asyncgen::async_generator;

macro_rules! take {
    ($name:ident ! $arguments:tt) => {
        async { $name! $arguments }
    };
    ({ $name:ident ! $arguments:tt }) => {
        async { $name! $arguments }
    };
}

#[async_generator]
async fn numbers() -> u64 {
    let _stolen = take!(yield_!(0));
    let _stolen = take!(catch! { yield_!(0) });
    let _stolen = take!({ finally! {} yield_!(0); });
}

fn main() {}
