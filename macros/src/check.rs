//! What the signature of a generator cannot be.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{ReturnType, Signature, Token, Type};

use crate::diagnostics::Diagnostics;

/// Reports every part of a signature that an async generator cannot have, and removes it.
pub(crate) fn signature(sig: &mut Signature, gen_token: Option<Ident>, diagnostics: &mut Diagnostics) -> Item {
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
    match &mut sig.output {
        ReturnType::Default => Item::Usable,
        ReturnType::Type(_, ty) => item(ty, diagnostics),
    }
}

/// What is known of the type of what is yielded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item {
    Usable,
    /// The user has been told that it cannot be, and it was replaced: nothing in the body can be held against it.
    Replaced,
}

/// Reports a return type that nothing can be yielded of, and replaces it.
fn item(ty: &mut Type, diagnostics: &mut Diagnostics) -> Item {
    let (message, help) = match ty {
        Type::Never(_) => (
            "an async generator cannot yield `!`",
            "the return type is the type of what is yielded; leave it away to yield `()`",
        ),
        Type::Slice(_) | Type::TraitObject(_) => UNSIZED,
        Type::Path(it) if it.path.is_ident("str") => UNSIZED,
        _ => return Item::Usable,
    };
    diagnostics.error(&*ty, message, help);
    *ty = Type::Verbatim(quote_spanned!(ty.span()=> ()));
    Item::Replaced
}

const UNSIZED: (&str, &str) =
    ("an async generator cannot yield what has no size", "yield a reference to it, or a `Box` or `String` of it");

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
