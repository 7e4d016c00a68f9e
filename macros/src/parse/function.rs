//! Parses the function under the attribute, but for its body: so one that cannot be parsed does not
//! cost the signature.

use proc_macro2::{Delimiter, Group, Punct, Spacing, Span, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Signature, Token, Visibility};

use crate::tokens;

/// A function with or without a body: an item, a method, or a trait's.
pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    pub(crate) body: Option<Body>,
}

/// A body that has not been parsed.
pub(crate) struct Body {
    pub(crate) braces: Group,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let sig = input.parse()?;
        let body = if input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
            None
        } else {
            Some(Body { braces: braces(input)? })
        };
        Ok(Function { attrs, vis, sig, body })
    }
}

/// `{ … }`, which may be the `$body:block` of a `macro_rules!`.
fn braces(input: ParseStream<'_>) -> syn::Result<Group> {
    let span = input.span();
    match input.parse()? {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Ok(group),
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            braces.parse2(group.stream())
        }
        _ => Err(syn::Error::new(span, "expected the function's body, in braces")),
    }
}

impl Body {
    /// Takes the inner attributes at the beginning. If they cannot be parsed, neither can the
    /// statements, which are parsed later.
    pub(crate) fn take_inner_attributes(&mut self) -> Vec<Attribute> {
        if !tokens::begin_with(self.braces.stream(), '#') {
            return Vec::new();
        }
        let parser = |input: ParseStream<'_>| {
            Ok((input.call(Attribute::parse_inner)?, input.parse::<TokenStream>()?))
        };
        let Ok((attrs, rest)) = parser.parse2(self.braces.stream()) else { return Vec::new() };
        self.braces = tokens::with_stream(&self.braces, rest);
        attrs
    }
}

/// Parses the item under the attribute. Its body is left aside meanwhile: it is parsed later.
pub(crate) fn parse(tokens: TokenStream) -> syn::Result<Function> {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    match tokens.pop() {
        Some(TokenTree::Group(braces)) if braces.delimiter() == Delimiter::Brace => {
            tokens.push(TokenTree::from(semicolon(braces.span_open())));
            let signature: Function = syn::parse2(tokens.into_iter().collect())?;
            Ok(Function { body: Some(Body { braces }), ..signature })
        }
        last => syn::parse2(tokens.into_iter().chain(last).collect()),
    }
}

fn semicolon(span: Span) -> Punct {
    let mut semicolon = Punct::new(';', Spacing::Alone);
    semicolon.set_span(span);
    semicolon
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
    use quote::quote;

    use super::{Body, parse};

    fn body(function: TokenStream) -> Option<String> {
        parse(function).ok()?.body.map(|Body { braces }| braces.to_string())
    }

    #[test]
    fn have_a_body_in_braces_or_none() {
        assert_eq!(
            body(quote!(
                async fn f() {
                    a
                }
            ))
            .as_deref(),
            Some("{ a }")
        );
        assert!(
            parse(quote!(
                async fn f();
            ))
            .is_ok_and(|function| function.body.is_none())
        );
        for function in [quote!(async fn f()), quote!(async fn f() (a)), quote!(async fn f() = a;)]
        {
            let error = parse(function.clone()).err().map(|error| error.to_string());
            let is_expected = error.is_some_and(|error| error.contains("expected"));
            assert!(is_expected, "{function}");
        }
    }

    /// The `$body:block` of a `macro_rules!`.
    #[test]
    fn may_have_a_body_that_was_passed() {
        let fragment = TokenTree::from(Group::new(Delimiter::None, quote!({ a })));
        assert_eq!(body(quote!(async fn f() #fragment)).as_deref(), Some("{ a }"));
        for delimiter in [Delimiter::Parenthesis, Delimiter::Bracket] {
            let group = TokenTree::from(Group::new(delimiter, quote!({ a })));
            assert!(parse(quote!(async fn f() #group)).is_err());
        }
    }

    #[test]
    fn have_inner_attributes() {
        let function = parse(quote!(
            fn f() {
                #![a]
                #![b(c)]
                d;
            }
        ))
        .unwrap_or_else(|e| panic!("{e}"));
        let mut body = function.body.expect("a body");
        assert_eq!(body.take_inner_attributes().len(), 2);
        assert_eq!(body.braces.to_string(), "{ d ; }");
        assert!(body.take_inner_attributes().is_empty());
    }
}
