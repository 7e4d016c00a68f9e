//! Awaits among the arguments of macros that are known to show none of their tokens.
//!
//! In other macros an await stays what it is, polled with a waker of ours: what `assert!` or `dbg!`
//! prints would show what it had become.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Expr, ExprAwait, Macro, Token};

use crate::operand;
use crate::rewrite::local_macros::Argument;
use crate::rewrite::rewriter::Rewriter;
use crate::scope::Scope;
use crate::tokens;

/// Macros that use their arguments as expressions, and print none of their tokens.
const QUIET: [&str; 25] = [
    "assert_eq",
    "assert_ne",
    "debug",
    "debug_assert_eq",
    "debug_assert_ne",
    "eprint",
    "eprintln",
    "error",
    "event",
    "format",
    "format_args",
    "info",
    "log",
    "matches",
    "panic",
    "print",
    "println",
    "todo",
    "trace",
    "unimplemented",
    "unreachable",
    "vec",
    "warn",
    "write",
    "writeln",
];

/// The crates whose macros these are.
const CRATES: [&str; 6] = ["alloc", "core", "defmt", "log", "std", "tracing"];

/// The crates whose `join!` and `try_join!` take futures, and nothing else.
const JOINING_CRATES: [&str; 3] = ["futures", "futures_util", "tokio"];

impl Rewriter<'_> {
    /// Whether awaits among a macro's arguments are rewritten.
    pub(in crate::rewrite) fn rewrites_awaits_of(&self, mac: &Macro) -> bool {
        let (first, last) = ends(mac);
        let is_quiet = QUIET.iter().any(|name| last == **name)
            && first.is_none_or(|first| CRATES.iter().any(|name| first == *name));
        is_quiet
            && !self.in_rule
            && self.scope == Scope::Generator
            && tokens::any_ident(mac.tokens.clone(), &mut |word| word == "await")
    }

    /// ```text
    /// // Input:
    /// println!("{}", future.await);
    /// // Output:
    /// macro_rules! __asyncgen_in_macro { (awaited @0 $_0_0:expr) => { … see await_expr.rs … } }
    /// println!("{}", __asyncgen_in_macro!(awaited @0 future));
    /// ```
    pub(in crate::rewrite) fn hidden_await(&mut self, it: &mut ExprAwait) -> TokenStream {
        self.visit_expr_mut(&mut it.base);
        let base = std::mem::replace(&mut *it.base, Expr::PLACEHOLDER);
        let base = Argument::Expr(operand::unwrapped(base, self.resolve()).into_token_stream());
        let span = it.await_token.span();
        self.hidden(span, "awaited", vec![base], |this, base| {
            let (emit, base) = (this.emit(span), &base[0]);
            let await_ = emit.await_();
            quote_spanned!(emit.span=> #await_::asyncgen_awaited(#base).await)
        })
    }

    /// The futures that a `join!` polls. Returns whether the macro is one.
    ///
    /// ```text
    /// // Input:
    /// tokio::join!(future, other);
    /// // Output: each argument becomes a call of the local macro.
    /// tokio::join!(__asyncgen_in_macro!(future @0 future), …);
    /// ```
    pub(in crate::rewrite) fn join(&mut self, mac: &mut Macro) -> bool {
        let (first, last) = ends(mac);
        let is_join = (last == "join" || last == "try_join")
            && first.is_some_and(|first| JOINING_CRATES.iter().any(|name| first == *name));
        if !is_join || self.in_rule || self.scope != Scope::Generator {
            return false;
        }
        let by_comma = Punctuated::<Expr, Token![,]>::parse_terminated;
        let Ok(mut exprs) = by_comma.parse2(mac.tokens.clone()) else { return false };
        self.visit_foreign(|this| exprs.iter_mut().for_each(|expr| this.joined(expr)));
        mac.tokens = exprs.into_token_stream();
        true
    }

    fn joined(&mut self, expr: &mut Expr) {
        self.visit_expr_mut(expr);
        let (span, future) = (expr.span(), Argument::Expr(expr.to_token_stream()));
        *expr = Expr::Verbatim(self.hidden(span, "future", vec![future], |this, future| {
            let (emit, future) = (this.emit(span), &future[0]);
            let await_ = emit.await_();
            quote_spanned!(emit.span=> #await_::asyncgen_awaited(#future))
        }));
    }
}

/// The crate that a macro's path begins with, if there is one, and its name.
fn ends(mac: &Macro) -> (Option<String>, String) {
    let segments = &mac.path.segments;
    let name = segments.last().map_or_else(String::new, |last| last.ident.to_string());
    let first = segments.first().filter(|_| segments.len() > 1).map(|it| it.ident.to_string());
    (first, name)
}
