//! Replaces a body that cannot be parsed by one of the right type, so that callers and editors go
//! on.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::body;
use super::params::Params;
use crate::hygiene::Paths;
use crate::model::{Cleanups, Protocol, Returns};
use crate::tokens;

/// The body of a function: a generator of its type that yields nothing.
pub(crate) fn body(
    params: Params,
    protocol: &Protocol,
    returns: Returns,
    paths: &Paths,
) -> TokenStream {
    let (span, cleanups) = (Span::call_site(), Cleanups::None);
    let function = body::Function { span, braces: span, protocol, returns, cleanups };
    body::of_function(&function, params.unused(), &quote!({}), paths)
}

/// A block, whose type only its surroundings can tell.
pub(crate) fn expression(span: Span, paths: &Paths) -> TokenStream {
    let emit = paths.at(span);
    let dummy_value = emit.dummy_value();
    quote_spanned!(emit.span=> #dummy_value())
}

/// A function with an empty body, which has no mistakes of its own; other items as they are.
pub(crate) fn without_body(item: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    let is_function = tokens.iter().any(|token| tokens::is_word(token, "fn"));
    if let (true, Some(TokenTree::Group(body))) = (is_function, tokens.last_mut()) {
        if body.delimiter() == Delimiter::Brace {
            *body = tokens::map_group(body, |_| quote!(loop {}));
            let function: TokenStream = tokens.into_iter().collect();
            return quote!(#[allow(unused_variables)] #function);
        }
    }
    tokens.into_iter().collect()
}
