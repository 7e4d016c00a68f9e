//! The arguments of somebody else's macro, in which we look for what is ours.
//!
//! What a macro makes of its arguments is unknown. Where they read as expressions or statements they are visited as
//! such; elsewhere (`tokio::select!`, the rules of `macro_rules!`) we go through the tokens and replace what we know:
//! `words` does that for one word, `surroundings` judges where it stands.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{Block, Expr, Stmt, Token};

use super::surroundings::{
    closure_parameters, end_of_closure, is_body_of_a_generator, loop_by_prefix, owner_by_prefix,
};
use super::{Place, Rewriter};
use crate::scope::{Other, Target};
use crate::tokens;

impl Rewriter<'_> {
    /// Whether there is anything in a macro's arguments that we rewrite.
    pub(super) fn concerns_us(&self, arguments: TokenStream) -> bool {
        let in_guard = !self.at_the_body();
        tokens::any_ident(arguments, &mut |ident| match ident.to_string().as_str() {
            "yield_" | "yield" | "yield_from" | "catch" | "finally" | "for_await" | "return" => true,
            "break" | "continue" => in_guard,
            _ => false,
        })
    }

    /// Rewrites what is ours in the arguments of somebody else's macro.
    pub(super) fn arguments(&mut self, arguments: TokenStream) -> TokenStream {
        let outer = std::mem::replace(&mut self.place, Place::Macro);
        let rewritten = self.as_expressions(arguments.clone()).unwrap_or_else(|| self.token_by_token(arguments));
        self.place = outer;
        rewritten
    }

    /// `a, b, c` or `a; n`.
    fn as_expressions(&mut self, arguments: TokenStream) -> Option<TokenStream> {
        let by_comma = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(mut exprs) = by_comma.parse2(arguments.clone()) {
            exprs.iter_mut().for_each(|expr| self.visit_expr_mut(expr));
            return Some(exprs.into_token_stream());
        }
        let repeated = |input: ParseStream<'_>| Ok((input.parse::<Expr>()?, input.parse()?, input.parse::<Expr>()?));
        let (mut element, semi, mut count): (_, Token![;], _) = repeated.parse2(arguments).ok()?;
        self.visit_expr_mut(&mut element);
        self.visit_expr_mut(&mut count);
        Some(quote!(#element #semi #count))
    }

    fn as_statements(&mut self, tokens: TokenStream) -> Option<TokenStream> {
        let stmts: Vec<Stmt> = Block::parse_within.parse2(tokens).ok()?;
        let mut block = Block { brace_token: Default::default(), stmts };
        self.visit_block_mut(&mut block);
        let stmts = block.stmts;
        Some(quote!(#(#stmts)*))
    }

    /// Goes through tokens that are no expressions.
    pub(super) fn token_by_token(&mut self, arguments: TokenStream) -> TokenStream {
        let mut rest = arguments;
        let mut done: Vec<TokenTree> = Vec::new();
        loop {
            let mut tokens = rest.into_iter();
            let Some(token) = tokens.next() else { break };
            rest = tokens.collect();
            if let Some(parameters) = closure_parameters(&done, &token, &rest) {
                let mut body: Vec<TokenTree> = rest.into_iter().collect();
                done.push(token);
                done.extend(body.drain(..parameters));
                let after = end_of_closure(&body);
                rest = body.split_off(after).into_iter().collect();
                let body = body.into_iter().collect();
                done.extend(self.visit_as(Other::Closure, |this| this.token_by_token(body)));
                continue;
            }
            match token {
                TokenTree::Group(group) if is_body_of_a_generator(&done) => done.push(group.into()),
                TokenTree::Group(group) => {
                    let group = self.group(group, owner_by_prefix(&done), loop_by_prefix(&done));
                    done.push(group.into());
                }
                TokenTree::Ident(word) => match self.word(&word, &mut rest) {
                    Some(replacement) => {
                        tokens::drop_path_prefix(&mut done);
                        done.extend(replacement);
                    }
                    None => done.push(word.into()),
                },
                other => done.push(other),
            }
        }
        done.into_iter().collect()
    }

    /// A group of tokens: statements or expressions if it reads so.
    pub(super) fn group(&mut self, group: Group, owner: Option<Other>, target: Option<Target>) -> Group {
        if !self.concerns_us(group.stream()) {
            return group;
        }
        if let Some(other) = owner {
            return self.visit_as(other, |this| this.group(group, None, None));
        }
        let is_target = target.is_some();
        target.into_iter().for_each(|target| self.edge.enter(target));
        let stream = match group.delimiter() {
            _ if self.place == Place::PerhapsAGenerator => None,
            Delimiter::Brace => self.as_statements(group.stream()),
            _ => self.as_expressions(group.stream()),
        };
        let stream = stream.unwrap_or_else(|| self.token_by_token(group.stream()));
        if is_target {
            self.edge.leave();
        }
        let mut rewritten = Group::new(group.delimiter(), stream);
        rewritten.set_span(group.span());
        rewritten
    }
}
