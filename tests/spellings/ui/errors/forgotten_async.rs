//! A `gen` block is not asynchronous.
use asyncgen::async_gen;

fn main() {
    let _ = async_gen!(gen { yield 1; });
    let _ = async_gen!(gen move { yield 1; });
}
