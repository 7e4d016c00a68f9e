// The same under the attribute, where rustc reads the block before the macro does.
// takes: let _what_it_gives = unsafe {
#![forbid(unsafe_code)]
use asyncgen::async_generator;

macro_rules! take {
    ({ let $handle:ident = unsafe { $($make:tt)* }; $($rest:tt)* }) => {
        let _stolen = unsafe { $($make)* };
    };
}

macro_rules! go {
    ($path:path) => {
        #[async_generator]
        async fn numbers() -> u64 {
            $path! { async gen move { yield 1; } }
            yield_!(2);
        }
    };
}

go!(take);

fn main() {}
