//! Distinguishes the compiler's inert attributes from foreign ones, which receive the code below
//! them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::tokens::{self, is_punct};

/// Built-in attributes that leave code as it is. rustc does not let anybody define a macro of these
/// names, which it allows for `derive`, `test`, `bench` and every path.
const INERT: [&str; 14] = [
    "allow",
    "cfg",
    "cold",
    "deny",
    "deprecated",
    "doc",
    "expect",
    "forbid",
    "inline",
    "must_use",
    "no_mangle",
    "target_feature",
    "track_caller",
    "warn",
];

/// Whether what stands between the brackets of an attribute is a bare name from the list above.
fn is_inert(attribute: TokenStream) -> bool {
    let mut tokens = attribute.into_iter();
    let name = tokens.next();
    let is_path = tokens.next().is_some_and(|next| is_punct(&next, ':'));
    name.is_some_and(|name| tokens::is_one_of(&name, &INERT)) && !is_path
}

/// Whether an attribute is `for_await`, by any path.
fn is_for_await(attribute: TokenStream) -> bool {
    let is_of_path =
        |token: &TokenTree| matches!(token, TokenTree::Ident(_)) || is_punct(token, ':');
    let last = attribute.into_iter().take_while(is_of_path).last();
    last.is_some_and(|last| tokens::is_word(&last, "for_await"))
}

/// Whether an attribute may be a macro of somebody else's.
fn is_foreign(attribute: TokenStream) -> bool {
    !is_for_await(attribute.clone()) && !is_inert(attribute)
}

/// Whether rustc rejects this attribute as an inner one of a function.
pub(crate) fn is_custom(attr: &syn::Attribute) -> bool {
    const TOOLS: [&str; 3] = ["clippy", "diagnostic", "rustfmt"];
    let path = attr.path();
    let is_of_a_tool =
        path.segments.first().is_some_and(|first| TOOLS.iter().any(|tool| first.ident == tool));
    !path.is_ident("cfg_attr") && !is_of_a_tool && any_foreign(std::slice::from_ref(attr))
}

/// The `#[cfg(…)]` among the attributes with which these tokens begin, by their conditions.
pub(crate) fn conditions(tokens: TokenStream) -> Vec<TokenStream> {
    let mut tokens = tokens.into_iter().peekable();
    let mut conditions = Vec::new();
    while tokens.next_if(|token| is_punct(token, '#')).is_some() {
        let Some(TokenTree::Group(attribute)) = tokens.next() else { break };
        let mut inside = attribute.stream().into_iter();
        if inside.next().is_some_and(|name| tokens::is_word(&name, "cfg")) {
            if let Some(TokenTree::Group(condition)) = inside.next() {
                conditions.push(condition.stream());
            }
        }
    }
    conditions
}

/// Whether a foreign attribute is among these.
pub(crate) fn any_foreign(attrs: &[syn::Attribute]) -> bool {
    attrs.iter().any(|attr| is_foreign(quote::ToTokens::to_token_stream(&attr.meta)))
}

/// Whether the code that begins with these tokens has a foreign attribute.
pub(crate) fn begin_with_foreign(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while tokens.next_if(|token| is_punct(token, '#')).is_some() {
        match tokens.next() {
            Some(TokenTree::Group(attribute)) if is_foreign(attribute.stream()) => return true,
            Some(TokenTree::Group(_)) => {}
            _ => return false,
        }
    }
    false
}

/// Whether there is a foreign attribute on anything in this code.
pub(crate) fn hold_foreign(tokens: TokenStream) -> bool {
    let mut after_hash = false;
    tokens.into_iter().any(|token| {
        let is_attribute = std::mem::replace(&mut after_hash, is_punct(&token, '#'));
        match token {
            TokenTree::Group(group) if is_attribute && group.delimiter() == Delimiter::Bracket => {
                is_foreign(group.stream())
            }
            TokenTree::Group(group) => hold_foreign(group.stream()),
            _ => false,
        }
    })
}
