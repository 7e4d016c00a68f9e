//! A crate that re-exports asyncgen under another name, and has macros that use it.

pub use asyncgen as ag;
pub use asyncgen::{stream, stream as produce, try_stream};

/// Expands to a generator in a crate that does not depend on asyncgen.
#[macro_export]
macro_rules! twice {
    ($item:expr) => {
        $crate::ag::stream! { for _ in 0..2 { yield $item; } }
    };
}

/// The same, around functions.
#[macro_export]
macro_rules! source {
    ($name:ident: $($item:expr),*) => {
        $crate::ag::async_gen! { pub async gen fn $name() -> u32 { $( yield $item; )* } }
    };
}
