//! Generators where the names of the prelude, and those of crates, are taken.
#![allow(dead_code, non_snake_case, non_upper_case_globals)]

/// Taken.
pub struct Option;
/// Taken.
pub struct Result;
/// Taken.
pub struct Box;
/// Taken.
pub struct Pin;
/// Taken.
pub trait Send {}
/// Taken.
pub trait Future {}
/// Taken.
pub trait Stream {}
/// Taken.
pub trait Debug {}
/// Taken.
pub const None: u8 = 0;
/// Taken.
pub fn Some() {}
/// Taken.
pub fn Ok() {}
/// Taken.
pub fn Err() {}
/// Taken.
pub fn drop() {}

mod core {}
mod std {}
mod alloc {}
mod asyncgen {}
mod futures_core {}

macro_rules! generator {
    ([$($argument:tt)*] $($function:tt)*) => {
        #[::asyncgen::async_generator($($argument)*)]
        $($function)*
    };
}

include!("../../sample.rs");
