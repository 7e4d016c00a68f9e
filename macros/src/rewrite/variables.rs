//! The variables that a body declares: which of them an item uses up.
//!
//! An item that goes straight into the poller's frame is evaluated behind an await of ours. What
//! its evaluation uses lives across that await, and the body is `Send` only if that is. In an
//! `async fn`, a variable that is used for the last time does not live across what comes after it.

use quote::ToTokens;
use syn::{Expr, Local, Pat, PatIdent};

use super::rewriter::Rewriter;
use crate::scope::Scope;
use crate::{operand, tokens, values};

impl Rewriter<'_> {
    /// Notes a variable of the body. An argument is no such variable: it is a part of the
    /// generator, whatever uses it. Nor is that of a loop: where it is not `Send`, what the loop
    /// goes over hardly ever is.
    pub(super) fn declare(&mut self, it: &PatIdent) {
        let name = it.ident.to_string();
        // A `None` in a pattern reads like a variable.
        if self.scope == Scope::Generator && !name.starts_with(char::is_uppercase) {
            self.variables.push(name);
        }
    }

    /// A number is `Send`. It is often what a large item is made of.
    pub(super) fn declare_number(&mut self, it: &Local) {
        let (pat, is_number) = match &it.pat {
            Pat::Type(typed) => (&*typed.pat, values::are_primitive(&typed.ty)),
            pat => (pat, false),
        };
        let is_literal = it.init.as_ref().is_some_and(|init| matches!(&*init.expr, Expr::Lit(_)));
        if let (Pat::Ident(it), true) = (pat, is_number || is_literal) {
            self.variables.retain(|known| it.ident != known);
        }
    }

    /// Whether evaluating an item may use a variable of the body for the last time, and the item
    /// is something else than that variable, or a part of it.
    ///
    /// ```text
    /// // Does:
    /// f(row), pointer.is_null(), Row { id: *id }
    /// // Does not: the item is as little `Send` as the variable, which stays where it is borrowed.
    /// row, Ok(row), Row { id }, f(&row)
    /// ```
    pub(super) fn uses_up_variable(&self, item: &Expr) -> bool {
        if self.variables.is_empty() {
            return false;
        }
        let is_mentioned = |code: &dyn ToTokens| {
            tokens::any_ident(code.to_token_stream(), &mut |word| {
                self.variables.iter().any(|known| word == known)
            })
        };
        match item {
            Expr::Path(_) | Expr::Lit(_) => false,
            Expr::Paren(it) => self.uses_up_variable(&it.expr),
            Expr::Group(it) => self.uses_up_variable(&it.expr),
            Expr::Array(it) => it.elems.iter().any(|part| self.uses_up_variable(part)),
            Expr::Tuple(it) => it.elems.iter().any(|part| self.uses_up_variable(part)),
            Expr::Repeat(it) => self.uses_up_variable(&it.expr),
            Expr::Struct(it) => {
                it.fields.iter().any(|field| self.uses_up_variable(&field.expr))
                    || it.rest.as_ref().is_some_and(|rest| self.uses_up_variable(rest))
            }
            Expr::Call(it) if is_constructor(&it.func) => {
                it.args.iter().any(|part| self.uses_up_variable(part))
            }
            Expr::Call(it) => {
                let is_used = |part: &Expr| !operand::is_borrowed(part) && is_mentioned(part);
                it.args.iter().any(is_used) || is_mentioned(&it.func)
            }
            other => is_mentioned(other),
        }
    }
}

/// Whether a call makes a value of its arguments: `Ok(x)`, `Row(x)`, `Shape::Circle(x)`.
fn is_constructor(function: &Expr) -> bool {
    let Expr::Path(it) = function else { return false };
    let name = it.path.segments.last().map(|it| it.ident.to_string());
    name.is_some_and(|name| name.starts_with(char::is_uppercase))
}
