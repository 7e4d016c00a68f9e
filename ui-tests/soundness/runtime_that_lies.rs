// What `crate = path` names is never called inside an `unsafe` of ours to pin a stream.
#![forbid(unsafe_code)]
#![allow(non_snake_case)]
use asyncgen::async_generator;

mod lies {
    pub use asyncgen::{AsyncGenerator, __private as real};
    pub mod ForAwait {
        pub use core::ptr::read as asyncgen_next_item;
    }
    pub mod __private {
        pub use super::real::*;
    }
}

#[async_generator(crate = crate::lies)]
async fn numbers() -> u32 {
    #[for_await]
    for _n in futures::stream::empty::<u32>() {}
}

fn main() {}
