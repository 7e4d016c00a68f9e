//! Replaces a body that cannot be parsed by one of the right type, so that callers and editors go
//! on.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::body::{self, DeclaredTypes};
use super::params::Params;
use crate::hygiene::Paths;
use crate::model::{Cleanups, Protocol, Returns};
use crate::tokens;

/// The body of a function: a generator of its type that yields nothing.
pub(crate) fn body(
    params: Params,
    protocol: &Protocol,
    returns: Returns,
    types: DeclaredTypes,
    stmts: &TokenStream,
    paths: &Paths,
) -> Group {
    let (span, cleanups) = (Span::call_site(), Cleanups::None);
    let (name, braces, items) = (span, span, &TokenStream::new());
    let reaches_end = false;
    let function = body::Function {
        span,
        name,
        braces,
        protocol,
        returns,
        types,
        cleanups,
        reaches_end,
        items,
    };
    let block = Group::new(Delimiter::Brace, stmts.clone());
    body::of_function(&function, params.unused(), &block, paths)
}

/// Statements for syntax that the macro cannot parse. rustc has parsed it before, and reported it
/// in its own words. In case it knows more than the macro, a lint reports it: rustc does not come
/// to this one after another error.
///
/// ```text
/// // Output:
/// #[deny(unused_must_use)] { unknown_syntax(); }
/// ```
pub(crate) fn unknown_syntax(span: Span, paths: &Paths) -> TokenStream {
    let emit = paths.at(span);
    let unknown_syntax = emit.unknown_syntax();
    quote_spanned!(emit.span=> #[deny(unused_must_use)] { #unknown_syntax(); })
}

/// A block, whose type only its surroundings can tell.
pub(crate) fn expression(span: Span, paths: &Paths) -> TokenStream {
    let emit = paths.at(span);
    let dummy_value = emit.dummy_value();
    quote_spanned!(emit.span=> #dummy_value())
}

/// An item with an empty body, which has no mistakes of its own.
pub(crate) fn without_body(item: TokenStream, stmts: &TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    let is_function = tokens::find_word(&tokens, "fn").is_some();
    if let Some(TokenTree::Group(body)) = tokens.last_mut() {
        if body.delimiter() == Delimiter::Brace {
            *body = tokens::with_stream(body, quote!(#stmts loop {}));
        }
    }
    let item: TokenStream = tokens.into_iter().collect();
    let lints = is_function.then(|| quote!(#[allow(unused_variables)]));
    quote!(#lints #item)
}

/// An `impl`, `trait` or `mod` in which each function that has something of ours has an empty body.
pub(crate) fn without_bodies(container: TokenStream) -> TokenStream {
    let mut in_function = false;
    tokens::map(container, &mut |token| match token {
        TokenTree::Ident(word) if word == "fn" => {
            in_function = true;
            word.into()
        }
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            let is_body = std::mem::take(&mut in_function);
            match is_body {
                true if has_builtins(group.stream()) => {
                    tokens::with_stream(&group, quote!(loop {})).into()
                }
                true => group.into(),
                false => tokens::map_group(&group, without_bodies).into(),
            }
        }
        other => other,
    })
}

fn has_builtins(body: TokenStream) -> bool {
    const BUILTINS: [&str; 4] = ["yield_", "catch", "finally", "for_await"];
    tokens::any_ident(body, &mut |word| tokens::ident_is_one_of(word, &BUILTINS))
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{without_bodies, without_body};

    #[test]
    fn an_item_loses_its_body() {
        let stmts = quote!(stmts;);
        for (item, expected) in [
            (
                quote!(fn f(a: u8) -> u8 { a + }),
                quote!(
                    #[allow(unused_variables)]
                    fn f(a: u8) -> u8 {
                        stmts;
                        loop {}
                    }
                ),
            ),
            (
                quote!(
                    fn f(a: u8);
                ),
                quote!(
                    #[allow(unused_variables)]
                    fn f(a: u8);
                ),
            ),
            (quote!(fn f(a)), quote!(#[allow(unused_variables)] fn f(a))),
            (quote!(mod m { a + }), quote!(mod m { stmts; loop {} })),
        ] {
            assert_eq!(without_body(item, &stmts).to_string(), expected.to_string());
        }
    }

    #[test]
    fn functions_lose_bodies_with_something_of_ours_in_them() {
        let seen = without_bodies(quote! {
            impl S {
                const A: u8 = { 1 };
                fn f() -> [u8; { 2 }] { g(yield_!(1)); }
                fn g() { x }
                mod m { fn h() { catch! {} } fn i() {} }
            }
        });
        let expected = quote! {
            impl S {
                const A: u8 = { 1 };
                fn f() -> [u8; { 2 }] { loop {} }
                fn g() { x }
                mod m { fn h() { loop {} } fn i() {} }
            }
        };
        assert_eq!(seen.to_string(), expected.to_string());
    }
}
