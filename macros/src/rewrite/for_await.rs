//! `#[for_await] for x in stream { … }`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, ExprForLoop, Meta};

use super::local_macros::Argument;
use super::rewriter::Rewriter;
use crate::hygiene;
use crate::operand;
use crate::tokens;

/// Whether the loop has our attribute.
pub(super) fn is_marked(it: &ExprForLoop) -> bool {
    it.attrs.iter().any(is_for_await)
}

fn is_for_await(attr: &Attribute) -> bool {
    attr.path().segments.last().is_some_and(|segment| segment.ident == "for_await")
}

/// The parts of a loop that the user wrote.
struct Parts<'a> {
    label: Option<&'a TokenStream>,
    pat: &'a TokenStream,
    stream: &'a TokenStream,
    body: &'a TokenStream,
}

impl Rewriter<'_> {
    /// `#[for_await] 'label: for pat in stream { body }`
    pub(super) fn for_await(&mut self, it: &mut ExprForLoop) -> TokenStream {
        self.take_for_await(&mut it.attrs);
        let is_ours = self.require_generator_scope("`#[for_await]`", it.for_token);
        self.visit_expr_mut(&mut it.expr);
        *it.expr =
            operand::unwrapped(std::mem::replace(&mut *it.expr, Expr::PLACEHOLDER), self.resolve());
        self.visit_target(it.label.as_ref(), true, |this| this.visit_block_mut(&mut it.body));
        if !is_ours {
            return self.dummy_loop(it);
        }
        let for_span = it.for_token.span();
        let stream_span = it.expr.span();
        operand::set_braces(&mut it.body, self.resolve());
        let ExprForLoop { attrs, label, pat, expr, body, .. } = it;
        let label = label.as_ref().map(|label| label.name.to_token_stream());
        let has_label = label.is_some();
        let mut arguments: Vec<_> = label.into_iter().map(Argument::Lifetime).collect();
        arguments.push(Argument::Pat(pat.to_token_stream()));
        arguments.push(Argument::Expr(expr.to_token_stream()));
        arguments.push(Argument::Block(body.to_token_stream()));
        let is_ref = tokens::any_ident(pat.to_token_stream(), &mut |word| word == "ref");
        let expanded = self.hidden(stream_span, "for_await", arguments, |this, arguments| {
            let (label, rest) = arguments.split_at(usize::from(has_label));
            let [pat, stream, body] = rest else { return TokenStream::new() };
            let parts = Parts { label: label.first(), pat, stream, body };
            this.for_await_of(for_span, stream_span, &parts, is_ref)
        });
        quote_spanned!(for_span=> #(#attrs)* #expanded)
    }

    /// Reports and removes our attribute on another loop.
    pub(super) fn reject_for_await(&mut self, expr: &mut Expr) {
        let (attrs, help) = match expr {
            Expr::While(it) => {
                (&mut it.attrs, "write `#[for_await] for x in stream { … }`, or remove it")
            }
            Expr::Loop(it) => (&mut it.attrs, "write `#[for_await] for x in stream { … }`"),
            _ => return,
        };
        attrs.retain(|attr| {
            if is_for_await(attr) {
                self.diagnostics.error(attr, "`#[for_await]` is for a `for` loop", help);
            }
            !is_for_await(attr)
        });
    }

    /// Removes our attribute.
    fn take_for_await(&mut self, attrs: &mut Vec<Attribute>) {
        attrs.retain(|attr| {
            if !is_for_await(attr) {
                return true;
            }
            if !matches!(attr.meta, Meta::Path(_)) {
                let message = "`#[for_await]` takes no arguments";
                self.diagnostics.error(attr, message, "write `#[for_await]`");
            }
            false
        });
    }

    /// ```text
    /// // Input:
    /// #[for_await] 'label: for pat in stream { body }
    /// // Output: the temporaries of `stream` live as long as the loop, as in an ordinary `for`.
    /// match ForAwait::asyncgen_stream(stream) {
    ///     stream => {
    ///         let mut stream = handle.pinned(stream);
    ///         'label: while let Some(item) = {
    ///             if false { loop { break 'body Ok(()) } };
    ///             (&mut stream).for_await_next().await
    ///         } {
    ///             let pat = item;
    ///             body
    ///         }
    ///     }
    /// }
    /// ```
    fn for_await_of(
        &self,
        for_span: Span,
        stream_span: Span,
        parts: &Parts<'_>,
        is_ref: bool,
    ) -> TokenStream {
        let span = hygiene::ours(for_span);
        let emit = self.emit(stream_span);
        let (option, handle) = (emit.option(), emit.handle());
        let [stream, item] = ["stream", "item"].map(|name| emit.variable(name));
        let assert = self.assert_in_block(stream_span);
        let for_await = self.emit(for_span).for_await();
        let next = quote_spanned!(emit.span=> (&mut #stream).for_await_next().await);
        let pinned = quote_spanned!(emit.span=> #handle.pinned(#stream));
        let Parts { label, pat, stream: expr, body } = parts;
        let label = label.map(|label| quote_spanned!(span=> #label:));
        // `mut` for a `ref mut` in the pattern.
        let rebind = is_ref.then(|| quote_spanned!(span=> let mut #item = #item;));
        quote_spanned!(span=> match #for_await::asyncgen_stream(#expr) {
            #stream => {
                let mut #stream = #pinned;
                #label while let #option::Some(#item) = { #assert; #next } {
                    #rebind let #pat = #item; #body
                }
            }
        })
    }

    /// A loop over the same items, for a place where nothing can be awaited.
    fn dummy_loop(&self, it: &ExprForLoop) -> TokenStream {
        let emit = self.emit(it.for_token.span());
        let ExprForLoop { label, pat, expr, body, .. } = it;
        let dummy_item = emit.dummy_item();
        quote_spanned!(emit.span=> #label loop { let #pat = #dummy_item(&#expr); #body })
    }
}
