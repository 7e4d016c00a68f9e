//! How a macro warns on stable Rust: by a use of a deprecated constant of ours.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote_spanned;

use crate::hygiene::Emit;
use crate::tokens;

/// A statement that uses the constant.
pub(crate) fn warning(constant: &TokenStream, emit: Emit<'_>) -> TokenStream {
    quote_spanned!(emit.span=> let () = #constant;)
}

/// The warning about a body that does something, but never yields.
///
/// Not if it does nothing, which is how an empty stream is written, or is not written yet.
pub(crate) fn never_yields(body: &TokenStream, emit: Emit<'_>) -> TokenStream {
    const UNFINISHED: [&str; 4] = ["todo", "unimplemented", "unreachable", "panic"];
    let is_unfinished =
        tokens::any_ident(body.clone(), &mut |word| UNFINISHED.iter().any(|it| word == it));
    let does_nothing = body.clone().into_iter().all(|token| match token {
        TokenTree::Ident(word) => word == "return",
        other => tokens::is_punct(&other, ';'),
    });
    match is_unfinished || does_nothing {
        true => TokenStream::new(),
        false => warning(&emit.never_yields(), emit),
    }
}
