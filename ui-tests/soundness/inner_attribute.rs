// An inner attribute may be a macro of somebody's too; rustc allows none on a function.
// takes: let _what_it_gives = unsafe {
#![forbid(unsafe_code)]
#![allow(unused)]
use asyncgen::async_generator;
use macro_rules_attribute::apply;

macro_rules! take {
    (fn numbers() -> $item:ty { let $handle:ident = unsafe { $($make:tt)* }; $($rest:tt)* }) => {
        fn numbers() {
            let _stolen = unsafe { $($make)* };
        }
    };
}

#[async_generator]
async fn numbers() -> u64 {
    #![apply(take!)]
    yield_!(1);
}

fn main() {}
