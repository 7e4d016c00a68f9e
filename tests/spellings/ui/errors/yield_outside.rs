//! An ordinary function in `async_gen!` is no generator: rustc rejects `yield`, we `yield_!`.
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
