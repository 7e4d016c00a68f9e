//! The function under the attribute, read piece by piece: a body that cannot be parsed does not cost the signature.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Block, Signature, Stmt, Token, Visibility, token};

use crate::diagnostics::with_help;

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
        is_a_function(input)?;
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

/// `{ … }`, which may have come in as the `$body:block` of a `macro_rules!`.
fn braces(input: ParseStream<'_>) -> syn::Result<Group> {
    let place = input.span();
    match input.parse()? {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Ok(group),
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => braces.parse2(group.stream()),
        _ => Err(syn::Error::new(place, "expected the function's body, in braces")),
    }
}

/// Says in our words that the attribute is on another kind of item.
fn is_a_function(input: ParseStream<'_>) -> syn::Result<()> {
    const CONTAINERS: [&str; 3] = ["impl", "trait", "mod"];
    const OTHERS: [&str; 9] = ["struct", "enum", "union", "type", "static", "use", "macro_rules", "let", "move"];
    let ahead = input.fork();
    ahead.parse::<Option<Token![unsafe]>>()?;
    let Ok(word) = ahead.call(Ident::parse_any) else { return Ok(()) };
    let text = word.to_string();
    let is = |words: &[&str]| words.contains(&text.as_str());
    let help = match (is(&CONTAINERS), is(&OTHERS)) {
        (true, _) => "put it on each `async fn` inside",
        (_, true) => "put it on an `async fn`",
        _ => return Ok(()),
    };
    Err(syn::Error::new(
        word.span(),
        with_help(&format!("`#[async_generator]` is for an `async fn`, not for `{word}`"), help),
    ))
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
