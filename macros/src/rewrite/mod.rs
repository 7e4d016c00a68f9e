//! Turns a generator's body into the inside of an `async` block.

mod await_expr;
mod builtin_macros;
mod cleanup;
mod exit;
mod for_await;
mod foreign_macros;
mod guard;
mod habits;
mod local_macros;
mod rewriter;
mod tail_expr;
mod variables;
mod visit;
mod yield_expr;

use quote::quote;
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Block, Expr, Stmt};

use self::rewriter::Rewriter;
pub(crate) use self::rewriter::{Found, Input, Presence};
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
    rewriter.end_with_unit(block);
    rewriter.reported = false;
    rewriter.visit_block_mut(block);
    let local_macro = local_macros::definition(rewriter.block.arms());
    let output = rewriter.declared_output(at);
    block.stmts.insert(0, Stmt::Expr(Expr::Verbatim(quote!(#output #local_macro)), None));
    Found { may_return_error: rewriter.may_return_error, ..rewriter.found }
}
