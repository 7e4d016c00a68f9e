//! Turns a generator's body into the inside of an `async` block.

mod await_expr;
mod builtin_macros;
mod cleanup;
mod exit;
mod for_await;
mod foreign_macros;
mod guard;
mod habits;
mod in_place;
mod local_macros;
mod rewriter;
mod tail_expr;
mod unused_output;
mod variables;
mod visit;
mod yield_expr;

use quote::quote;
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Block, Expr, ExprForLoop, ExprWhile, Stmt};

use self::builtin_macros::is_yield;
use self::rewriter::Rewriter;
pub(crate) use self::rewriter::{Captures, Found, Input, Presence};
pub(crate) use self::yield_expr::stores_items;
use crate::diagnostics::Diagnostics;

/// ```text
/// // Input:
/// { yield_!(1); tick().await; }
/// // Output:
/// { /* see yield_expr.rs */; /* see await_expr.rs */; }
/// ```
pub(crate) fn body(block: &mut Block, input: Input<'_>, diagnostics: &mut Diagnostics) -> Found {
    let mut rewriter = Rewriter::new(input, diagnostics);
    let at = input.protocol.declared_at.unwrap_or_else(|| {
        block.stmts.first().map_or_else(|| block.brace_token.span.join(), Spanned::span)
    });
    // An editor compares expansions, and that of half-typed code must not differ before its cursor.
    let for_rustc = input.paths.for_rustc;
    let ends_reachably = for_rustc && block.stmts.last().is_some_and(ends_reachably);
    let in_place = in_place::variable(&block.stmts).filter(|it| input.captures.hold(&it.variable));
    rewriter.found.in_place = in_place.filter(|_| for_rustc && !input.has_conditions);
    rewriter.end_with_unit(block);
    rewriter.reported = false;
    rewriter.visit_block_mut(block);
    let local_macro = local_macros::definition(rewriter.block.arms());
    let output = rewriter.declared_output(at);
    block.stmts.insert(0, Stmt::Expr(Expr::Verbatim(quote!(#output #local_macro)), None));
    let found = rewriter.found;
    let reaches_end = ends_reachably && found.goes_to_end;
    Found { may_return_error: rewriter.may_return_error, reaches_end, ..found }
}

/// Whether rustc knows that what comes after a statement can be reached, or has said that already
/// a part of the statement cannot.
fn ends_reachably(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Macro(it) if it.attrs.is_empty() => is_yield(&it.mac),
        Stmt::Expr(Expr::ForLoop(ExprForLoop { attrs, .. }), _)
        | Stmt::Expr(Expr::While(ExprWhile { attrs, .. }), _) => attrs.is_empty(),
        _ => false,
    }
}
