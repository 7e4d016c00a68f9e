//! The last expression of a body, which must be `()`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Block, Expr, ExprCall, ExprMacro, Stmt, StmtMacro, token};

use super::Rewriter;
use super::macros::Ours;
use crate::hygiene;
use crate::reachable;
use crate::tokens;

const LOST_SENT: &str = "end it with `;`, or use what the consumer sends";

impl Rewriter<'_> {
    /// ```text
    /// // Input:
    /// { stmts; f() }
    /// // Output: rustc says our words about it if `f()` is not `()`.
    /// { stmts; LastExpression::end(f()) }
    /// ```
    pub(super) fn end_with_unit(&mut self, block: &mut Block) {
        match block.stmts.last_mut() {
            Some(Stmt::Expr(expr, None)) => self.tail(expr),
            Some(stmt) => {
                if let Stmt::Macro(StmtMacro { attrs, mac, semi_token: None }) = stmt {
                    let mut expr = Expr::Macro(ExprMacro { attrs: attrs.clone(), mac: mac.clone() });
                    self.tail(&mut expr);
                    if !matches!(expr, Expr::Macro(_)) {
                        *stmt = Stmt::Expr(expr, None);
                    }
                }
            }
            None => {}
        }
    }

    fn tail(&mut self, expr: &mut Expr) {
        // Under `#[cfg]` it may not be there at all.
        if expr.to_token_stream().into_iter().next().is_some_and(|first| tokens::is_punct(&first, '#')) {
            return;
        }
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
            Expr::Paren(it) => self.tail(&mut it.expr),
            Expr::Call(_)
            | Expr::MethodCall(_)
            | Expr::Await(_)
            | Expr::Try(_)
            | Expr::Path(_)
            | Expr::Field(_)
            | Expr::Index(_) => self.ask_rustc(expr),
            Expr::Yield(it) if self.kind.sends.is_some() => {
                let place = it.yield_token;
                self.told_as_lost(expr, place, LOST_SENT);
            }
            Expr::Macro(it) if self.kind.sends.is_some() && Ours::of(&it.mac) == Some(Ours::Yield) => {
                let place = it.mac.path.clone();
                self.told_as_lost(expr, place, LOST_SENT);
            }
            Expr::Macro(it) if Ours::of(&it.mac) == Some(Ours::Catch) => {
                let help = "say what to do with an error: `match` on it, or `let _ = …;` to drop it";
                let place = it.mac.path.clone();
                self.told_as_lost(expr, place, help);
            }
            _ if is_a_value(expr) => {
                let place = expr.clone();
                self.told_as_lost(expr, place, "to hand it to the consumer, yield it: `yield_!(…);`");
            }
            _ => {}
        }
    }

    fn ask_rustc(&mut self, expr: &mut Expr) {
        if self.told {
            return self.told_as_lost(expr, TokenStream::new(), "");
        }
        let place = expr.span();
        let last = self.names.public("LastExpression", place);
        let span = hygiene::ours(place);
        let operand = match expr {
            // These may be `!`.
            Expr::Call(_) | Expr::MethodCall(_) | Expr::Await(_) | Expr::Try(_) => {
                Expr::Verbatim(reachable::after_value(&expr.to_token_stream(), place, self.names))
            }
            _ => std::mem::replace(expr, Expr::PLACEHOLDER),
        };
        *expr = Expr::Call(ExprCall {
            attrs: Vec::new(),
            func: Box::new(Expr::Verbatim(quote_spanned!(span=> #last::end))),
            paren_token: token::Paren(span),
            args: Punctuated::from_iter([operand]),
        });
    }

    /// Tells, once for the whole of a last expression, that its value would be lost.
    fn told_as_lost(&mut self, expr: &mut Expr, place: impl ToTokens, help: &str) {
        if !std::mem::replace(&mut self.told, true) {
            self.diagnostics.error(place, "the last expression of an async generator must be `()`", help);
        }
        let span = hygiene::ours(expr.span());
        let lost: TokenStream = quote_spanned!(span=> { let _ = #expr; });
        *expr = syn::parse2(lost.clone()).unwrap_or(Expr::Verbatim(lost));
    }
}

/// Whether an expression has a value that is not `()`, whatever its parts are.
fn is_a_value(expr: &Expr) -> bool {
    use Expr::{Array, Async, Binary, Cast, Closure, Lit, Macro, Range, Reference, Repeat, Struct, Tuple, Unary};
    /// Macros of the standard library whose value is not `()`.
    const VALUES: [&str; 9] =
        ["vec", "format", "concat", "stringify", "env", "matches", "include_str", "include_bytes", "format_args"];
    match expr {
        Tuple(it) => !it.elems.is_empty(),
        Binary(it) => !is_assignment(&it.op),
        Unary(it) => !matches!(it.op, syn::UnOp::Deref(_)),
        Macro(it) => it.mac.path.get_ident().is_some_and(|name| VALUES.iter().any(|value| name == value)),
        Array(_) | Async(_) | Cast(_) | Closure(_) | Lit(_) | Range(_) | Reference(_) | Repeat(_) | Struct(_) => true,
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
