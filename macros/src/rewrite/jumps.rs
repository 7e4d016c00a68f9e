//! `return`, `break` and `continue`: what leaves the body, or a guarded block in it.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Expr, ExprReturn, Lifetime};

use super::{Place, Rewriter, is_yield};
use crate::hygiene;
use crate::tokens;

impl Rewriter<'_> {
    /// ```text
    /// // Input:
    /// return
    /// // Output:
    /// return Ok(())
    /// // Output, in a guarded block:
    /// return Ok(Flow::Return)
    /// ```
    pub(super) fn return_(&mut self, it: &mut ExprReturn) -> TokenStream {
        let place = it.return_token.span();
        let span = hygiene::ours(place);
        let dropped = it.expr.as_mut().map(|value| {
            let help = match raises(value) {
                true => "to raise an error, write `Err(error)?`",
                false => "to hand the value to the consumer, yield it, then `return` without one: `yield_!(…); return`",
            };
            if !self.is_unit(value) {
                self.diagnostics.error(&*value, "`return` with a value in an async generator", help);
            }
            self.visit_expr_mut(value);
            // An `Err(…)` alone does not say what an `Ok(…)` would hold.
            let result = self.names.private("Result", place);
            let ty = raises(value).then(|| quote_spanned!(span=> : #result<(), _>));
            quote_spanned!(span=> let _ #ty = #value;)
        });
        let left = self.left(place);
        let (attrs, return_token) = (&it.attrs, it.return_token);
        match dropped {
            None => quote_spanned!(span=> #(#attrs)* #return_token #left),
            Some(dropped) => quote_spanned!(span=> #(#attrs)* ({ #dropped return #left })),
        }
    }

    /// Whether nothing is lost with a value: in `return yield x`, where nothing is sent, and in `return ()`.
    fn is_unit(&self, value: &Expr) -> bool {
        match value {
            Expr::Tuple(it) => it.elems.is_empty(),
            value => is_yield(value) && self.kind.sends.is_none(),
        }
    }

    /// ```text
    /// // Input, in a guarded block, for a loop outside of it:
    /// break 'outer
    /// // Output; the surroundings of the block carry it out:
    /// return Ok(Flow::Jump(0))
    /// ```
    pub(super) fn jump(&mut self, expr: &mut Expr) -> Option<TokenStream> {
        let (attrs, label, value) = match &*expr {
            Expr::Break(it) => (it.attrs.clone(), it.label.clone(), it.expr.clone()),
            Expr::Continue(it) => (it.attrs.clone(), it.label.clone(), None),
            _ => return None,
        };
        if label.is_none() && self.place == Place::Code && !self.edge.holds(None) && !self.held_further_out(None) {
            let word = if matches!(expr, Expr::Break(_)) { "break" } else { "continue" };
            let help = "to end the generator, write `return`";
            self.diagnostics.error(&*expr, &format!("`{word}` outside of a loop"), help);
            let left = self.left(expr.span());
            return Some(self.leave_with(left, expr.span()));
        }
        if !self.leaves_the_guard(label.as_ref()) {
            return None;
        }
        if let Some(value) = value.as_ref().filter(|value| !is_stand_in(value)) {
            let help = "put the value into a variable declared outside, then `break` without one";
            let message = "a `break` with a value cannot leave a `catch!` block or the part guarded by `finally!`";
            self.diagnostics.error(value, message, help);
        }
        let place = expr.span();
        let tokens = match expr {
            Expr::Break(it) => {
                let (token, label) = (it.break_token, &it.label);
                let stand_in = self.names.private("stand_in", place);
                let value = value.map(|_| quote_spanned!(hygiene::ours(place)=> #stand_in()));
                quote_spanned!(place=> #token #label #value)
            }
            Expr::Continue(it) => {
                let (token, label) = (it.continue_token, &it.label);
                quote_spanned!(place=> #token #label)
            }
            other => other.to_token_stream(),
        };
        let number = self.edge.number(tokens);
        let jump = self.jump_expanded(place, number);
        Some(quote_spanned!(place=> #(#attrs)* #jump))
    }

    /// Whether a `break` or `continue` leaves the guarded block in which it stands.
    pub(super) fn leaves_the_guard(&self, label: Option<&Lifetime>) -> bool {
        !self.edge.holds(label) && self.held_further_out(label)
    }

    fn held_further_out(&self, label: Option<&Lifetime>) -> bool {
        self.outer_edges.iter().any(|edge| edge.holds(label))
    }

    fn jump_expanded(&self, place: proc_macro2::Span, number: usize) -> TokenStream {
        let span = hygiene::ours(place);
        let (result, flow) = (self.names.private("Result", place), self.names.private("Flow", place));
        let number = Literal::usize_unsuffixed(number);
        quote_spanned!(span=> return #result::Ok(#flow::Jump(#number)))
    }
}

/// Whether this is the value of a `break` that the user has been told about.
fn is_stand_in(value: &Expr) -> bool {
    tokens::any_ident(value.to_token_stream(), &mut |ident| ident == "stand_in")
}

/// Whether a returned value looks like an error.
pub(super) fn raises(value: &Expr) -> bool {
    match value {
        Expr::Call(call) => matches!(&*call.func, Expr::Path(path) if path.path.is_ident("Err")),
        _ => false,
    }
}
