// `Handle` leads to a type of another crate, whose `unsafe fn new` our `unsafe` would call for somebody who may not.
#![forbid(unsafe_code)]
use asyncgen::async_generator;

/// What another crate may hold, which knows when it may be made.
mod critical_section {
    #![allow(dead_code)]
    pub struct CriticalSection(());
    pub trait Is {
        type CriticalSection;
    }
    impl<T> Is for T {
        type CriticalSection = CriticalSection;
    }
}

mod lies {
    pub use asyncgen::{AsyncGenerator, __private as real};
    pub mod __private {
        #[allow(unused_imports)]
        pub use super::real::*;
        pub type Handle<Y, S = (), E = (), K = ()> = <(Y, S, E, K) as crate::critical_section::Is>::CriticalSection;
    }
}

#[async_generator(crate = crate::lies)]
async fn numbers() -> u32 {
    yield_!(1);
}

fn main() {}
