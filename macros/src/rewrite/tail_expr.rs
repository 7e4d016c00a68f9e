//! The last expression of a body, which must be `()`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Block, Expr, ExprCall, ExprMacro, Stmt, StmtMacro, token};

use super::builtin_macros::BuiltinMacro;
use super::rewriter::Rewriter;
use crate::emit::unreachable_code;
use crate::hygiene;
use crate::tokens;

const LOST_SENT: &str = "end it with `;`, or use what the consumer sends";

impl Rewriter<'_> {
    /// ```text
    /// // Input:
    /// { stmts; f() }
    /// // Output: rustc says our words about it if `f()` is not `()`.
    /// { stmts; LastExpression::asyncgen_end(f()) }
    /// ```
    pub(super) fn end_with_unit(&mut self, block: &mut Block) {
        match block.stmts.last_mut() {
            Some(Stmt::Expr(expr, None)) => self.tail(expr),
            Some(stmt) => {
                if let Stmt::Macro(StmtMacro { attrs, mac, semi_token: None }) = stmt {
                    let mut expr =
                        Expr::Macro(ExprMacro { attrs: attrs.clone(), mac: mac.clone() });
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
        if has_attributes(expr) {
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
            Expr::Paren(it) if it.attrs.is_empty() => {
                *expr = std::mem::replace(&mut *it.expr, Expr::PLACEHOLDER);
                self.tail(expr);
            }
            _ if is_empty_value(expr) => {
                let at = expr.clone();
                self.report_lost(expr, at, "remove it: the end of a generator has no value");
            }
            Expr::Call(_)
            | Expr::MethodCall(_)
            | Expr::Await(_)
            | Expr::Try(_)
            | Expr::Path(_)
            | Expr::Field(_)
            | Expr::Index(_) => self.ask_rustc(expr),
            Expr::Macro(it)
                if self.input.protocol.sends.is_some()
                    && BuiltinMacro::of(&it.mac) == Some(BuiltinMacro::Yield) =>
            {
                let at = it.mac.path.clone();
                self.report_lost(expr, at, LOST_SENT);
            }
            Expr::Macro(it) if BuiltinMacro::of(&it.mac) == Some(BuiltinMacro::Catch) => {
                let help =
                    "say what to do with an error: `match` on it, or `let _ = …;` to drop it";
                let at = it.mac.path.clone();
                self.report_lost(expr, at, help);
            }
            _ if is_value(expr) => {
                let at = expr.clone();
                self.report_lost(expr, at, "to hand it to the consumer, yield it: `yield_!(…);`");
            }
            _ => {}
        }
    }

    fn ask_rustc(&mut self, expr: &mut Expr) {
        if self.reported {
            return self.report_lost(expr, TokenStream::new(), "");
        }
        let emit = self.emit(expr.span());
        let (span, last) = (emit.span, emit.last_expression());
        // It may be `!`; then the dummy in the other branch has no type of its own.
        let operand = unreachable_code::after_value(&expr.to_token_stream(), emit);
        // Parsed, so that what it consists of is visited.
        let operand = syn::parse2(operand.clone()).unwrap_or(Expr::Verbatim(operand));
        *expr = Expr::Call(ExprCall {
            attrs: Vec::new(),
            func: Box::new(Expr::Verbatim(quote_spanned!(span=> #last::asyncgen_end))),
            paren_token: token::Paren(span),
            args: Punctuated::from_iter([operand]),
        });
    }

    /// Reports, once for the whole of a last expression, that its value would be lost.
    fn report_lost(&mut self, expr: &mut Expr, at: impl ToTokens, help: &str) {
        if !std::mem::replace(&mut self.reported, true) {
            self.diagnostics.error(
                at,
                "the last expression of an async generator must be `()`",
                help,
            );
        }
        let span = hygiene::ours(expr.span());
        let lost: TokenStream = match is_inferred(expr) {
            true => quote_spanned!(span=> {}),
            false => quote_spanned!(span=> { let _ = #expr; }),
        };
        *expr = syn::parse2(lost.clone()).unwrap_or(Expr::Verbatim(lost));
    }
}

fn has_attributes(expr: &Expr) -> bool {
    let first = expr.to_token_stream().into_iter().next();
    first.is_some_and(|first| tokens::is_punct(&first, '#'))
}

/// Whether an expression is a `None` or an `Ok(())`, by which other functions say that they are
/// done.
pub(super) fn is_empty_value(expr: &Expr) -> bool {
    match expr {
        Expr::Path(it) => it.path.is_ident("None"),
        Expr::Call(it) => {
            matches!(&*it.func, Expr::Path(path) if path.path.is_ident("Ok"))
                && matches!(it.args.first(), Some(Expr::Tuple(unit)) if unit.elems.is_empty())
        }
        _ => false,
    }
}

/// Whether rustc infers the type of an expression from where it stands, as that of `None` and
/// `vec![]`: without a place it would report a second mistake. Nothing of the user's is used in it.
pub(super) fn is_inferred(expr: &Expr) -> bool {
    match expr {
        Expr::Macro(it) => it.mac.tokens.is_empty(),
        Expr::Array(it) => it.elems.is_empty(),
        _ => is_empty_value(expr),
    }
}

/// Whether an expression is a `Some(…)` or an `Ok(…)`.
pub(super) fn is_success(expr: &Expr) -> bool {
    let Expr::Call(it) = expr else { return false };
    let Expr::Path(function) = &*it.func else { return false };
    function.path.is_ident("Some") || function.path.is_ident("Ok")
}

/// Whether an expression has a value that is not `()`, whatever its parts are.
pub(super) fn is_value(expr: &Expr) -> bool {
    use Expr::{
        Array, Async, Binary, Cast, Closure, Lit, Macro, Range, Reference, Repeat, Struct, Tuple,
        Unary,
    };
    /// Macros of the standard library whose value is not `()`.
    const VALUES: [&str; 9] = [
        "vec",
        "format",
        "concat",
        "stringify",
        "env",
        "matches",
        "include_str",
        "include_bytes",
        "format_args",
    ];
    match expr {
        _ if is_success(expr) || is_empty_value(expr) => true,
        Tuple(it) => !it.elems.is_empty(),
        Binary(it) => !is_assignment(&it.op),
        Unary(it) => !matches!(it.op, syn::UnOp::Deref(_)),
        Macro(it) => {
            it.mac.path.get_ident().is_some_and(|name| VALUES.iter().any(|value| name == value))
        }
        Array(_) | Async(_) | Cast(_) | Closure(_) | Lit(_) | Range(_) | Reference(_)
        | Repeat(_) | Struct(_) => true,
        _ => false,
    }
}

fn is_assignment(op: &syn::BinOp) -> bool {
    use syn::BinOp::{
        AddAssign, BitAndAssign, BitOrAssign, BitXorAssign, DivAssign, MulAssign, RemAssign,
        ShlAssign, ShrAssign, SubAssign,
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
