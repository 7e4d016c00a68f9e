//! Awaits among the arguments of macros that are known to show none of their tokens.
//!
//! In other macros an await stays what it is, polled with a waker of ours: what `assert!` or `dbg!`
//! prints would show what it had become.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Expr, ExprAwait, Macro, Token};

use crate::known_macros::MacroName;
use crate::operand;
use crate::rewrite::local_macros::Argument;
use crate::rewrite::rewriter::Rewriter;
use crate::scope::Scope;
use crate::tokens;

impl Rewriter<'_> {
    /// Whether awaits among a macro's arguments are rewritten.
    pub(in crate::rewrite) fn rewrites_awaits_of(&self, mac: &Macro) -> bool {
        self.rules_of.is_none()
            && self.scope == Scope::Generator
            && MacroName::of(mac).is_quiet()
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
        let hidden = self.hidden(span, "awaited", vec![base], &|this, base| {
            let (emit, base) = (this.emit(span), &base[0]);
            let function = emit.awaited(span);
            quote_spanned!(span=> #function(#base).await)
        });
        let attrs = &it.attrs;
        quote!(#(#attrs)* #hidden)
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
        let may_join = self.rules_of.is_none() && self.scope == Scope::Generator;
        if !may_join || !MacroName::of(mac).joins_futures() {
            return false;
        }
        let by_comma = Punctuated::<Expr, Token![,]>::parse_terminated;
        let Ok(mut exprs) = by_comma.parse2(mac.tokens.clone()) else { return false };
        self.visit_foreign(|this| {
            for expr in &mut exprs {
                this.joined(expr);
            }
        });
        mac.tokens = exprs.into_token_stream();
        true
    }

    fn joined(&mut self, expr: &mut Expr) {
        self.visit_expr_mut(expr);
        let (span, future) = (expr.span(), Argument::Expr(expr.to_token_stream()));
        *expr = Expr::Verbatim(self.hidden(span, "future", vec![future], &|this, future| {
            let (emit, future) = (this.emit(span), &future[0]);
            let await_ = emit.await_();
            quote_spanned!(emit.span=> #await_::asyncgen_awaited(#future))
        }));
    }
}
