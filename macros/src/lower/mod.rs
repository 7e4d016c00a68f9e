//! Lowers the keyword spellings, which syn cannot parse, to the attribute's spelling.
//!
//! | input | output |
//! |---|---|
//! | `async gen fn f()` | `#[async_generator(crate = …)] async fn f()` |
//! | `async gen { }`, nested | `async_gen! { async gen { } }` |
//! | `yield x` | `yield_!(x)` |
//! | `for await x in s { }` | `#[for_await] for x in s { }` |
//! | `for await(close) x in g { }` | `#[for_await(close)] for x in g { }` |
//!
//! The pass works on raw tokens and expands nothing. So whatever receives its output, be it a
//! macro or an attribute of somebody else's, sees the user's tokens and the names of our macros.

mod habits;
mod lookahead;
mod lowering;
mod misplaced;
mod output;
mod pass;

use proc_macro2::{Ident, TokenStream, TokenTree};

pub(crate) use self::lowering::Lowering;
use crate::tokens;

/// Takes the `gen` out of `async gen fn`, where a compiler lets an attribute see it.
pub(crate) fn without_gen(function: TokenStream) -> (TokenStream, Option<Ident>) {
    let mut tokens: Vec<TokenTree> = function.clone().into_iter().collect();
    let before_fn = tokens::find_word(&tokens, "fn").unwrap_or(0);
    let at = tokens::find_word(&tokens[..before_fn], "gen");
    match at.map(|at| tokens.remove(at)) {
        Some(TokenTree::Ident(ident)) => (tokens.into_iter().collect(), Some(ident)),
        _ => (function, None),
    }
}
