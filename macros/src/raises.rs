//! Whether a block raises: whether there is a `?` in it that the generator owns.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Item, Macro};

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

    /// Arguments that read as expressions are searched as such, others token by token.
    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        if !has_question_mark(mac.tokens.clone()) || crate::rewrite::makes_a_generator(mac) {
            return;
        }
        match mac.parse_body_with(syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated) {
            Ok(mut exprs) => exprs.iter_mut().for_each(|expr| self.visit_expr_mut(expr)),
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
