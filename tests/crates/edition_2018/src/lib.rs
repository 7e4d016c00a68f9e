//! Generators in edition 2018, where `impl Trait` captures no lifetimes by itself.

macro_rules! generator {
    ([$($argument:tt)*] $($function:tt)*) => {
        #[::asyncgen::async_generator($($argument)*)]
        $($function)*
    };
}

include!("../../sample.rs");
