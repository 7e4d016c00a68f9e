//! Generators in edition 2018, where `impl Trait` captures no lifetimes by itself.

macro_rules! generator {
    ([$($argument:tt)*] $($function:tt)*) => {
        #[::asyncgen::async_generator($($argument)*)]
        $($function)*
    };
}

include!("../../sample.rs");

#[cfg(test)]
// What is tested is how code is written.
#[allow(clippy::all, clippy::undocumented_unsafe_blocks, unused_parens)]
mod drop_order {
    use std::cell::RefCell;

    use futures::executor::block_on;
    use futures::{stream, StreamExt};

    include!("../../drop_order.rs");
}
