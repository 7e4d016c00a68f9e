//! What holds the handle is hidden from somebody else's macro: among its arguments stands a call of a macro that only
//! the body defines.
//!
//! A macro can take its arguments apart token by token, and a handle that it found there it could use where it would be
//! unsound. It cannot look into the definition of another macro.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{format_ident, quote_spanned};
use syn::Expr;

use super::{Place, Rewriter};
use crate::hygiene;

/// An argument of a hidden call.
pub(super) enum Argument {
    Expr(TokenStream),
    Block(TokenStream),
}

impl Argument {
    fn into_tokens(self) -> TokenStream {
        match self {
            Argument::Expr(tokens) | Argument::Block(tokens) => tokens,
        }
    }
}

impl Rewriter<'_> {
    /// What `expand` makes of the arguments, hidden if we are among those of somebody else's macro. A user may read
    /// `what` in a note of rustc's.
    ///
    /// ```text
    /// // Input:
    /// println!("{}", yield_!(x));
    /// // Output:
    /// macro_rules! _yield_in_a_macro_0 { ($_asyncgen_0_0:expr) => { … what yields.rs makes of `$_asyncgen_0_0` … } }
    /// println!("{}", _yield_in_a_macro_0!(x));
    /// ```
    pub(super) fn hidden(
        &mut self,
        place: Span,
        what: &str,
        arguments: Vec<Argument>,
        expand: impl FnOnce(&Self, Vec<TokenStream>) -> TokenStream,
    ) -> TokenStream {
        if self.place == Place::Code {
            return expand(self, arguments.into_iter().map(Argument::into_tokens).collect());
        }
        let span = hygiene::ours(place);
        // With an underscore: not each of them is used in each guarded block.
        let name = format_ident!("_{what}_in_a_macro_{}", self.hidden, span = span);
        let parameters = self.parameters(place, arguments.len());
        self.hidden += 1;
        let kinds = arguments.iter().map(|argument| match argument {
            Argument::Expr(_) => quote_spanned!(span=> expr),
            Argument::Block(_) => quote_spanned!(span=> block),
        });
        let matcher = quote_spanned!(span=> #(#parameters: #kinds),*);
        let expanded = expand(self, parameters);
        self.edge.define(quote_spanned!(span=>
            macro_rules! #name { (#matcher) => { #expanded } }
        ));
        let arguments = arguments.into_iter().map(Argument::into_tokens);
        quote_spanned!(span=> #name!(#(#arguments),*))
    }

    /// With a number of their own: a definition can stand inside another one, which must leave its parameters alone.
    fn parameters(&self, place: Span, count: usize) -> Vec<TokenStream> {
        let names = (0..count).map(|at| hygiene::variable(&format!("{}_{at}", self.hidden), place));
        names.map(|name| quote_spanned!(hygiene::ours(place)=> $#name)).collect()
    }
}

/// Whether a hidden call can take these tokens: they read as an expression, or nobody knows before a rule of the
/// user's own `macro_rules!` is applied.
pub(super) fn may_be_an_expression(tokens: &TokenStream) -> bool {
    holds_a_parameter(tokens.clone()) || syn::parse2::<Expr>(tokens.clone()).is_ok()
}

fn holds_a_parameter(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '$',
        TokenTree::Group(group) => holds_a_parameter(group.stream()),
        _ => false,
    })
}
