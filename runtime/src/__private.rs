//! What the macros' expansions name. Not for users, and not stable.

pub use asyncgen_macros::{async_gen, generator_body, stream, try_stream};
pub use core::convert::Infallible;
pub use core::fmt::Debug;
pub use core::marker::Send;
pub use core::option::Option;
pub use core::result::Result;

#[cfg(feature = "alloc")]
pub use crate::boxed::boxed;
pub use crate::check::{stand_in, stand_in_item};
pub use crate::flow::{Flow, leaving, never};
pub use crate::frame::Handle;
pub use crate::generator::{Ending, Plain, Throwing};
