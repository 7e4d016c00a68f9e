//! Rejects what a generator's signature, attributes or block cannot be.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, ReturnType, Signature, Token, Type, Visibility};

use crate::diagnostics::Diagnostics;
use crate::tokens;

/// Reports another item than a function under the attribute; returns what it is.
pub(crate) fn other_item(item: TokenStream, diagnostics: &mut Diagnostics) -> OtherItem {
    const CONTAINERS: [&str; 3] = ["impl", "trait", "mod"];
    const OTHERS: [&str; 9] =
        ["struct", "enum", "union", "type", "static", "use", "macro_rules", "let", "move"];
    let parser = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        input.parse::<Option<Token![unsafe]>>()?;
        let word = input.call(Ident::parse_any)?;
        input.parse::<TokenStream>()?;
        Ok(word)
    };
    let Ok(word) = parser.parse2(item) else { return OtherItem::Function };
    let is = |words: &[&str]| words.iter().any(|it| word == it);
    let (kind, help) = match (is(&CONTAINERS), is(&OTHERS)) {
        (true, _) => (OtherItem::Container, "put it on each `async fn` inside"),
        (_, true) => (OtherItem::WithoutFunctions, "put it on an `async fn`"),
        _ => return OtherItem::Function,
    };
    let message = format!("`#[async_generator]` is for an `async fn`, not for `{word}`");
    diagnostics.error(&word, &message, help);
    kind
}

/// What stands under the attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OtherItem {
    /// A function, as far as the macro can tell.
    Function,
    /// An `impl`, a `trait` or a `mod`.
    Container,
    WithoutFunctions,
}

/// Reports every part of a signature that an async generator cannot have, and removes it.
pub(crate) fn signature(
    sig: &mut Signature,
    gen_token: Option<Ident>,
    diagnostics: &mut Diagnostics,
) -> Item {
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
        diagnostics.error(
            abi,
            "an async generator cannot be `extern`",
            "remove `extern`: it returns a Rust type",
        );
    }
    if let Some(variadic) = sig.variadic.take() {
        diagnostics.error(
            variadic,
            "an async generator cannot be variadic",
            "take a slice or a `Vec`",
        );
    }
    match &mut sig.output {
        ReturnType::Default => Item::Usable,
        ReturnType::Type(_, ty) => item(ty, diagnostics),
    }
}

/// What became of the declared type of an item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item {
    Usable,
    /// It was rejected and replaced, so that nothing in the body can be checked against it.
    Replaced,
}

/// Reports a return type that no item can have, and replaces it.
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

/// Reports and removes a second `#[async_generator]`.
pub(crate) fn attributes(attrs: &mut Vec<Attribute>, diagnostics: &mut Diagnostics) {
    attrs.retain(|attr| {
        let is_ours =
            attr.path().segments.last().is_some_and(|last| last.ident == "async_generator");
        if is_ours {
            diagnostics.error(attr, "`#[async_generator]` is given twice", "remove one of them");
        }
        !is_ours
    });
}

const UNSIZED: (&str, &str) = (
    "an async generator cannot yield what has no size",
    "yield a reference to it, or a `Box` or `String` of it",
);

/// Reports an `async_gen!(async move { … })` and other blocks that lack a keyword, and adds it.
pub(crate) fn block_keywords(code: TokenStream, diagnostics: &mut Diagnostics) -> TokenStream {
    let tokens: Vec<TokenTree> = code.clone().into_iter().collect();
    let (words, block) = match &tokens[..] {
        [words @ .., TokenTree::Group(block)]
            if words.len() <= 2 && block.delimiter() == Delimiter::Brace =>
        {
            (words.iter().map(ToString::to_string).collect(), block.clone())
        }
        _ => (Vec::new(), Group::new(Delimiter::Brace, code.clone())),
    };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let message = match words[..] {
        ["async"] | ["async", "move"] => "an `async` block in `async_gen!` is not a generator",
        ["gen"] | ["gen", "move"] => "a `gen` block must be `async`",
        [] | ["move"] if yields(&block) => "a block in `async_gen!` must be an `async gen` block",
        _ => return code,
    };
    let at = match &tokens[..] {
        [at @ .., _] if !words.is_empty() => quote!(#(#at)*),
        [at, ..] => quote!(#at),
        [] => return code,
    };
    let help = "write `async gen { … }` or `async gen move { … }`; \
                bare statements are for `stream! { … }`";
    diagnostics.error(at, message, help);
    let capture = words.contains(&"move").then(|| quote!(move));
    quote!(async gen #capture #block)
}

/// Whether the statements of a block yield, not counting a generator in it.
fn yields(block: &Group) -> bool {
    let is_yield =
        |token| matches!(token, TokenTree::Ident(word) if word == "yield" || word == "yield_");
    !tokens::any_ident(block.stream(), &mut |word| word == "gen")
        && block.stream().into_iter().any(is_yield)
}
