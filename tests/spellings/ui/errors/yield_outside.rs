//! An ordinary function inside `async_gen!` is not a generator: the keyword is rustc's own, `yield_!` is ours.
use asyncgen::async_gen;

async_gen! {
    async fn future() { yield_!(1); }
    fn function() { asyncgen::yield_!(2); }
}

fn main() {}
