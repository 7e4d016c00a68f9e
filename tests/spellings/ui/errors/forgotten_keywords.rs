//! Braces alone, or statements alone: `stream!` takes those.
use asyncgen::async_gen;

fn main() {
    let _ = async_gen!({ yield 1; });
    let _ = async_gen! { yield 1; yield 2; };
    let _ = async_gen!(move { yield 1; });
}
