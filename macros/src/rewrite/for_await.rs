//! `#[for_await] for x in stream { … }`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Attribute, ExprForLoop, Meta};

use super::{Place, Rewriter};
use crate::hygiene;
use crate::tokens;

/// Whether the loop carries our attribute.
pub(super) fn is_marked(it: &ExprForLoop) -> bool {
    it.attrs.iter().any(is_for_await)
}

fn is_for_await(attr: &Attribute) -> bool {
    attr.path().segments.last().is_some_and(|segment| segment.ident == "for_await")
}

impl Rewriter<'_> {
    /// ```text
    /// // Input:
    /// #[for_await] 'label: for pat in stream { body }
    /// // Output: the temporaries of `stream` live as long as the loop, as in an ordinary `for`. In a tuple, so that
    /// // after a move out of it rustc does not advise to bind it by `ref`.
    /// match (stream,) {
    ///     (stream,) => {
    ///         let mut stream = handle.over(stream);
    ///         'label: while let Some(item) = {
    ///             if false { loop { break 'body Ok(()) } };
    ///             ForAwait::next(Over::as_mut(&mut stream)).await
    ///         } {
    ///             let pat = item;
    ///             body
    ///         }
    ///     }
    /// }
    /// // Among the arguments of somebody else's macro, which could take `stream` and move it, that holds a pin, at the
    /// // price of a pointer: `let mut stream = pin!(stream)`, and `ForAwait::next(Pin::as_mut(&mut stream)).await`.
    /// ```
    pub(super) fn for_await(&mut self, it: &mut ExprForLoop) -> TokenStream {
        for attr in it.attrs.iter().filter(|attr| is_for_await(attr)) {
            if !matches!(attr.meta, Meta::Path(_)) {
                self.diagnostics.error(attr, "`#[for_await]` takes no arguments", "write `#[for_await]`");
            }
        }
        it.attrs.retain(|attr| !is_for_await(attr));
        let is_ours = self.belongs_to_the_generator("`#[for_await]`", it.for_token);
        self.visit_expr_mut(&mut it.expr);
        self.visit_target(it.label.as_ref(), true, |this| this.visit_block_mut(&mut it.body));
        if !is_ours {
            return self.stand_in_loop(it);
        }
        let place = it.expr.span();
        let span = hygiene::ours(it.for_token.span());
        let names = self.names;
        let option = names.private("Option", place);
        let check = self.stay_in_the_body(place);
        // Among another macro's arguments it has another name: what is found there must not name what is pinned in code.
        let stream = if self.place == Place::Code { "pinned_stream" } else { "stream" };
        let [stream, item] = [stream, "item"].map(|name| hygiene::variable(name, place));
        let (value, next) = self.pinned(&stream, place);
        let ExprForLoop { attrs, label, pat, expr, body, .. } = it;
        let bind = quote_spanned!(span=> let #pat = #item;);
        // For a `ref mut` in the pattern.
        let bind = match tokens::any_ident(pat.to_token_stream(), &mut |word| word == "ref") {
            true => quote_spanned!(span=> let mut #item = #item; #bind),
            false => bind,
        };
        // With braces that are ours: around one expression they are then no unused pair.
        let braces = hygiene::ours(body.brace_token.span.join());
        let body = syn::Block { brace_token: syn::token::Brace(braces), stmts: body.stmts.clone() };
        quote_spanned!(span=> #(#attrs)* match (#expr,) {
            (#stream,) => {
                let mut #stream = #value;
                #label while let #option::Some(#item) = { #check; #next } { #bind #body }
            }
        })
    }

    /// What the variable of the stream holds, and how the stream's next item comes.
    fn pinned(&self, stream: &Ident, place: Span) -> (TokenStream, TokenStream) {
        let span = hygiene::ours(place);
        let for_await = self.names.public("ForAwait", place);
        if self.place == Place::Code {
            let (handle, over) = (hygiene::handle(place), self.names.private("Over", place));
            let next = quote_spanned!(span=> #for_await::next(#over::as_mut(&mut #stream)).await);
            return (quote_spanned!(span=> #handle.over(#stream)), next);
        }
        let (pin_macro, pin) = (self.names.private("pin", place), self.names.private("Pin", place));
        let next = quote_spanned!(span=> #for_await::next(#pin::as_mut(&mut #stream)).await);
        (quote_spanned!(span=> #pin_macro!(#stream)), next)
    }

    /// A loop that goes over the same items, for a place where we cannot await.
    fn stand_in_loop(&self, it: &ExprForLoop) -> TokenStream {
        let span = hygiene::ours(it.for_token.span());
        let ExprForLoop { label, pat, expr, body, .. } = it;
        let stand_in = self.names.private("stand_in_item", it.for_token.span());
        quote_spanned!(span=> #label loop { let #pat = #stand_in(&#expr); #body })
    }
}
