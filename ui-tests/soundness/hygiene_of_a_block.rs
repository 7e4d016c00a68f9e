// A macro takes the hygiene of an inner generator among its arguments, to name the outer's handle.
// takes: _what_it_gives
#![forbid(unsafe_code)]
use asyncgen::async_gen;
use hostile::lift;

async_gen! {
    async gen fn numbers() -> u64 {
        lift!(_what_it_gives => async gen move { yield 1; });
        yield 2;
    }
}

fn main() {}
