// A rule of the body's takes the hygiene of what it is applied to.
// takes: _what_it_gives
// errors: 2
#![forbid(unsafe_code)]
use asyncgen::async_generator;
use hostile::lift;

#[async_generator]
async fn numbers() -> u64 {
    macro_rules! rule {
        ($item:expr) => {
            lift!(_what_it_gives => { yield_!($item) })
        };
    }
    rule!(1);
}

fn main() {}
