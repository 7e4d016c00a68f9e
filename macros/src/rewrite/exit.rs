//! `return`, `break` and `continue`: what leaves the body, or a guarded block in it.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, ExprReturn, Lifetime};

use super::builtin_macros::is_yield;
use super::habits::receiver_of_inferred;
use super::rewriter::{Position, Rewriter};
use super::tail_expr::{is_empty_value, is_error, is_inferred, is_success, is_value};
use crate::operand;
use crate::tokens;

impl Rewriter<'_> {
    /// An expression that leaves the surrounding `async` block of the expansion with `output`.
    ///
    /// It compiles only directly in that block: inside an `async` block or a closure, to which
    /// another macro may have moved it, the label is out of reach. The `loop` keeps rustc from
    /// reporting anything else there.
    pub(super) fn leave_with(&self, output: TokenStream, span: Span) -> TokenStream {
        let emit = self.emit(span);
        let label = emit.label();
        match self.position {
            Position::Code => quote_spanned!(emit.span=> break #label #output),
            Position::Foreign | Position::Arm => {
                quote_spanned!(emit.span=> loop { break #label #output })
            }
        }
    }

    /// The same without an error. From the body's own code it is enough to go to its end.
    pub(super) fn leave_without_error(&self, span: Span) -> TokenStream {
        if self.position == Position::Code && self.is_in_body() {
            let emit = self.emit(span);
            let end = emit.end_label();
            return quote_spanned!(emit.span=> break #end);
        }
        self.leave_with(self.left(span), span)
    }

    /// The output of the surrounding `async` block when it is left without an error.
    pub(super) fn left(&self, span: Span) -> TokenStream {
        let emit = self.emit(span);
        if self.position == Position::Arm {
            let returned = emit.returned();
            return quote_spanned!(emit.span=> #returned());
        }
        let result = emit.result();
        self.left_with(quote_spanned!(emit.span=> #result::Ok(())), span)
    }

    /// The output of the surrounding `async` block where a body would be left with `output`.
    pub(super) fn left_with(&self, output: TokenStream, span: Span) -> TokenStream {
        let emit = self.emit(span);
        if self.position == Position::Arm {
            // A rule of the user's `macro_rules!` may be applied in the body and in guarded blocks.
            let left_block = emit.left_block();
            return quote_spanned!(emit.span=> #left_block(#output));
        }
        if self.is_in_body() {
            return output;
        }
        let block_exit = emit.block_exit();
        quote_spanned!(emit.span=> #block_exit::left(#output))
    }

    /// The same as an expression that foreign macros may see.
    fn visible_left(&mut self, span: Span) -> TokenStream {
        self.hidden(span, "return", Vec::new(), &|this, _| this.left(span))
    }

    /// A statement that does nothing, and compiles only where `leave_with` does.
    pub(super) fn assert_in_block(&self, span: Span) -> TokenStream {
        let emit = self.emit(span);
        let leave = self.leave_with(self.left(span), span);
        quote_spanned!(emit.span=> if false { #leave })
    }

    /// The same for a place that is in the body or in a guarded block.
    pub(super) fn assert_in_any_block(&self, span: Span) -> TokenStream {
        let emit = self.emit(span);
        let (left_block, result) = (emit.left_block(), emit.result());
        let left = quote_spanned!(emit.span=> #left_block(#result::Ok(())));
        let leave = self.leave_with(left, span);
        quote_spanned!(emit.span=> if false { #leave })
    }

    /// ```text
    /// // Input:
    /// return
    /// // Output:
    /// return Ok(())
    /// // Output in a guarded block:
    /// return BlockExit::left(Ok(()))
    /// // Output among another macro's arguments:
    /// return __asyncgen_in_macro!(return @0)
    /// ```
    pub(super) fn return_expr(&mut self, it: &mut ExprReturn) -> TokenStream {
        let return_span = it.return_token.span();
        let span = self.resolve()(return_span);
        if let Some(value) = &mut it.expr {
            let is_mistake = is_error(value) || is_certain(value);
            // It may belong to a closure. If it does not, rustc reports the value.
            if self.rules_of.is_some() || self.in_unknown_macro && is_mistake {
                self.visit_expr_mut(value);
                self.may_return_error = true;
                return it.to_token_stream();
            }
        }
        let dropped = it.expr.as_mut().map(|value| self.dropped_value(value, return_span));
        let left = self.visible_left(return_span);
        let (attrs, return_token) = (&it.attrs, it.return_token);
        match dropped {
            None => quote_spanned!(span=> #(#attrs)* #return_token #left),
            Some(dropped) => quote_spanned!(span=> #(#attrs)* ({ #dropped return #left })),
        }
    }

    /// The value of a `return`, evaluated. It must be `()`: where the macro cannot tell, rustc
    /// does.
    fn dropped_value(&mut self, value: &mut Expr, return_span: Span) -> TokenStream {
        // The items of a block that yields nothing else are not `()`: this was meant to be one.
        self.found.yields = true;
        let is_error = is_error(value);
        if is_error || is_certain(value) || self.is_received(value) {
            let help = match (is_error, is_empty_value(value)) {
                (true, _) => "to return an error, write `Err(error)?`",
                (_, true) => "to end the generator, write `return`",
                _ => {
                    "to hand the value to the consumer, yield it, then `return` without one: \
                     `yield_!(…); return`"
                }
            };
            let message = "`return` with a value in an async generator";
            self.diagnostics.error(&*value, message, help);
            if is_inferred(value) {
                return TokenStream::new();
            }
            if let Some(receiver) = receiver_of_inferred(value) {
                // rustc would ask for the type of the call, or warn that a variable is unused.
                let mut receiver = receiver.clone();
                self.visit_expr_mut(&mut receiver);
                let emit = self.emit(return_span);
                return quote_spanned!(emit.span=> let _ = &#receiver;);
            }
            self.visit_expr_mut(value);
            return self.dropped_mistake(value, is_error, return_span);
        }
        self.visit_expr_mut(value);
        *value = operand::unwrapped(std::mem::replace(value, Expr::PLACEHOLDER), self.resolve());
        let span = self.resolve()(return_span);
        quote_spanned!(span=> let _: () = #value;)
    }

    fn dropped_mistake(&self, value: &Expr, is_error: bool, return_span: Span) -> TokenStream {
        let emit = self.emit(return_span);
        // An `Ok(…)` alone does not say what an `Err(…)` would hold.
        if let Expr::Call(it) = value {
            if is_success(value) {
                let args = &it.args;
                return quote_spanned!(emit.span=> let _ = (#args););
            }
        }
        let result = emit.result();
        // An `Err(…)` alone does not say what an `Ok(…)` would hold.
        let ty = is_error.then(|| quote_spanned!(emit.span=> : #result<(), _>));
        quote_spanned!(emit.span=> let _ #ty = #value;)
    }

    /// Whether a value is what the consumer sends: `return yield_!(x)` with `send = S`.
    fn is_received(&self, value: &Expr) -> bool {
        matches!(value, Expr::Macro(it) if is_yield(&it.mac)) && self.input.protocol.sends.is_some()
    }

    /// ```text
    /// // Input in a guarded block, for a loop outside of it:
    /// break 'outer
    /// // Output; after the block, the jump is carried out:
    /// return Ok(BlockExit::Jump(0))
    /// ```
    pub(super) fn jump(&mut self, expr: &mut Expr) -> Option<TokenStream> {
        let (label, value) = match &*expr {
            Expr::Break(it) => (it.label.clone(), it.expr.clone()),
            Expr::Continue(it) => (it.label.clone(), None),
            _ => return None,
        };
        if label.is_none() && self.is_outside_of_loops() {
            let attrs = take_attributes(expr);
            let leave = self.jump_outside_of_loops(expr);
            return Some(quote!(#(#attrs)* #leave));
        }
        if !self.leaves_block(label.as_ref()) {
            return self.jump_out_of_cleanup(expr, label.as_ref());
        }
        let attrs = take_attributes(expr);
        if let Some(value) = value.as_ref().filter(|value| !is_dummy(value)) {
            let help = "assign the value to a variable declared outside, \
                        then `break` without a value";
            let message = format!("a `break` with a value cannot leave {}", self.block.name());
            self.diagnostics.error(value, &message, help);
        }
        let span = expr.span();
        let number = self.block.number_of_jump(self.without_value(expr, value.is_some()));
        let output =
            self.hidden(span, "jump", Vec::new(), &|this, _| this.jump_output(span, number));
        let visible = self.resolve()(span);
        Some(quote_spanned!(visible=> #(#attrs)* return #output))
    }

    /// ```text
    /// // Input in a cleanup that may await, for a loop outside of it:
    /// break 'outer value
    /// // Output:
    /// ({ let value = value; /* see guard.rs */; break 'outer value })
    /// ```
    fn jump_out_of_cleanup(
        &mut self,
        expr: &mut Expr,
        label: Option<&Lifetime>,
    ) -> Option<TokenStream> {
        let target = self.block.target(label)?.cleanups;
        if target == self.cleanups {
            return None;
        }
        let (attrs, span) = (take_attributes(expr), expr.span());
        // The value belongs to the cleanup, which ends after it.
        let value = match expr {
            Expr::Break(it) => it.expr.as_mut().map(|value| {
                self.visit_expr_mut(value);
                let variable = self.emit(span).variable("value");
                let name = Expr::Verbatim(variable.to_token_stream());
                let value = std::mem::replace(&mut **value, name);
                let span = self.resolve()(span);
                quote_spanned!(span=> let #variable = #value;)
            }),
            _ => None,
        };
        let leave = self.hidden(span, "leave_cleanup", Vec::new(), &|this, _| {
            let (assert, leave) = (this.assert_in_block(span), this.leave_cleanup(span, target));
            quote_spanned!(this.emit(span).span=> { #assert; #leave; })
        });
        let span = self.resolve()(span);
        Some(quote_spanned!(span=> #(#attrs)* ({ #value #leave; #expr })))
    }

    pub(super) fn is_outside_of_loops(&self) -> bool {
        self.position == Position::Code
            && !self.block.contains_target(None)
            && !self.is_in_outer_block(None)
    }

    fn jump_outside_of_loops(&mut self, expr: &Expr) -> TokenStream {
        let word = if matches!(expr, Expr::Break(_)) { "break" } else { "continue" };
        let help = "to end the generator, write `return`";
        self.diagnostics.error(expr, &format!("`{word}` outside of a loop"), help);
        self.leave_with(self.left(expr.span()), expr.span())
    }

    /// A jump with a dummy for its value.
    fn without_value(&self, expr: &Expr, has_value: bool) -> TokenStream {
        let span = expr.span();
        match expr {
            Expr::Break(it) => {
                let (token, label) = (it.break_token, &it.label);
                let emit = self.emit(span);
                let dummy_value = emit.dummy_value();
                let value = has_value.then(|| quote_spanned!(emit.span=> #dummy_value()));
                quote_spanned!(span=> #token #label #value)
            }
            Expr::Continue(it) => {
                let (token, label) = (it.continue_token, &it.label);
                quote_spanned!(span=> #token #label)
            }
            other => other.to_token_stream(),
        }
    }

    /// Whether a `break` or `continue` leaves the guarded block in which it stands.
    pub(super) fn leaves_block(&self, label: Option<&Lifetime>) -> bool {
        !self.block.contains_target(label) && self.is_in_outer_block(label)
    }

    fn is_in_outer_block(&self, label: Option<&Lifetime>) -> bool {
        self.outer_blocks.iter().any(|block| block.contains_target(label))
    }

    fn jump_output(&self, span: Span, number: usize) -> TokenStream {
        let emit = self.emit(span);
        let (result, block_exit) = (emit.result(), emit.block_exit());
        let number = Literal::usize_unsuffixed(number);
        quote_spanned!(emit.span=> #result::Ok(#block_exit::Jump(#number)))
    }
}

/// The attributes of a jump, which belong on what replaces it.
fn take_attributes(jump: &mut Expr) -> Vec<Attribute> {
    match jump {
        Expr::Break(it) => std::mem::take(&mut it.attrs),
        Expr::Continue(it) => std::mem::take(&mut it.attrs),
        _ => Vec::new(),
    }
}

/// Whether this is the value of a `break` that was reported.
fn is_dummy(value: &Expr) -> bool {
    tokens::any_ident(value.to_token_stream(), &mut |ident| ident == "dummy_value")
}

/// Whether an expression certainly has a value that is not `()`.
fn is_certain(value: &Expr) -> bool {
    is_value(value) || receiver_of_inferred(value).is_some()
}
