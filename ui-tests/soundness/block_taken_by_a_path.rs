// The same as a statement in a body.
// takes: let _what_it_gives = unsafe {
#![forbid(unsafe_code)]
use asyncgen::async_gen;

macro_rules! take {
    ({ let $handle:ident = unsafe { $($make:tt)* }; $($rest:tt)* }) => {
        let _stolen = unsafe { $($make)* };
    };
}

macro_rules! go {
    ($path:path) => {
        async_gen! {
            #[async_generator]
            async fn numbers() -> u64 {
                $path! { async gen move { yield 1; } }
                yield 2;
            }
        }
    };
}

go!(take);

fn main() {}
