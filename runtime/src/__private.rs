//! What the macros' expansions name. Not for users, and not stable.

pub use core::convert::Infallible;
pub use core::fmt::Debug;
pub use core::marker::Send;
pub use core::option::Option;
pub use core::pin::pin;
pub use core::result::Result;

pub use crate::awaiting::{Await, ForAwait};
pub use crate::check::{Tail, stand_in, stand_in_item};
pub use crate::flow::{Flow, guarded, never, received, resumed};
pub use crate::frame::Handle;
pub use crate::generator::{Plain, Throwing, generator};
