// A macro takes the variable of a loop among its arguments, to move the stream of a loop outside of it.
// errors: 2
// takes: { mut _asyncgen_stream => {
// takes: { let mut _asyncgen_stream =
#![forbid(unsafe_code)]
use asyncgen::async_generator;
use futures::{StreamExt, stream};

macro_rules! take {
    (match $($stream:ident)::* ::<u64>().fuse() { mut $variable:ident => { $($rest:tt)* } }) => {
        drop($variable)
    };
    ({ let mut $variable:ident = $stream:expr; $($rest:tt)* }) => {
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
