//! Whether a block raises: whether there is a `?` in it that the generator owns.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Item, Macro, Token};

use crate::rewrite;
use crate::rewrite::surroundings::{closure_parameters, end_of_closure, is_body_of_a_generator, owner_by_prefix};
use crate::tokens::is_punct;

/// Whether `block` raises, be it inside another macro's arguments. It stays what it is.
pub(crate) fn any(block: &mut Block) -> bool {
    let mut search = Search { found: false };
    search.visit_block_mut(block);
    search.found
}

/// Changes nothing. But the code of syn's other kind of visitor would be one more thing to compile.
struct Search {
    found: bool,
}

impl VisitMut for Search {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Try(_) => self.found = true,
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) | Expr::TryBlock(_) => {}
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}

    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        if !rewrite::makes_a_generator(mac) {
            self.found |= in_arguments(mac.tokens.clone());
        }
    }
}

/// Whether there is a `?` of the generator's in a macro's arguments, or in a part of them: among expressions or
/// statements, if they read so, else among the tokens.
fn in_arguments(tokens: TokenStream) -> bool {
    if !has_question_mark(tokens.clone()) {
        return false;
    }
    let mut search = Search { found: false };
    let expressions = Punctuated::<Expr, Token![,]>::parse_terminated;
    if let Ok(mut exprs) = expressions.parse2(tokens.clone()) {
        exprs.iter_mut().for_each(|expr| search.visit_expr_mut(expr));
    } else if let Ok(mut stmts) = Block::parse_within.parse2(tokens.clone()) {
        stmts.iter_mut().for_each(|stmt| search.visit_stmt_mut(stmt));
    } else {
        search.found = among_tokens(tokens);
    }
    search.found
}

/// The same for tokens that are neither expressions nor statements, such as the arms of `tokio::select!`.
fn among_tokens(tokens: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let (before, rest) = (&tokens[..at], &tokens[at + 1..]);
        at += 1;
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '?' && before.last().is_some_and(ends_operand) => {
                return true;
            }
            TokenTree::Punct(punct) if punct.as_char() == '|' => {
                let closure = closure_parameters(before, token, &rest.iter().cloned().collect());
                at += closure.map_or(0, |parameters| parameters + end_of_closure(&rest[parameters..]));
            }
            TokenTree::Group(group) if owner_by_prefix(before).is_none() && in_group(before, group) => return true,
            _ => {}
        }
    }
    false
}

/// The same for a group, which may be the arguments of a macro or the body of another generator.
fn in_group(before: &[TokenTree], group: &Group) -> bool {
    let makes_a_generator = match before {
        [.., name @ TokenTree::Ident(_), bang] if is_punct(bang, '!') => {
            syn::parse2(quote!(#name #bang #group)).is_ok_and(|mac| rewrite::makes_a_generator(&mac))
        }
        _ => is_body_of_a_generator(before),
    };
    !makes_a_generator && in_arguments(group.stream())
}

/// Whether a `?` behind this token raises. Behind others it is part of a bound: `?Sized`.
fn ends_operand(token: &TokenTree) -> bool {
    !matches!(token, TokenTree::Punct(_)) || is_punct(token, '?')
}

fn has_question_mark(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Group(group) => has_question_mark(group.stream()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}
