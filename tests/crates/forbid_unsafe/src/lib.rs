//! Generators in a crate that forbids unsafe code: the `unsafe` of an expansion is not the user's.
#![forbid(unsafe_code)]

macro_rules! generator {
    ([$($argument:tt)*] $($function:tt)*) => {
        #[::asyncgen::async_generator($($argument)*)]
        $($function)*
    };
}

include!("../../sample.rs");
