//! The last expression of a body, which must be `()`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Block, Expr, ExprCall, ExprMacro, Stmt, StmtMacro, token};

use super::builtin_macros::BuiltinMacro;
use super::habits::receiver_of_inferred;
use super::rewriter::Rewriter;
use crate::emit::unreachable_code;
use crate::hygiene;
use crate::known_macros::MacroName;
use crate::tokens;

const LOST_SENT: &str = "end it with `;`, or use what the consumer sends";

impl Rewriter<'_> {
    /// ```text
    /// // Input:
    /// { stmts; f() }
    /// // Output: rustc says our words about it if `f()` is not `()`. The statements are inside, so
    /// // that what `f()` borrows for a moment drops before or after their variables, as the
    /// // user's edition has it.
    /// { LastExpression::asyncgen_end(if false { dummy_value() } else { stmts; f() }) }
    /// ```
    pub(super) fn end_with_unit(&mut self, block: &mut Block) {
        if let Some(value) = self.tail_of_block(block) {
            let stmts = std::mem::take(&mut block.stmts);
            let braces = block.brace_token.span.join();
            block.stmts.push(Stmt::Expr(self.ask_rustc(stmts, braces, &value), None));
        }
    }

    /// Reports the last expression of a block. Returns it if only rustc knows its type.
    fn tail_of_block(&mut self, block: &mut Block) -> Option<TokenStream> {
        match block.stmts.last_mut()? {
            Stmt::Expr(expr, None) => self.tail(expr),
            stmt => {
                let Stmt::Macro(StmtMacro { attrs, mac, semi_token: None }) = stmt else {
                    return None;
                };
                let mut expr = Expr::Macro(ExprMacro { attrs: attrs.clone(), mac: mac.clone() });
                let value = self.tail(&mut expr);
                if !matches!(expr, Expr::Macro(_)) {
                    *stmt = Stmt::Expr(expr, None);
                }
                value
            }
        }
    }

    /// The same for an expression that drops what it borrows itself.
    fn tail_with_scope(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Block(it) if it.label.is_none() && it.attrs.is_empty() => {
                self.end_with_unit(&mut it.block);
            }
            _ => {
                if let Some(value) = self.tail(expr) {
                    let stmts = vec![Stmt::Expr(expr.clone(), None)];
                    *expr = self.ask_rustc(stmts, hygiene::ours(expr.span()), &value);
                }
            }
        }
    }

    fn tail(&mut self, expr: &mut Expr) -> Option<TokenStream> {
        // Under `#[cfg]` it may not be there at all.
        if has_attributes(expr) {
            return None;
        }
        match expr {
            Expr::If(it) => {
                if let Some((_, otherwise)) = &mut it.else_branch {
                    self.end_with_unit(&mut it.then_branch);
                    self.tail_with_scope(otherwise);
                }
                None
            }
            Expr::Match(it) => {
                for arm in &mut it.arms {
                    self.tail_with_scope(&mut arm.body);
                }
                None
            }
            Expr::Block(it) if it.label.is_none() => self.tail_of_block(&mut it.block),
            Expr::Unsafe(it) => self.tail_of_block(&mut it.block),
            Expr::Paren(it) => {
                *expr = std::mem::replace(&mut *it.expr, Expr::PLACEHOLDER);
                self.tail(expr)
            }
            _ => self.value(expr),
        }
    }

    /// Reports an expression that surely has a value. Returns it if only rustc knows.
    fn value(&mut self, expr: &mut Expr) -> Option<TokenStream> {
        match expr {
            _ if is_empty_value(expr) => {
                let at = expr.to_token_stream();
                self.report_lost(expr, at, "remove it: the end of a generator has no value");
            }
            _ if is_error(expr) => {
                let at = expr.to_token_stream();
                self.report_lost(expr, at, "to return an error, write `Err(error)?`");
            }
            _ if is_success(expr) => {
                let at = expr.to_token_stream();
                self.report_lost(expr, at, "to hand it to the consumer, yield it: `yield_!(…);`");
            }
            _ if receiver_of_inferred(expr).is_some() => {
                let at = expr.to_token_stream();
                self.report_lost(expr, at, "to hand it to the consumer, yield it: `yield_!(…);`");
            }
            Expr::Call(it) if is_drop(it) => {}
            Expr::Call(_)
            | Expr::MethodCall(_)
            | Expr::Await(_)
            | Expr::Try(_)
            | Expr::Path(_)
            | Expr::Field(_)
            | Expr::Index(_) => match self.reported {
                true => self.report_lost(expr, TokenStream::new(), ""),
                false => return Some(expr.to_token_stream()),
            },
            Expr::Macro(it)
                if self.input.protocol.sends.is_some()
                    && BuiltinMacro::of(&it.mac) == Some(BuiltinMacro::Yield) =>
            {
                let at = it.mac.path.to_token_stream();
                self.report_lost(expr, at, LOST_SENT);
            }
            Expr::Macro(it) if BuiltinMacro::of(&it.mac) == Some(BuiltinMacro::Catch) => {
                let help =
                    "say what to do with an error: `match` on it, or `let _ = …;` to drop it";
                let at = it.mac.path.to_token_stream();
                self.report_lost(expr, at, help);
            }
            _ if is_value(expr) => {
                let at = expr.to_token_stream();
                self.report_lost(expr, at, "to hand it to the consumer, yield it: `yield_!(…);`");
            }
            _ => {}
        }
        None
    }

    /// Statements that end with `value`, which must be `()`.
    fn ask_rustc(&self, stmts: Vec<Stmt>, braces: Span, value: &TokenStream) -> Expr {
        let (first, last) = tokens::ends(value.clone());
        let emit = self.emit(first);
        let (span, end) = (emit.span, emit.last_expression());
        // It may be `!`; then the dummy in the other branch has no type of its own.
        let operand = unreachable_code::after_stmts(stmts, braces, last, emit);
        let mut args = Punctuated::new();
        args.push(operand);
        Expr::Call(ExprCall {
            attrs: Vec::new(),
            func: Box::new(Expr::Verbatim(quote_spanned!(span=> #end::asyncgen_end))),
            paren_token: token::Paren(span),
            args,
        })
    }

    /// Reports, once for the whole of a last expression, that its value would be lost.
    fn report_lost(&mut self, expr: &mut Expr, at: TokenStream, help: &str) {
        if !std::mem::replace(&mut self.reported, true) {
            self.diagnostics.error(
                at,
                "the last expression of an async generator must be `()`",
                help,
            );
        }
        let span = hygiene::ours(expr.span());
        let result = self.emit(span).result();
        let lost = match (is_inferred(expr), receiver_of_inferred(expr)) {
            (true, _) => TokenStream::new(),
            // An `Err(…)` alone does not say what an `Ok(…)` would hold.
            _ if is_error(expr) => quote_spanned!(span=> let _: #result<(), _> = #expr;),
            (false, Some(receiver)) => quote_spanned!(span=> let _ = &#receiver;),
            (false, None) => quote_spanned!(span=> let _ = #expr;),
        };
        let lost = quote_spanned!(span=> { #lost });
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

/// Whether a call is a `drop(…)`, which has no value. rustc's `dropping_copy_types` exempts those
/// that are arms of a `match`, and nothing else.
fn is_drop(call: &ExprCall) -> bool {
    let Expr::Path(function) = &*call.func else { return false };
    let mut path = function.path.segments.iter().rev().map(|it| &it.ident);
    path.next().is_some_and(|name| name == "drop") && path.next().is_none_or(|name| name == "mem")
}

/// Whether an expression is a `Some(…)` or an `Ok(…)`.
pub(super) fn is_success(expr: &Expr) -> bool {
    let Expr::Call(it) = expr else { return false };
    let Expr::Path(function) = &*it.func else { return false };
    function.path.is_ident("Some") || function.path.is_ident("Ok")
}

/// Whether an expression is an `Err(…)`.
pub(super) fn is_error(value: &Expr) -> bool {
    match value {
        Expr::Call(call) => matches!(&*call.func, Expr::Path(path) if path.path.is_ident("Err")),
        _ => false,
    }
}

/// Whether an expression has a value that is not `()`, whatever its parts are.
pub(super) fn is_value(expr: &Expr) -> bool {
    use Expr::{
        Array, Async, Binary, Cast, Closure, Lit, Macro, Range, Reference, Repeat, Struct, Tuple,
        Unary,
    };
    match expr {
        _ if is_success(expr) || is_empty_value(expr) => true,
        Tuple(it) => !it.elems.is_empty(),
        Binary(it) => !is_assignment(&it.op),
        Unary(it) => !matches!(it.op, syn::UnOp::Deref(_)),
        Macro(it) => MacroName::of(&it.mac).has_value(),
        Cast(it) => !matches!(&*it.ty, syn::Type::Tuple(unit) if unit.elems.is_empty()),
        Array(_) | Async(_) | Closure(_) | Lit(_) | Range(_) | Reference(_) | Repeat(_)
        | Struct(_) => true,
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

#[cfg(test)]
mod tests {
    use syn::Expr;

    use super::{has_attributes, is_empty_value, is_inferred, is_success, is_value};

    /// What is known of an expression, a letter for each property.
    fn known(code: &str) -> String {
        let expr: Expr = syn::parse_str(code).unwrap_or_else(|error| panic!("{code}: {error}"));
        [
            (is_value(&expr), 'v'),
            (is_empty_value(&expr), 'e'),
            (is_inferred(&expr), 'i'),
            (is_success(&expr), 's'),
            (has_attributes(&expr), 'a'),
        ]
        .into_iter()
        .filter_map(|(holds, letter)| holds.then_some(letter))
        .collect()
    }

    #[test]
    fn are_values_by_their_syntax() {
        let assignments = ["+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="];
        for operator in assignments {
            assert_eq!(known(&format!("a {operator} b")), "", "{operator}");
        }
        for (code, letters) in [
            ("Some(1)", "vs"),
            ("Ok(a)", "vs"),
            ("Ok(())", "veis"),
            ("None", "vei"),
            ("Err(a)", ""),
            ("a::Ok(1)", ""),
            ("f(1)", ""),
            ("a.f()", ""),
            ("()", ""),
            ("(1, 2)", "v"),
            ("a + b", "v"),
            ("a == b", "v"),
            ("-a", "v"),
            ("!a", "v"),
            ("*a", ""),
            ("format!(\"\")", "v"),
            ("vec![]", "vi"),
            ("println!(\"\")", ""),
            ("println!()", "i"),
            ("[1]", "v"),
            ("[]", "vi"),
            ("[0; 2]", "v"),
            ("async {}", "v"),
            ("a as u8", "v"),
            ("a as ()", ""),
            ("a as (u8,)", "v"),
            ("|a| a", "v"),
            ("a..b", "v"),
            ("&a", "v"),
            ("S {}", "v"),
            ("1", "v"),
            ("#[x] 1", "va"),
            ("#[x] f()", "a"),
            ("a", ""),
            ("{ 1 }", ""),
        ] {
            assert_eq!(known(code), letters, "{code}");
        }
    }
}
