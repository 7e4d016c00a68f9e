//! What the signature of a generator cannot be.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use syn::{ReturnType, Signature, Token};

use crate::diagnostics::Diagnostics;

/// Reports every part of a signature that an async generator cannot have, and removes it.
pub(crate) fn signature(sig: &mut Signature, gen_token: Option<Ident>, diagnostics: &mut Diagnostics) {
    if let (None, Some(gen_token)) = (sig.asyncness, &gen_token) {
        diagnostics.error(gen_token, "a `gen fn` must be `async`", "write `async gen fn`");
        sig.asyncness = Some(Token![async](gen_token.span()));
    }
    if sig.asyncness.is_none() {
        let help = "write `async fn`: the attribute makes a generator of it";
        diagnostics.error(sig.fn_token, "an async generator must be an `async fn`", help);
    }
    if let Some(token) = sig.constness.take() {
        diagnostics.error(token, "an async generator cannot be `const`", "remove `const`");
    }
    if let Some(abi) = sig.abi.take() {
        diagnostics.error(abi, "an async generator cannot be `extern`", "remove `extern`: it returns a Rust type");
    }
    if let Some(variadic) = sig.variadic.take() {
        diagnostics.error(variadic, "an async generator cannot be variadic", "take a slice or a `Vec`");
    }
    if let ReturnType::Type(_, ty) = &sig.output {
        if matches!(**ty, syn::Type::Never(_)) {
            let help = "the return type is the type of what is yielded; leave it away to yield `()`";
            diagnostics.error(ty, "an async generator cannot yield `!`", help);
        }
    }
}

/// Reports an `async_gen!(async move { … })` whose `gen` was forgotten.
pub(crate) fn forgotten_gen(code: &TokenStream, diagnostics: &mut Diagnostics) {
    let code: Vec<TokenTree> = code.clone().into_iter().collect();
    let is_word = |token: &TokenTree, word: &str| matches!(token, TokenTree::Ident(ident) if ident == word);
    let (first, capture) = match &code[..] {
        [first, TokenTree::Group(_)] => (first, None),
        [first, second, TokenTree::Group(_)] if is_word(second, "move") => (first, Some(second)),
        _ => return,
    };
    if is_word(first, "async") {
        let message = "an `async` block in `async_gen!` is not a generator";
        diagnostics.error(quote!(#first #capture), message, "write `async gen { … }` or `async gen move { … }`");
    }
}
