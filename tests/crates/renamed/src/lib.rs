//! Generators in a crate that depends on asyncgen under another name.

macro_rules! generator {
    ([$($argument:tt)*] $($function:tt)*) => {
        #[::generators::async_generator(crate = ::generators, $($argument)*)]
        $($function)*
    };
}

include!("../../sample.rs");
