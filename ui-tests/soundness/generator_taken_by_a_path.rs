// The path of a macro that a rule passes is no plain name: its arguments are foreign all the same.
// takes: let _what_it_gives = unsafe {
#![forbid(unsafe_code)]
use asyncgen::async_gen;

macro_rules! take {
    (fn numbers() -> $item:ty { let $handle:ident = unsafe { $($make:tt)* }; $($rest:tt)* }) => {
        fn numbers() {
            let _stolen = unsafe { $($make)* };
        }
    };
}

macro_rules! go {
    ($path:path) => {
        async_gen! { $path! { async gen fn numbers() -> u64 { yield 1; } } }
    };
}

go!(take);

fn main() {}
