//! The rules of a `macro_rules!` that the body defines, which may yield.

use proc_macro2::{Ident, Punct, Spacing, TokenStream, TokenTree};
use syn::ItemMacro;

use crate::rewrite::rewriter::Rewriter;
use crate::tokens::{is_punct, map_group};

const PARAMETER: &str = "_asyncgen_parameter_";

impl Rewriter<'_> {
    /// ```text
    /// // Input:
    /// macro_rules! emit { ($x:expr) => { yield_!($x) } }
    /// // Output; the arm is defined again in each guarded block where the rule may be applied:
    /// macro_rules! emit { ($x:expr) => { __asyncgen_in_macro!(item @0 $x) } }
    /// ```
    pub(in crate::rewrite) fn macro_rules(&mut self, it: &mut ItemMacro) {
        if self.contains_builtins(it.mac.tokens.clone()) {
            let known = self.block.arms().len();
            it.mac.tokens = self.transcribers(std::mem::take(&mut it.mac.tokens));
            self.arms_of_rules.extend_from_slice(&self.block.arms()[known..]);
        }
    }

    fn transcribers(&mut self, rules: TokenStream) -> TokenStream {
        let mut is_transcriber = false;
        let mut rewrite = |this: &mut Self, token| match token {
            TokenTree::Group(group) if std::mem::take(&mut is_transcriber) => {
                let readable = map_group(&group, with_names);
                with_parameters(TokenTree::Group(this.group(&readable, None, None)).into())
            }
            token => {
                is_transcriber = is_punct(&token, '>');
                token.into()
            }
        };
        let outer = std::mem::replace(&mut self.in_rule, true);
        let rules = rules.into_iter();
        let rewritten =
            self.visit_foreign(|this| rules.map(|token| rewrite(this, token)).collect());
        self.in_rule = outer;
        rewritten
    }
}

/// Replaces each `$parameter` by a name, so that the tokens parse as code.
fn with_names(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut named = TokenStream::new();
    while let Some(token) = tokens.next() {
        named.extend([match (token, tokens.peek()) {
            (token, Some(TokenTree::Ident(name)))
                if is_punct(&token, '$') && !name.to_string().contains('#') =>
            {
                let name = Ident::new(&format!("{PARAMETER}{name}"), name.span());
                tokens.next();
                name.into()
            }
            (TokenTree::Group(group), _) => map_group(&group, with_names).into(),
            (token, _) => token,
        }]);
    }
    named
}

/// Undoes `with_names`.
fn with_parameters(tokens: TokenStream) -> TokenStream {
    let restore = |token| -> TokenStream {
        match token {
            TokenTree::Ident(name) => match name.to_string().strip_prefix(PARAMETER) {
                Some(parameter) => {
                    let mut dollar = Punct::new('$', Spacing::Alone);
                    dollar.set_span(name.span());
                    let parameter = Ident::new(parameter, name.span());
                    [TokenTree::from(dollar), parameter.into()].into_iter().collect()
                }
                None => TokenTree::from(name).into(),
            },
            TokenTree::Group(group) => TokenTree::from(map_group(&group, with_parameters)).into(),
            token => token.into(),
        }
    };
    tokens.into_iter().map(restore).collect()
}
