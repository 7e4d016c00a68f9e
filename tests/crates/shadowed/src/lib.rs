//! Generators in a crate that shadows the names of the prelude and of crates.
#![allow(dead_code, non_snake_case, non_upper_case_globals)]

/// Shadows the prelude or a crate.
pub struct Option;
/// Shadows the prelude or a crate.
pub struct Result;
/// Shadows the prelude or a crate.
pub struct Box;
/// Shadows the prelude or a crate.
pub struct Pin;
/// Shadows the prelude or a crate.
pub trait Send {}
/// Shadows the prelude or a crate.
pub trait Future {}
/// Shadows the prelude or a crate.
pub trait Stream {}
/// Shadows the prelude or a crate.
pub trait Debug {}
/// Shadows the prelude or a crate.
pub const None: u8 = 0;
/// Shadows the prelude or a crate.
pub fn Some() {}
/// Shadows the prelude or a crate.
pub fn Ok() {}
/// Shadows the prelude or a crate.
pub fn Err() {}
/// Shadows the prelude or a crate.
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
