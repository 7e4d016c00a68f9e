//! Whether a block raises: whether there is a `?` in it that the generator owns.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Block, Expr, Item, Macro};

/// Whether `block` raises, be it inside another macro's arguments.
pub(crate) fn any(block: &Block) -> bool {
    let mut search = Search { found: false };
    search.visit_block(block);
    search.found
}

struct Search {
    found: bool,
}

impl<'ast> Visit<'ast> for Search {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Try(_) => self.found = true,
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) | Expr::TryBlock(_) => {}
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_item(&mut self, _: &'ast Item) {}

    /// Arguments that read as expressions are searched as such, others token by token.
    fn visit_macro(&mut self, mac: &'ast Macro) {
        if !has_question_mark(mac.tokens.clone()) || crate::rewrite::makes_a_generator(mac) {
            return;
        }
        match mac.parse_body_with(syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated) {
            Ok(exprs) => exprs.iter().for_each(|expr| self.visit_expr(expr)),
            Err(_) => self.found = true,
        }
    }
}

fn has_question_mark(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Group(group) => has_question_mark(group.stream()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}
