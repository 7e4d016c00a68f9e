//! The last expression of a body, which must be `()`.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Block, Expr, ExprCall, Stmt, token};

use super::Rewriter;
use crate::hygiene;

impl Rewriter<'_> {
    /// ```ignore
    /// // Input:
    /// { stmts; f() }
    /// // Output: rustc says our words about it if `f()` is not `()`.
    /// { stmts; Tail::end(f()) }
    /// ```
    pub(super) fn end_with_unit(&mut self, block: &mut Block) {
        if let Some(Stmt::Expr(expr, None)) = block.stmts.last_mut() {
            self.tail(expr);
        }
    }

    fn tail(&mut self, expr: &mut Expr) {
        match expr {
            Expr::If(it) => {
                if let Some((_, otherwise)) = &mut it.else_branch {
                    self.end_with_unit(&mut it.then_branch);
                    self.tail(otherwise);
                }
            }
            Expr::Match(it) => it.arms.iter_mut().for_each(|arm| self.tail(&mut arm.body)),
            Expr::Block(it) if it.label.is_none() => self.end_with_unit(&mut it.block),
            Expr::Unsafe(it) => self.end_with_unit(&mut it.block),
            Expr::Call(_) | Expr::MethodCall(_) | Expr::Await(_) | Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => {
                self.ask_rustc(expr);
            }
            _ if is_a_value(expr) => self.told_as_lost(expr),
            _ => {}
        }
    }

    fn ask_rustc(&mut self, expr: &mut Expr) {
        let place = expr.span();
        let tail = self.names.private("Tail", place);
        let span = hygiene::ours(place);
        let operand = std::mem::replace(expr, Expr::PLACEHOLDER);
        *expr = Expr::Call(ExprCall {
            attrs: Vec::new(),
            func: Box::new(Expr::Verbatim(quote_spanned!(span=> #tail::end))),
            paren_token: token::Paren(span),
            args: Punctuated::from_iter([operand]),
        });
    }

    fn told_as_lost(&mut self, expr: &mut Expr) {
        let help = "to hand it to the consumer, yield it: `yield_!(…);`";
        self.diagnostics.error(&*expr, "the last expression of an async generator must be `()`", help);
        let span = hygiene::ours(expr.span());
        let lost: TokenStream = quote_spanned!(span=> { let _ = #expr; });
        *expr = Expr::Verbatim(lost);
    }
}

/// Whether an expression has a value that is not `()`, whatever its parts are.
fn is_a_value(expr: &Expr) -> bool {
    use Expr::{Array, Binary, Cast, Closure, Lit, Range, Reference, Repeat, Struct, Tuple};
    match expr {
        Tuple(it) => !it.elems.is_empty(),
        Binary(it) => !is_assignment(&it.op),
        Array(_) | Cast(_) | Closure(_) | Lit(_) | Range(_) | Reference(_) | Repeat(_) | Struct(_) => true,
        _ => false,
    }
}

fn is_assignment(op: &syn::BinOp) -> bool {
    use syn::BinOp::{
        AddAssign, BitAndAssign, BitOrAssign, BitXorAssign, DivAssign, MulAssign, RemAssign, ShlAssign, ShrAssign,
        SubAssign,
    };
    matches!(
        op,
        AddAssign(_)
            | SubAssign(_)
            | MulAssign(_)
            | DivAssign(_)
            | RemAssign(_)
            | BitAndAssign(_)
            | BitOrAssign(_)
            | BitXorAssign(_)
            | ShlAssign(_)
            | ShrAssign(_)
    )
}
