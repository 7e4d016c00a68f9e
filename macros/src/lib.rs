//! The macros of `asyncgen`: entry points only. Use them through that crate.
//!
//! `input` reads a function, `args` the attribute's arguments, `check` finds what a signature cannot be; `rewrite`
//! turns the body into an `async` block that yields, `signature` turns the rest into a plain `fn`; `expand` puts
//! these stages in order.

use proc_macro::TokenStream;

use crate::expand::Items;

mod args;
mod boxed;
mod captures;
mod check;
mod diagnostics;
mod expand;
mod fallback;
mod hygiene;
mod input;
mod keywords;
mod raises;
mod reachable;
mod rewrite;
mod scope;
mod signature;
#[cfg(test)]
mod tests;
mod tokens;

/// Makes an async generator of an `async fn`.
///
/// The documentation is in the crate `asyncgen`, which re-exports this attribute.
#[proc_macro_attribute]
pub fn async_generator(args: TokenStream, item: TokenStream) -> TokenStream {
    expand::attribute(args.into(), item.into()).into()
}

/// What `asyncgen::async_gen!` calls with its own `$crate` first.
#[proc_macro]
pub fn async_gen(tokens: TokenStream) -> TokenStream {
    expand::async_gen(tokens.into()).into()
}

/// What `asyncgen::stream!` calls with its own `$crate` first.
#[proc_macro]
pub fn stream(tokens: TokenStream) -> TokenStream {
    expand::stream(tokens.into(), Items::Yielded).into()
}

/// What `asyncgen::try_stream!` calls with its own `$crate` first.
#[proc_macro]
pub fn try_stream(tokens: TokenStream) -> TokenStream {
    expand::stream(tokens.into(), Items::Results).into()
}
