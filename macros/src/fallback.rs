//! What stands for a body that cannot be parsed: something of the right type, so that callers and editors go on.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use crate::captures::Captures;
use crate::hygiene::{self, Names};
use crate::signature::{self, Types};
use crate::tokens;

/// The body of a function: a generator of its type that yields nothing.
pub(crate) fn body(captures: Captures, types: &Types, names: &Names) -> TokenStream {
    let captures = captures.unused();
    signature::body(Span::call_site(), captures, quote!({}), Span::call_site(), types, names)
}

/// A block, whose type only its surroundings can tell.
pub(crate) fn expression(place: Span, names: &Names) -> TokenStream {
    let stand_in = names.private("stand_in", place);
    let span = hygiene::ours(place);
    quote_spanned!(span=> #stand_in())
}

/// A function with nothing in its body, which is then no mistake; other items as they are.
pub(crate) fn without_body(item: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    let is_function = tokens.iter().any(|token| tokens::is_word(token, "fn"));
    if let (true, Some(TokenTree::Group(body))) = (is_function, tokens.last_mut()) {
        if body.delimiter() == Delimiter::Brace {
            let span = body.span();
            *body = Group::new(Delimiter::Brace, quote!(loop {}));
            body.set_span(span);
            let function: TokenStream = tokens.into_iter().collect();
            return quote!(#[allow(unused_variables)] #function);
        }
    }
    tokens.into_iter().collect()
}
