//! An ordinary function inside `async_gen!` is not a generator: the keyword is rustc's own, `yield_!` is ours.
use asyncgen::{async_gen, yield_};

async_gen! {
    async fn future() { yield_!(1); }
    fn function() { asyncgen::yield_!(2); }
    async fn forgotten_gen(n: u32) { for n in 0..n { yield n; } }
    impl S {
        fn method(&self) -> u32 { let closure = || { yield 1; }; closure(); let _ = yield; 2 }
    }
}

struct S;

fn main() {}
