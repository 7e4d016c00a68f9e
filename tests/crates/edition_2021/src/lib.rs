//! Generators in edition 2021.

macro_rules! generator {
    ([$($argument:tt)*] $($function:tt)*) => {
        #[::asyncgen::async_generator($($argument)*)]
        $($function)*
    };
}

include!("../../sample.rs");
