//! How a macro warns on stable Rust: by a use of a deprecated constant of ours.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::quote_spanned;

use crate::hygiene::Emit;
use crate::tokens;

/// A statement that uses the constant.
pub(crate) fn warning(constant: &TokenStream, emit: Emit<'_>) -> TokenStream {
    quote_spanned!(emit.span=> let () = #constant;)
}

/// The warning about a body that does something, but never yields.
///
/// Not if it does nothing, which is how an empty stream is written; nor if it calls a macro that is
/// not known: it may be unfinished, as `todo!` says, or another macro may bring in a yield.
pub(crate) fn never_yields(body: &TokenStream, emit: Emit<'_>) -> TokenStream {
    let does_nothing = body.clone().into_iter().all(|token| match token {
        TokenTree::Ident(word) => word == "return",
        other => tokens::is_punct(&other, ';'),
    });
    match does_nothing || calls_unknown_macro(body.clone()) {
        true => TokenStream::new(),
        false => warning(&emit.never_yields(), emit),
    }
}

fn calls_unknown_macro(tokens: TokenStream) -> bool {
    const KNOWN: [&str; 24] = [
        "assert",
        "assert_eq",
        "assert_ne",
        "catch",
        "dbg",
        "debug",
        "debug_assert",
        "debug_assert_eq",
        "debug_assert_ne",
        "eprint",
        "eprintln",
        "error",
        "finally",
        "format",
        "info",
        "matches",
        "print",
        "println",
        "return",
        "trace",
        "vec",
        "warn",
        "write",
        "writeln",
    ];
    let mut unknown_word = false;
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => calls_unknown_macro(group.stream()),
        TokenTree::Ident(word) => {
            unknown_word = !KNOWN.iter().any(|known| word == known);
            false
        }
        // Joined with the next, it is a `!=`.
        TokenTree::Punct(punct) => {
            let is_bang = punct.as_char() == '!' && punct.spacing() == Spacing::Alone;
            is_bang && std::mem::take(&mut unknown_word)
        }
        TokenTree::Literal(_) => false,
    })
}
