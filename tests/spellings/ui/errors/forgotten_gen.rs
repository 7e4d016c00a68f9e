//! An `async` block is not a generator.
use asyncgen::async_gen;

fn main() {
    let _ = async_gen!(async move { yield 1; });
    let _ = async_gen!(async { yield 1; });
}
