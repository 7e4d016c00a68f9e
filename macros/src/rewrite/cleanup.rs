//! Whether a cleanup awaits, to judge by its own level of syntax.
//!
//! A dropped generator runs the cleanups that need not wait. The types do not say which those are,
//! because every cleanup is part of one `async` block, so the macro looks at the code.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    AngleBracketedGenericArguments, Attribute, BinOp, Block, Expr, ExprForLoop, Item, Lit, Macro,
    Pat, Path, Token, Type,
};

use super::builtin_macros::BuiltinMacro;
use crate::attributes;
use crate::known_macros::MacroName;
use crate::tokens::{self, is_word};

/// Whether a cleanup awaits or yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Awaits {
    No,
    /// It calls a macro that may do either.
    Unknown,
    Yes,
}

/// What the statements of a cleanup do, as the user wrote them.
pub(crate) struct Findings {
    pub(crate) awaits: Awaits,
    /// Whether another macro may expand to a `break` or `continue`, while the cleanup may await.
    pub(crate) may_hide_jumps: bool,
}

pub(crate) fn searched(cleanup: &Block) -> Findings {
    let mut search = Search { awaits: Awaits::No, calls_unknown: false };
    search.visit_block_mut(&mut cleanup.clone());
    let Search { awaits, calls_unknown } = search;
    Findings { awaits, may_hide_jumps: awaits != Awaits::No && calls_unknown }
}

/// Changes nothing: syn's read-only visitor would be one more thing to compile.
struct Search {
    awaits: Awaits,
    /// Whether it calls a macro of which nobody knows what it expands to.
    calls_unknown: bool,
}

impl Search {
    fn found(&mut self, awaits: Awaits) {
        self.awaits = self.awaits.max(awaits);
    }

    fn arguments(&mut self, tokens: TokenStream) {
        let by_comma = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(mut exprs) = by_comma.parse2(tokens.clone()) {
            for expr in &mut exprs {
                self.visit_expr_mut(expr);
            }
        } else if let Ok(mut stmts) = Block::parse_within.parse2(tokens.clone()) {
            for stmt in &mut stmts {
                self.visit_stmt_mut(stmt);
            }
        } else if await_among(tokens) {
            self.found(Awaits::Yes);
        }
    }
}

impl VisitMut for Search {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            // These are code of their own.
            Expr::Async(_) | Expr::Closure(_) | Expr::Const(_) => {}
            Expr::Await(_) | Expr::Yield(_) => self.found(Awaits::Yes),
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_expr_for_loop_mut(&mut self, it: &mut ExprForLoop) {
        if attributes::has_for_await(it) {
            self.found(Awaits::Yes);
        }
        visit_mut::visit_expr_for_loop_mut(self, it);
    }

    fn visit_pat_mut(&mut self, pat: &mut Pat) {
        if let Pat::Guard(it) = pat {
            self.visit_expr_mut(&mut it.guard);
        }
    }

    // Nothing awaits in these. To visit them would be many functions to compile.
    fn visit_attributes_mut(&mut self, _: &mut Vec<Attribute>) {}
    fn visit_bin_op_mut(&mut self, _: &mut BinOp) {}
    fn visit_item_mut(&mut self, _: &mut Item) {}
    fn visit_lit_mut(&mut self, _: &mut Lit) {}
    fn visit_path_mut(&mut self, _: &mut Path) {}
    fn visit_type_mut(&mut self, _: &mut Type) {}
    fn visit_angle_bracketed_generic_arguments_mut(
        &mut self,
        _: &mut AngleBracketedGenericArguments,
    ) {
    }

    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        let awaits = by_name(mac);
        self.found(awaits);
        self.calls_unknown |= awaits != Awaits::No && BuiltinMacro::of(mac).is_none();
        self.arguments(mac.tokens.clone());
    }
}

/// What the name of a macro says.
fn by_name(mac: &Macro) -> Awaits {
    match BuiltinMacro::of(mac) {
        Some(BuiltinMacro::Yield | BuiltinMacro::YieldFrom | BuiltinMacro::LocalYield) => {
            return Awaits::Yes;
        }
        Some(_) => return Awaits::No,
        None => {}
    }
    let name = MacroName::of(mac);
    match (name.is_awaiting(), name.is_harmless()) {
        (true, _) => Awaits::Yes,
        (false, true) => Awaits::No,
        (false, false) => Awaits::Unknown,
    }
}

/// Whether there is an `await` among tokens that do not parse, not counting `async` blocks.
fn await_among(tokens: TokenStream) -> bool {
    let mut after_async = false;
    tokens::any(tokens, &mut |token| {
        let is_async_block = after_async && matches!(token, TokenTree::Group(_));
        after_async = is_word(&token, "async") || after_async && is_word(&token, "move");
        match token {
            TokenTree::Group(group) => !is_async_block && await_among(group.stream()),
            token => is_word(&token, "await"),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Awaits, searched};

    macro_rules! cleanups {
        ($($awaits:ident: $({ $($cleanup:tt)* })*)*) => {
            $($(
                let cleanup = syn::parse_quote!({ $($cleanup)* });
                let text = stringify!($($cleanup)*);
                assert_eq!(searched(&cleanup).awaits, Awaits::$awaits, "{text}");
            )*)*
        };
    }

    #[test]
    fn a_cleanup_awaits_by_its_own_level_of_syntax() {
        cleanups! {
            Yes:
                { close().await; }
                { if done { close().await } }
                { #[for_await] for x in s {} }
                { #[for_await(close)] for x in s {} }
                { yield_!(1); }
                { tokio::join!(a, b); }
                { futures::select! { _ = a => {} } }
                { println!("{}", read().await); }
                { tracing::info!(rows = %rows().await, "done"); }
                { retry!(close().await); }
                { retry!(x => close().await); }
                { retry!(x => [close().await]); }
                { retry!(x => async y { close().await }); }
                { retry!(x => move { close().await }); }
                { let _ = catch! { close().await }; }
            No:
                {}
                { log.push(1); }
                { tokio::spawn(async move { close().await; }); }
                { spawn(|| async { close().await }); }
                { async fn later() { close().await; } }
                { println!("{:?}", async { close().await }); }
                { tracing::info!(rows = %rows, "done"); }
                { info!("await"); }
                { let _ = catch! { close()? }; }
                { let r#await = 1; }
            Unknown:
                { retry!(close()); }
                { other::info!("done"); }
                { retry!(x => close()); }
                { retry!(x => async { close().await }); }
                { retry!(x => async move { close().await }); }
                { defer! { spawn(async move { close().await }) } }
        }
    }

    #[test]
    fn only_another_macro_in_a_cleanup_that_may_await_may_hide_a_jump() {
        for (cleanup, expected) in [
            ("{ retry!(); close().await; }", true),
            ("{ close().await; retry!(); }", true),
            ("{ retry!(); println!(); }", true),
            ("{ println!(); close().await; }", false),
            ("{ yield_!(1); }", false),
            ("{ catch! { close().await }; }", false),
            ("{ println!(); }", false),
            ("{}", false),
        ] {
            let block = syn::parse_str(cleanup).expect("a block");
            assert_eq!(searched(&block).may_hide_jumps, expected, "{cleanup}");
        }
    }
}
