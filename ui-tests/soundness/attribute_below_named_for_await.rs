// The same under the name of the attribute that `for_await` is on a loop.
// takes: let _what_it_gives = unsafe {
#![forbid(unsafe_code)]
use asyncgen::async_generator;
use macro_rules_attribute::apply as for_await;

macro_rules! take {
    (fn numbers() -> $item:ty { let $handle:ident = unsafe { $($make:tt)* }; $($rest:tt)* }) => {
        fn numbers() {
            let _stolen = unsafe { $($make)* };
        }
    };
}

#[async_generator]
#[for_await(take!)]
async fn numbers() -> u64 {
    yield_!(1);
}

fn main() {}
