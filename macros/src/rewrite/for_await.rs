//! `#[for_await] for x in stream { … }`, and `#[for_await(close)]`, which closes the generator
//! behind the loop.

use std::vec;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, ExprForLoop, Meta, Pat};

use super::cleanup::Awaits;
use super::guard::{Guarded, may_have_value};
use super::local_macros::Argument;
use super::rewriter::{Position, Rewriter};
use crate::attributes;
use crate::emit::params::{self, Taken};
use crate::emit::unreachable_code;
use crate::hygiene;
use crate::model::Throws;
use crate::operand;
use crate::tokens;

/// What the expansion of a loop depends on, but for the parts that the user wrote.
struct Head {
    for_span: Span,
    stream_span: Span,
    /// From where to where its expression reaches.
    stream_ends: (Span, Span),
    has_label: bool,
    /// Whether the pattern binds by reference.
    is_ref: bool,
    /// Whether the pattern is a variable whose name begins with an underscore.
    is_underscored: bool,
    /// Whether the stream may refer to temporaries of its expression.
    has_temporaries: bool,
    /// Whether it goes through a call that requires a stream: where it is to be closed, or the
    /// expression is a variable or a reference. rustc suggests then to leave out a `&`, or to move
    /// the expression out of another loop.
    is_passed: bool,
    /// Whether the body has captured the stream, which stays where it is (see `in_place.rs`).
    in_place: bool,
}

impl Head {
    fn of(it: &ExprForLoop, closes: bool) -> Self {
        Head {
            for_span: it.for_token.span(),
            stream_span: it.expr.span(),
            stream_ends: tokens::ends(it.expr.to_token_stream()),
            has_label: it.label.is_some(),
            is_ref: tokens::any_ident(it.pat.to_token_stream(), &mut |word| word == "ref"),
            is_underscored: params::is_underscored(&it.pat),
            has_temporaries: !operand::has_no_temporaries(&it.expr),
            is_passed: closes
                || matches!(&*it.expr, Expr::Reference(_))
                || operand::variable(&it.expr).is_some(),
            in_place: false,
        }
    }
}

/// The parts of a loop that the user wrote.
struct Parts {
    label: Option<TokenStream>,
    pat: TokenStream,
    stream: TokenStream,
    body: TokenStream,
}

impl Parts {
    /// The parts of the loop's head, as arguments. Those of the body come after them.
    fn arguments(it: &ExprForLoop) -> Vec<Argument> {
        let mut arguments = Vec::new();
        if let Some(label) = &it.label {
            arguments.push(Argument::Lifetime(label.name.to_token_stream()));
        }
        let pat = &it.pat;
        let pat = match **pat {
            // A `let` requires parentheses that a `for` does not.
            Pat::Or(_) => quote_spanned!(hygiene::ours(pat.span())=> (#pat)),
            _ => pat.to_token_stream(),
        };
        arguments.push(Argument::Pat(pat));
        arguments.push(Argument::Expr(it.expr.to_token_stream()));
        arguments
    }

    /// Of these arguments, of which it leaves those after the body.
    fn take(head: &Head, arguments: &mut vec::IntoIter<TokenStream>) -> Self {
        let label = head.has_label.then(|| arguments.next()).flatten();
        let mut next = || arguments.next().unwrap_or_default();
        Parts { label, pat: next(), stream: next(), body: next() }
    }
}

impl Rewriter<'_> {
    /// `#[for_await] 'label: for pat in stream { body }`
    pub(super) fn for_await(&mut self, it: &mut ExprForLoop) -> TokenStream {
        let closes = self.take_for_await(&mut it.attrs);
        let is_ours =
            self.require_generator_scope("`#[for_await]`", it.for_token.to_token_stream());
        self.visit_expr_mut(&mut it.expr);
        *it.expr =
            operand::unwrapped(std::mem::replace(&mut *it.expr, Expr::PLACEHOLDER), self.resolve());
        if !is_ours {
            self.visit_loop_body(it.label.as_ref(), None, &mut it.body);
            return self.dummy_loop(it);
        }
        if !may_have_value(&it.body.stmts) {
            operand::set_braces(&mut it.body, self.resolve());
        }
        self.found_loop_variable(&it.expr, it.for_token.span());
        let expanded = if closes { self.closing_loop(it) } else { self.plain_loop(it) };
        let attrs = &it.attrs;
        quote_spanned!(it.for_token.span()=> #(#attrs)* #expanded)
    }

    /// Reports and removes our attribute on another loop. By a path it may be somebody else's,
    /// which only nightly accepts there.
    pub(super) fn reject_for_await(&mut self, expr: &mut Expr) {
        let (attrs, help) = match expr {
            Expr::While(it) => {
                (&mut it.attrs, "write `#[for_await] for x in stream { … }`, or remove it")
            }
            Expr::Loop(it) => (&mut it.attrs, "write `#[for_await] for x in stream { … }`"),
            _ => return,
        };
        attributes::retain(attrs, &mut |attr| {
            let is_ours = attr.path().is_ident("for_await");
            if is_ours {
                self.diagnostics.error(attr, "`#[for_await]` is for a `for` loop", help);
            }
            !is_ours
        });
    }

    /// Notes a variable that is the stream of a loop. Under a condition there may be none.
    fn found_loop_variable(&mut self, stream: &Expr, declared_at: Span) {
        let Some(variable) = operand::variable(stream) else { return };
        let is_conditional = self.input.has_conditions || self.position != Position::Code;
        if !is_conditional && variable != "self" && !self.is_in_place(stream) {
            self.found.loop_variables.push(Taken { variable: variable.clone(), declared_at });
        }
    }

    /// Whether the body has captured the stream of a loop, which stays where it is.
    fn is_in_place(&self, stream: &Expr) -> bool {
        let known = self.found.in_place.as_ref().map(|it| &it.variable);
        known.is_some() && known == operand::variable(stream)
    }

    fn plain_loop(&mut self, it: &mut ExprForLoop) -> TokenStream {
        let has_hidden_jump = self.visit_loop_body(it.label.as_ref(), None, &mut it.body);
        let head = Head { in_place: self.is_in_place(&it.expr), ..Head::of(it, false) };
        let mut arguments = Parts::arguments(it);
        arguments.push(Argument::Block(it.body.to_token_stream()));
        let expanded = self.hidden(head.stream_span, "for_await", arguments, &|this, arguments| {
            let parts = Parts::take(&head, &mut arguments.into_iter());
            this.for_await_of(&head, &parts)
        });
        match has_hidden_jump {
            true => self.after_hidden_jump(&expanded, head.for_span),
            false => expanded,
        }
    }

    fn closing_loop(&mut self, it: &mut ExprForLoop) -> TokenStream {
        let guarded = self.guarded(&mut |this| {
            this.block.is_loop = true;
            // A hidden jump to the loop ends the guarded block, behind which the cleanup is over.
            this.visit_loop_body(it.label.as_ref(), None, &mut it.body);
            it.body.to_token_stream()
        });
        let guarded = self.with_finally(guarded, Awaits::Yes);
        let head = Head::of(it, true);
        let mut arguments = Parts::arguments(it);
        arguments.append(&mut guarded.arguments());
        self.hidden(head.stream_span, "for_await", arguments, &|this, arguments| {
            let mut arguments = arguments.into_iter();
            let parts = Parts::take(&head, &mut arguments);
            let assert = this.assert_in_any_block(head.stream_span);
            let inside = this.loop_of(&head, &parts, &assert);
            let block = quote_spanned!(hygiene::ours(head.for_span)=> { #inside });
            let guarded = guarded.with(block, arguments);
            this.for_await_close_of(&head, &parts, &guarded)
        })
    }

    /// Removes our attribute; returns whether it is `#[for_await(close)]`.
    fn take_for_await(&mut self, attrs: &mut Vec<Attribute>) -> bool {
        let (mut closes, mut word) = (false, None);
        attributes::retain(attrs, &mut |attr| {
            if !attributes::marks_for_await(attr) {
                return true;
            }
            word = attr.path().segments.last().map(|it| it.ident.span());
            match &attr.meta {
                Meta::Path(_) => {}
                Meta::List(list) if list.tokens.to_string() == "close" => closes = true,
                _ => {
                    let message = "`#[for_await]` takes no argument but `close`";
                    let help = "write `#[for_await]`, or `#[for_await(close)]` to close the \
                                generator behind the loop";
                    self.diagnostics.error(attr, message, help);
                }
            }
            false
        });
        let item = if closes { "ForAwaitClose" } else { "ForAwait" };
        if let Some(word) = word {
            self.found_word(item, word);
        }
        closes
    }

    /// ```text
    /// // Input:
    /// #[for_await] 'label: for pat in stream { body }
    /// // Output: see `with_stream`.
    /// let mut stream = stream;
    /// … the loop, see `loop_of` …
    /// // Output for a variable or a reference:
    /// let mut stream = ForAwait::asyncgen_stream(stream);
    /// // Output for a variable that the body has captured as `stream`:
    /// { … the loop … }
    /// ```
    fn for_await_of(&self, head: &Head, parts: &Parts) -> TokenStream {
        let assert = self.assert_in_block(head.stream_span);
        let inside = self.loop_of(head, parts, &assert);
        if head.in_place {
            return quote_spanned!(hygiene::ours(head.for_span)=> { #inside });
        }
        let emit = self.emit(head.stream_span);
        let (for_await, stream) = (emit.for_await(), &parts.stream);
        let operand = match head.is_passed {
            true => quote_spanned!(emit.span=> #for_await::asyncgen_stream(#stream)),
            false => stream.clone(),
        };
        self.with_stream(head, &operand, &inside)
    }

    /// ```text
    /// // Input:
    /// #[for_await(close)] 'label: for pat in generator { body }
    /// // Output: see `with_stream`, and `finally_of` in guard.rs.
    /// let mut stream = ForAwaitClose::asyncgen_generator(generator);
    /// finally! {
    ///     let close = ForAwait::asyncgen_next(handle.pinned(&mut stream)).for_await_close();
    ///     if let Some(mut error) = close.await {
    ///         break 'body Err(error.for_await_raised())
    ///     }
    /// }
    /// … the loop …
    /// ```
    fn for_await_close_of(&self, head: &Head, parts: &Parts, guarded: &Guarded) -> TokenStream {
        let span = hygiene::ours(head.for_span);
        let for_await_close = self.emit(head.for_span).for_await_close();
        let generator = &parts.stream;
        let operand = quote_spanned!(span=> #for_await_close::asyncgen_generator(#generator));
        let cleanup = unreachable_code::after_statement(&self.cleanup_of_loop(head), head.for_span);
        self.with_stream(head, &operand, &self.finally_of(head.for_span, &cleanup, guarded))
    }

    /// The cleanup that closes the generator.
    fn cleanup_of_loop(&self, head: &Head) -> TokenStream {
        let emit = self.emit(head.stream_span);
        let error = emit.variable("error");
        let (await_, option, result) = (emit.await_(), emit.option(), emit.result());
        let next = self.next_item(head);
        let close =
            quote_spanned!(emit.span=> #await_::asyncgen_awaited(#next.for_await_close()).await);
        if matches!(self.input.protocol.throws, Throws::Unparsed) {
            return quote_spanned!(emit.span=> { let _ = #close; });
        }
        let raised = quote_spanned!(emit.span=> #result::Err(#error.for_await_raised()));
        let leave = self.leave_with(raised, head.stream_span);
        quote_spanned!(emit.span=> { if let #option::Some(mut #error) = #close { #leave } })
    }

    /// What is done with the stream in a variable of the body, where it will be pinned. In a debug
    /// build each call that it goes through would be one more copy of it on the stack.
    ///
    /// The temporaries of its expression, if there are any, live as long as the loop, as in an
    /// ordinary `for`.
    ///
    /// ```text
    /// // Input:
    /// stream, or with temporaries
    /// // Output:
    /// { let mut stream = stream; inside }
    /// // Braces of ours, because in the user's edition the temporaries of a block's last
    /// // expression may outlive the block.
    /// { match stream { mut stream => { inside } } }
    /// ```
    fn with_stream(&self, head: &Head, operand: &TokenStream, inside: &TokenStream) -> TokenStream {
        let span = hygiene::ours(head.for_span);
        let emit = self.emit(head.stream_span);
        let stream = emit.variable("stream");
        match head.has_temporaries {
            false => quote_spanned!(span=> { let mut #stream = #operand; #inside }),
            true => quote_spanned!(span=> { match #operand { mut #stream => { #inside } } }),
        }
    }

    /// The future of the stream's next item.
    ///
    /// ```text
    /// // Output:
    /// ForAwait::asyncgen_next(handle.pinned(&mut stream))
    /// // Output where nothing else says whether it is a stream: if not, rustc underlines the whole
    /// // of the user's expression.
    /// ForAwait::asyncgen_next((handle.pinned(&mut stream),).0)
    /// ```
    fn next_item(&self, head: &Head) -> TokenStream {
        let emit = self.emit(head.stream_span);
        let (for_await, handle, stream) =
            (emit.for_await(), emit.handle(), emit.variable("stream"));
        let pinned = quote_spanned!(emit.span=> #handle.pinned(&mut #stream));
        let pinned = match head.is_passed {
            true => pinned,
            false => tokens::located(&pinned, head.stream_ends, |span| span),
        };
        quote_spanned!(emit.span=> #for_await::asyncgen_next(#pinned))
    }

    /// ```text
    /// // Input:
    /// 'label: for pat in stream { body }
    /// // Output:
    /// 'label: while let Some(item) = {
    ///     if false { break 'body Ok(()) };
    ///     ForAwait::asyncgen_next(handle.pinned(&mut stream)).await
    /// } {
    ///     let pat = item;
    ///     body
    /// }
    /// ```
    fn loop_of(&self, head: &Head, parts: &Parts, assert: &TokenStream) -> TokenStream {
        let span = hygiene::ours(head.for_span);
        let emit = self.emit(head.stream_span);
        let option = emit.option();
        let (item, next) = (emit.variable("item"), self.next_item(head));
        // Located at the stream, where rustc also reports what its expression lacks.
        let next = quote_spanned!(emit.span=> #next.await);
        let Parts { label, pat, body, .. } = parts;
        let label = label.as_ref().map(|label| quote_spanned!(span=> #label:));
        // `mut` for a `ref mut` in the pattern.
        let rebind = head.is_ref.then(|| quote_spanned!(span=> let mut #item = #item;));
        let binding = params::binding(pat, &item, head.is_underscored, span);
        quote_spanned!(span=> #label while let #option::Some(#item) = { #assert; #next } {
            #rebind #binding #body
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
