// A macro takes the variable of a loop among its arguments, to move the stream of a loop outside of it.
// errors: 2
// takes: match ::asyncgen::ForAwait::asyncgen_stream(
// takes: .pinned(::asyncgen::ForAwait::asyncgen_stream(
#![forbid(unsafe_code)]
use asyncgen::async_generator;
use futures::{StreamExt, stream};

macro_rules! take {
    (match :: asyncgen :: ForAwait :: asyncgen_stream ( $($stream:tt)* ) { $variable:ident => { $($rest:tt)* } }) => {
        drop($variable)
    };
    ({ let mut $variable:ident = $handle:ident.pinned(:: asyncgen :: ForAwait :: asyncgen_stream ( $($stream:tt)* )); $($rest:tt)* }) => {
        drop($variable)
    };
}

#[async_generator]
async fn numbers() -> u64 {
    #[for_await]
    for _outer in stream::empty::<u64>() {
        take! {
            #[for_await]
            for _inner in stream::empty::<u64>() {}
        }
        take! {
            #[for_await]
            for _inner in stream::empty::<u64>().fuse() {}
        }
    }
}

fn main() {}
