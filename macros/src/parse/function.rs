//! Parses the function under the attribute, but for its body: so one that cannot be parsed does not
//! cost the signature.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
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
        let parser = |input: ParseStream<'_>| {
            Ok((input.call(Attribute::parse_inner)?, input.parse::<TokenStream>()?))
        };
        let Ok((attrs, rest)) = parser.parse2(self.braces.stream()) else { return Vec::new() };
        self.braces = tokens::map_group(&self.braces, |_| rest);
        attrs
    }
}

/// Parses the item under the attribute.
pub(crate) fn parse(tokens: TokenStream) -> syn::Result<Function> {
    syn::parse2(tokens)
}
