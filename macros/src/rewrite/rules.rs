//! `macro_rules!` that the body defines: what its rules make may yield.

use proc_macro2::{Group, Ident, Punct, Spacing, TokenStream, TokenTree};
use syn::ItemMacro;

use super::{Place, Rewriter};
use crate::tokens::is_punct;

const PARAMETER: &str = "_asyncgen_parameter_";

impl Rewriter<'_> {
    /// ```text
    /// // Input:
    /// macro_rules! emit { ($x:expr) => { yield_!($x) } }
    /// // Output, with the definition that is the same in each guarded block where the rule may be applied:
    /// macro_rules! emit { ($x:expr) => { _yield_in_a_macro_0!($x) } }
    /// ```
    pub(super) fn macro_rules(&mut self, it: &mut ItemMacro) {
        if self.concerns_us(it.mac.tokens.clone()) {
            let known = self.edge.definitions().len();
            it.mac.tokens = self.transcribers(std::mem::take(&mut it.mac.tokens));
            self.rules.extend_from_slice(&self.edge.definitions()[known..]);
        }
    }

    fn transcribers(&mut self, rules: TokenStream) -> TokenStream {
        let outer = std::mem::replace(&mut self.place, Place::Macro);
        let mut is_transcriber = false;
        let mut rewrite = |token| match token {
            TokenTree::Group(group) if std::mem::take(&mut is_transcriber) => {
                let mut readable = Group::new(group.delimiter(), with_names(group.stream()));
                readable.set_span(group.span());
                with_parameters(TokenTree::Group(self.group(readable, None, None)).into())
            }
            token => {
                is_transcriber = is_punct(&token, '>');
                token.into()
            }
        };
        let rewritten = rules.into_iter().map(&mut rewrite).collect();
        self.place = outer;
        rewritten
    }
}

/// The same with a name for each `$parameter`, so that it reads as code.
fn with_names(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut named = TokenStream::new();
    while let Some(token) = tokens.next() {
        named.extend([match (token, tokens.peek()) {
            (token, Some(TokenTree::Ident(name))) if is_punct(&token, '$') && !name.to_string().contains('#') => {
                let name = Ident::new(&format!("{PARAMETER}{name}"), name.span());
                tokens.next();
                name.into()
            }
            (TokenTree::Group(group), _) => within(&group, with_names),
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
            TokenTree::Group(group) => within(&group, with_parameters).into(),
            token => token.into(),
        }
    };
    tokens.into_iter().map(restore).collect()
}

fn within(group: &Group, change: impl FnOnce(TokenStream) -> TokenStream) -> TokenTree {
    let mut changed = Group::new(group.delimiter(), change(group.stream()));
    changed.set_span(group.span());
    changed.into()
}
