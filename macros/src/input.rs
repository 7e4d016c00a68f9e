//! The function under the attribute, read piece by piece: a body that cannot be parsed does not cost the signature.

use proc_macro2::{Group, TokenStream};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Block, Signature, Stmt, Token, Visibility, token};

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
            Some(Body { braces: input.parse()? })
        };
        Ok(Function { attrs, vis, sig, body })
    }
}

impl Body {
    /// The same braces around other code.
    pub(crate) fn map(self, change: impl FnOnce(TokenStream) -> TokenStream) -> Self {
        let mut braces = Group::new(self.braces.delimiter(), change(self.braces.stream()));
        braces.set_span(self.braces.span());
        Body { braces }
    }

    /// Parses it as statements, inner attributes included.
    pub(crate) fn parse(&self) -> syn::Result<(Vec<Attribute>, Block)> {
        let parser = |input: ParseStream<'_>| {
            let attrs = input.call(Attribute::parse_inner)?;
            Ok((attrs, input.call(Block::parse_within)?))
        };
        let (attrs, stmts): (_, Vec<Stmt>) = parser.parse2(self.braces.stream())?;
        Ok((attrs, Block { brace_token: token::Brace { span: self.braces.delim_span() }, stmts }))
    }
}

/// Parses what the attribute stands on.
pub(crate) fn parse(tokens: TokenStream) -> syn::Result<Function> {
    syn::parse2(tokens)
}
