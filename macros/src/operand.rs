//! Operands of generated code, without the parentheses and with other braces than the user's.
//!
//! In the user's code these are needed, as in `(&mut future).await`; in a call or a `let` of ours
//! they are not, and rustc would warn of them, with a suggestion that breaks the user's code.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Block, Expr, token};

use crate::tokens;

/// The expression inside parentheses; a block of one expression with other braces.
pub(crate) fn unwrapped(expr: Expr, resolve: fn(Span) -> Span) -> Expr {
    match expr {
        Expr::Paren(it) if it.attrs.is_empty() => unwrapped(*it.expr, resolve),
        Expr::Block(mut it) if it.label.is_none() => {
            if it.block.stmts.len() < 2 {
                set_braces(&mut it.block, resolve);
            }
            Expr::Block(it)
        }
        other => other,
    }
}

/// Replaces the braces of a block: around one expression rustc takes the user's for superfluous.
pub(crate) fn set_braces(block: &mut Block, resolve: fn(Span) -> Span) {
    block.brace_token = token::Brace(resolve(block.brace_token.span.join()));
}

/// Where an expression ends. Of a call that is the parenthesis: a group of syn's has one span for
/// both of its delimiters.
pub(crate) fn end(expr: &Expr) -> Span {
    match expr {
        Expr::Call(it) => it.paren_token.span.close(),
        Expr::MethodCall(it) => it.paren_token.span.close(),
        Expr::Macro(it) => it.mac.delimiter.span().close(),
        other => tokens::ends(other.to_token_stream()).1,
    }
}

/// The tokens inside parentheses, if there is nothing else.
pub(crate) fn without_parentheses(tokens: TokenStream) -> TokenStream {
    let mut inside = tokens.clone().into_iter();
    match (inside.next(), inside.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Parenthesis => {
            group.stream()
        }
        _ => tokens,
    }
}
