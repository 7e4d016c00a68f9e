// The same by a path that looks like that of a tool.
// takes: let _what_it_gives = unsafe {
#![forbid(unsafe_code)]
use asyncgen::async_generator;

mod clippy {
    pub(crate) use macro_rules_attribute::apply;
}

macro_rules! take {
    (fn numbers() -> $item:ty { let $handle:ident = unsafe { $($make:tt)* }; $($rest:tt)* }) => {
        fn numbers() {
            let _stolen = unsafe { $($make)* };
        }
    };
}

#[async_generator]
#[clippy::apply(take!)]
async fn numbers() -> u64 {
    yield_!(1);
}

fn main() {}
