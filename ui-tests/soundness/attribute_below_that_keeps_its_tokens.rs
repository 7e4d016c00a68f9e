// The same without a crate for it: any attribute may keep its tokens.
// takes: let _what_it_gives = unsafe {
#![forbid(unsafe_code)]
use asyncgen::async_generator;
use hostile::keep;

macro_rules! take {
    (fn numbers() -> $item:ty { let $handle:ident = unsafe { $($make:tt)* }; $($rest:tt)* }) => {
        fn numbers() {
            let _stolen = unsafe { $($make)* };
        }
    };
}

#[async_generator]
#[keep(take)]
async fn numbers() -> u64 {
    yield_!(1);
}

fn main() {}
