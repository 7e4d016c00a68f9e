// What `crate = path` names is never called inside an `unsafe` of ours to prepare a stream.
#![forbid(unsafe_code)]
#![allow(deprecated, non_snake_case)]
use asyncgen::async_generator;

mod lies {
    pub use asyncgen::{__private, AsyncGenerator};
    pub mod ForAwait {
        pub use core::ptr::read as asyncgen_stream;

        pub fn asyncgen_next<S>(_: core::pin::Pin<&mut S>) -> core::future::Ready<Option<()>> {
            core::future::ready(None)
        }
    }
}

#[async_generator(crate = crate::lies)]
async fn numbers(list: *const futures::stream::Empty<u32>) -> u32 {
    #[for_await]
    for _n in list {}
}

fn main() {}
