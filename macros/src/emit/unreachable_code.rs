//! Keeps rustc from warning of unreachable code that is ours.
//!
//! After a `loop` or a `return` of the user's, the expansion goes on. An `allow` there would be an
//! error where the user forbids the lint, so reachability analysis is made to believe that the
//! code can be reached.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::quote_spanned;
use syn::{Block, Expr, ExprBlock, ExprIf, Lifetime, Stmt, Token, token};

use crate::hygiene::{self, Emit};
use crate::tokens;

/// ```text
/// // Input:
/// { stmts }
/// // Output: the `break` is never taken; reachability analysis does not know.
/// 'end: { if false { break 'end }; { ; stmts } }
/// // Output where rustc sees that what comes after them `is_reached`:
/// 'end: { { ; stmts } }
/// ```
///
/// The inner braces are those of the input: their edition decides when the last expression drops
/// what it borrows. In a labelled block that is always before the variables. The `if` stands before
/// them, because clippy's `items_after_statements` would take it for a statement of the user's; the
/// `;` in them is for a single expression, around which rustc would take them for superfluous.
///
/// Not for a block that a `break` without a label leaves, which rustc rejects in a labelled block.
pub(crate) fn after_body(
    block: &Group,
    end: &Lifetime,
    is_reached: bool,
    span: Span,
) -> TokenStream {
    let span = hygiene::ours(span);
    let block = tokens::map_group(block, |stmts| quote_spanned!(span=> ; #stmts));
    let reach = (!is_reached).then(|| quote_spanned!(span=> if false { break #end };));
    quote_spanned!(span=> #end: { #reach #block })
}

/// ```text
/// // Input:
/// { cleanup }
/// // Output:
/// if true { cleanup }
/// ```
pub(crate) fn after_statement(block: &TokenStream, span: Span) -> TokenStream {
    quote_spanned!(hygiene::ours(span)=> if true #block)
}

/// ```text
/// // Input:
/// value()
/// // Output:
/// if false { dummy_value() } else { value() }
/// ```
///
/// rustc underlines an error about the value from the `if` to the last brace, so the braces end
/// where the value ends.
pub(crate) fn after_value(value: &TokenStream, emit: Emit<'_>) -> TokenStream {
    let last = value.clone().into_iter().last().map_or(emit.span, |token| token.span());
    let dummy_value = emit.dummy_value();
    let mut braces = Group::new(Delimiter::Brace, value.clone());
    braces.set_span(hygiene::ours(last));
    quote_spanned!(emit.span=> if false { #dummy_value() } else #braces)
}

/// The same for the statements of a block, with a value that ends at `last`. They stay parsed, so
/// that they can be visited, and keep the edition of their `braces`.
pub(crate) fn after_stmts(stmts: Vec<Stmt>, braces: Span, last: Span, emit: Emit<'_>) -> Expr {
    let (span, dummy_value) = (emit.span, emit.dummy_value());
    let dummy_value = Expr::Verbatim(quote_spanned!(span=> #dummy_value()));
    let dummy = vec![Stmt::Expr(dummy_value, None)];
    let dummy = Block { brace_token: token::Brace(span), stmts: dummy };
    let block = Block { brace_token: token::Brace(braces.located_at(last)), stmts };
    let block = Expr::Block(ExprBlock { attrs: Vec::new(), label: None, block });
    Expr::If(ExprIf {
        attrs: Vec::new(),
        if_token: Token![if](span),
        cond: Box::new(Expr::Verbatim(quote_spanned!(span=> false))),
        then_branch: dummy,
        else_branch: Some((Token![else](span), Box::new(block))),
    })
}
