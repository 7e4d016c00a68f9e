//! `must().await;`, where rustc warns of the unused output if `must` is a `#[must_use] async fn`.
//!
//! The lint looks at the type of what is awaited, and that is `Awaited<F>` in an expansion. So
//! rustc gets to see the future once more, where nothing is executed; only of the first awaits in a
//! body, because what that costs grows with the number of them that rustc has seen before.

use std::mem;

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::visit_mut::VisitMut;
use syn::{Expr, ExprAwait, Stmt};

use super::await_expr::{await_of, operand_ends};
use super::rewriter::{Position, Rewriter};
use crate::scope::Scope;

impl Rewriter<'_> {
    /// Shows rustc the future of a statement that awaits, if that is an await of a call.
    ///
    /// ```text
    /// // Input:
    /// must(x).await;
    /// // Output: `!Unreachable` has no value, so that the borrow checker, and all that comes after
    /// // it, knows nothing of the await. As a `return` there, it would be warned of.
    /// if false { let _ = !Unreachable; (<_ as Await<_, _>>::asyncgen_future)(must(x)).await; }
    /// // The `let` keeps rustc from warning of a `Result` as well, which it has been shown.
    /// let _ = (<_ as Await<_, _>>::asyncgen_awaited)(must(x)).await;
    /// // Output with attributes, such as `#[expect(unused_must_use)]`:
    /// #[expect(unused_must_use)] { if false { … } let _ = …; }
    /// ```
    pub(super) fn show_output(&mut self, stmt: &mut Stmt) -> bool {
        if self.outputs_to_show == 0 {
            return false;
        }
        let Stmt::Expr(expr, semi @ Some(_)) = stmt else { return false };
        let Expr::Await(it) = expr else { return false };
        let Some(shown) = self.shown_output(it) else { return false };
        self.outputs_to_show -= 1;
        let attrs = mem::take(&mut it.attrs);
        self.visit_expr_mut(expr);
        let span = self.emit(Span::call_site()).span;
        *expr = Expr::Verbatim(match attrs.is_empty() {
            true => quote_spanned!(span=> #shown let _ = #expr),
            false => {
                let semi = semi.take();
                quote_spanned!(span=> #(#attrs)* { #shown let _ = #expr #semi })
            }
        });
        true
    }

    fn shown_output(&self, it: &ExprAwait) -> Option<TokenStream> {
        let is_seen = self.scope == Scope::Generator
            && self.position == Position::Code
            && self.rules_of.is_none()
            && self.input.paths.for_rustc;
        if !is_seen || !matches!(&*it.base, Expr::Call(_) | Expr::MethodCall(_)) {
            return None;
        }
        if !may_be_repeated(&it.base) {
            return None;
        }
        let at = it.await_token.span;
        let (emit, ends) = (self.emit(at), operand_ends(it));
        let (unreachable, future) = (emit.unreachable(), await_of(emit.future(at), it, ends));
        Some(quote_spanned!(emit.span=> if false { let _ = !#unreachable; #future; }))
    }
}

/// Whether rustc finds nothing in a second copy of an operand that it has not found in the first
/// one, where it reports the same in the same place only once. What is defined in an operand would
/// be defined twice, and what is wrong in the expansion of a macro has two places; a `yield_!` or
/// an `.await` in it would have to be rewritten twice.
fn may_be_repeated(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) | Expr::Lit(_) => true,
        Expr::Array(it) => it.elems.iter().all(may_be_repeated),
        Expr::Binary(it) => may_be_repeated(&it.left) && may_be_repeated(&it.right),
        Expr::Call(it) => may_be_repeated(&it.func) && it.args.iter().all(may_be_repeated),
        Expr::Cast(it) => may_be_repeated(&it.expr),
        Expr::Closure(it) => may_be_repeated(&it.body),
        Expr::Field(it) => may_be_repeated(&it.base),
        Expr::Index(it) => may_be_repeated(&it.expr) && may_be_repeated(&it.index),
        Expr::MethodCall(it) => {
            may_be_repeated(&it.receiver) && it.args.iter().all(may_be_repeated)
        }
        Expr::Paren(it) => may_be_repeated(&it.expr),
        Expr::Range(it) => it.start.iter().chain(&it.end).all(|it| may_be_repeated(it)),
        Expr::Reference(it) => may_be_repeated(&it.expr),
        Expr::Repeat(it) => may_be_repeated(&it.expr),
        Expr::Struct(it) => {
            it.rest.as_deref().is_none_or(may_be_repeated)
                && it.fields.iter().all(|field| may_be_repeated(&field.expr))
        }
        Expr::Tuple(it) => it.elems.iter().all(may_be_repeated),
        Expr::Unary(it) => may_be_repeated(&it.expr),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::may_be_repeated;

    #[test]
    fn an_operand_that_holds_only_values() {
        let is_repeated = |code: &str| {
            let expr = syn::parse_str(code).unwrap_or_else(|error| panic!("{code}: {error}"));
            may_be_repeated(&expr)
        };
        for code in [
            "f()",
            "a::f::<T>(1, &x, g(y))",
            "self.a.f(x[1], (a, b), [c; 2], -d, e as u8)",
            "f(R { a: x, ..y })",
            "f(|x| x + 1, 1..2, ..)",
        ] {
            assert!(is_repeated(code), "{code}");
        }
        for code in [
            "f(x?)",
            "f(g().await)",
            "f(yield_!(1))",
            "f(m!())",
            "f(format!(\"{x}\"))",
            "f(|| { struct S; })",
            "f(async { 1 })",
            "f(if a { b } else { c })",
        ] {
            assert!(!is_repeated(code), "{code}");
        }
    }
}
