#![doc = include_str!("../README.md")]
#![no_std]

#[cfg(feature = "alloc")]
extern crate alloc;

#[doc(hidden)]
pub mod __private;
mod awaiting;
#[cfg(feature = "alloc")]
mod boxed;
mod check;
mod error;
mod flow;
mod frame;
mod generator;
mod operations;
mod protocol;
mod spelling;

pub use asyncgen_macros::async_generator;

// Not for users. But rustc names them when a bound of theirs is not met, and `__private` would tell nobody anything.
#[doc(hidden)]
pub use crate::awaiting::{Await, ForAwait};
#[doc(hidden)]
pub use crate::check::LastExpression;

#[cfg(feature = "alloc")]
pub use crate::boxed::{BoxAsyncGenerator, LocalBoxAsyncGenerator};
pub use crate::error::{CloseError, CloseErrorKind, ResumeError, ResumeErrorKind};
#[doc(hidden)]
pub use crate::frame::Generator;
#[doc(hidden)]
pub use crate::generator::{Ending, Plain, Throwing};
pub use crate::operations::{AsyncGeneratorExt, Close, Send, Throw};
pub use crate::protocol::{AsyncGenerator, GeneratorState, Resume, Resumed};

/// The examples of `MIGRATION.md` compile and run.
#[cfg(doctest)]
#[doc = include_str!("../MIGRATION.md")]
mod migration {}
