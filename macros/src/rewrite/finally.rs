//! `finally! { … }`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Block, Expr, Macro, Stmt, token};

use super::Rewriter;
use super::guard::Guarded;
use super::hidden::Argument;
use super::macros::Ours;
use crate::hygiene;
use crate::reachable;

impl Rewriter<'_> {
    /// Rewrites the statements of a block that has a `finally!` in it; says whether it did.
    ///
    /// ```text
    /// // Input:
    /// { before; finally! { cleanup } rest }
    /// // Output:
    /// { before; {
    ///     let outcome = handle.guarded(async { … rest … }).await;
    ///     if true { cleanup };
    ///     match outcome {
    ///         Ok(Flow::Value(value)) => value,
    ///         … the flows that go on outward …
    ///         Err(error) => loop { break 'body Err(error) },
    ///     }
    /// } }
    /// ```
    pub(super) fn guard_the_rest(&mut self, stmts: &mut Vec<Stmt>) -> bool {
        let Some(at) = stmts.iter().position(|stmt| finally_macro(stmt).is_some()) else { return false };
        let mut rest = stmts.split_off(at);
        let Some((mac, attrs)) = finally_macro(&rest.remove(0)).map(|(mac, attrs)| (mac.clone(), attrs.to_vec()))
        else {
            return false;
        };
        stmts.iter_mut().for_each(|stmt| self.visit_stmt_mut(stmt));
        let guarded = self.finally(&mac, &attrs, rest);
        stmts.push(Stmt::Expr(Expr::Verbatim(guarded), None));
        true
    }

    fn finally(&mut self, mac: &Macro, attrs: &[Attribute], rest: Vec<Stmt>) -> TokenStream {
        let place = mac.path.span();
        let span = hygiene::ours(place);
        let is_ours = self.belongs_to_the_generator("`finally!`", &mac.path);
        let cleanup = self.block_of(mac).filter(|_| is_ours);
        let Some(mut cleanup) = cleanup else {
            let mut rest = Block { brace_token: token::Brace(span), stmts: rest };
            self.visit_block_mut(&mut rest);
            return rest.into_token_stream();
        };
        let guarded = self.guard(Block { brace_token: token::Brace(span), stmts: rest });
        self.visit_block_mut(&mut cleanup);
        let cleanup = Argument::Block(cleanup.into_token_stream());
        let arguments = [cleanup].into_iter().chain(guarded.arguments()).collect();
        self.hidden(place, "finally", arguments, |this, arguments| {
            let mut arguments = arguments.into_iter();
            let cleanup = arguments.next().unwrap_or_default();
            let cleanup = reachable::after_statement(&cleanup, place);
            this.finally_of(place, &quote_spanned!(span=> #(#attrs)* #cleanup), &guarded.with(arguments))
        })
    }

    fn finally_of(&self, place: Span, cleanup: &TokenStream, guarded: &Guarded) -> TokenStream {
        let span = hygiene::ours(place);
        let (outcome, arms) = (self.outcome(place, guarded), self.arms(place, guarded));
        let (result, flow) = (self.names.private("Result", place), self.names.private("Flow", place));
        let [outcome_, value, error] = ["outcome", "value", "error"].map(|name| hygiene::variable(name, place));
        let raise = self.leave_with(quote_spanned!(span=> #result::Err(#error)), place);
        quote_spanned!(span=> {
            let #outcome_ = #outcome;
            #cleanup
            match #outcome_ {
                #result::Ok(#flow::Value(#value)) => #value,
                #arms
                #result::Err(#error) => #raise,
            }
        })
    }
}

fn finally_macro(stmt: &Stmt) -> Option<(&Macro, &[Attribute])> {
    match stmt {
        Stmt::Macro(it) if Ours::of(&it.mac) == Some(Ours::Finally) => Some((&it.mac, &it.attrs)),
        Stmt::Expr(Expr::Macro(it), _) if Ours::of(&it.mac) == Some(Ours::Finally) => Some((&it.mac, &it.attrs)),
        _ => None,
    }
}
