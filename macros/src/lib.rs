//! The macros of `asyncgen`: entry points only. Use them through that crate.
//!
//! An expansion goes through these stages, which `expand` puts in order: `parse` reads the
//! attribute's arguments and the function, `validate` rejects what a generator cannot be, `lower`
//! turns the keyword spellings into the attribute's, `rewrite` turns the body into the inside of an
//! `async` block, and `emit` writes the plain `fn` around it.

use proc_macro::TokenStream;

use crate::expand::BlockItems;

mod attributes;
mod conflicts;
mod diagnostics;
mod emit;
mod expand;
mod habits;
mod hygiene;
mod known_macros;
mod lifetimes;
mod lower;
mod model;
mod operand;
mod parse;
mod repair;
mod rewrite;
mod scope;
mod slips;
#[cfg(test)]
mod tests;
mod tokens;
mod type_paths;
mod validate;
mod values;

/// Makes an async generator of an `async fn`.
///
/// The documentation is in the crate `asyncgen`, which re-exports this attribute.
#[proc_macro_attribute]
pub fn async_generator(args: TokenStream, item: TokenStream) -> TokenStream {
    expand::attribute(args.into(), item.into()).into()
}

/// The body of a function with a foreign attribute, which is expanded after that attribute.
#[proc_macro]
pub fn generator_body(tokens: TokenStream) -> TokenStream {
    expand::generator_body(tokens.into()).into()
}

/// What `asyncgen::async_gen!` calls with its own `$crate` first.
#[proc_macro]
pub fn async_gen(tokens: TokenStream) -> TokenStream {
    expand::async_gen(tokens.into()).into()
}

/// What `asyncgen::stream!` calls with its own `$crate` first.
#[proc_macro]
pub fn stream(tokens: TokenStream) -> TokenStream {
    expand::stream(tokens.into(), BlockItems::AsYielded).into()
}

/// What `asyncgen::try_stream!` calls with its own `$crate` first.
#[proc_macro]
pub fn try_stream(tokens: TokenStream) -> TokenStream {
    expand::stream(tokens.into(), BlockItems::Results).into()
}
