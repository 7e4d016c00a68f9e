//! Generators without std and without alloc, which only the tests use.
#![no_std]

#[cfg(test)]
extern crate std;

macro_rules! generator {
    ([$($argument:tt)*] $($function:tt)*) => {
        #[::asyncgen::async_generator($($argument)*)]
        $($function)*
    };
}

include!("../../sample.rs");
