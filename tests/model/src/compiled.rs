//! The bodies, compiled by the macros: written by `build.rs`.
#![allow(
    deprecated,
    clippy::all,
    dead_code,
    unreachable_code,
    unreachable_patterns,
    unused_assignments,
    unused_labels,
    unused_macros,
    unused_mut,
    unused_variables,
    reason = "bodies are drawn by chance"
)]

use std::convert::Infallible;
use std::pin::Pin;

use asyncgen::AsyncGenerator;

use crate::trace::{Cx, Token};

/// A boxed generator with these item, sent and thrown types.
pub(crate) type Boxed<I, S, E> = Pin<Box<dyn AsyncGenerator<Item = I, Sent = S, Thrown = E>>>;

/// A function that makes a generator, by the protocol that the generator declares.
pub(crate) enum Constructor {
    Plain(fn(Cx, Token) -> Boxed<Token, (), Infallible>),
    Sends(fn(Cx, Token) -> Boxed<Token, Token, Infallible>),
    Throws(fn(Cx, Token) -> Boxed<Result<Token, Token>, (), Token>),
    SendsAndThrows(fn(Cx, Token) -> Boxed<Result<Token, Token>, Token, Token>),
}

/// A body in its spellings.
pub(crate) struct Compiled {
    /// The name, for [`Body::named`](crate::body::Body::named).
    pub(crate) name: &'static str,
    /// Each spelling with its name.
    pub(crate) spellings: &'static [(&'static str, Constructor)],
}

/// A type whose name is that of a small one.
mod by_name {
    pub(super) type Box = super::Token;
}

/// A foreign macro that awaits.
macro_rules! foreign {
    ($future:expr) => {
        $future.await
    };
}

include!(concat!(env!("OUT_DIR"), "/bodies.rs"));
