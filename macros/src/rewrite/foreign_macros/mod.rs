//! Keywords and built-in macros in the arguments of a foreign macro.
//!
//! Nobody knows what the macro makes of its arguments. Where they parse as expressions or
//! statements they are visited as such; elsewhere (`tokio::select!`, the rules of `macro_rules!`)
//! the pass goes through the tokens and replaces what it knows.

mod awaits;
mod keywords;
mod macro_rules;
mod surroundings;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{Block, Expr, Stmt, Token};

pub(super) use self::macro_rules::hold_fragments;
use self::surroundings::{
    closure_parameters, end_of_closure, is_body_of_generator, loop_by_prefix, scope_by_prefix,
};
use super::rewriter::Rewriter;
use crate::hygiene::LOCAL_MACRO;
use crate::scope::{JumpTarget, NestedScope};
use crate::tokens::{self, is_punct};

impl Rewriter<'_> {
    /// Whether there is anything in a macro's arguments that means something to a generator.
    pub(super) fn contains_builtins(&self, arguments: TokenStream) -> bool {
        let is_guarded = !self.is_in_body();
        let is_builtin = |word: &proc_macro2::Ident| match word.to_string().as_str() {
            "yield_from" | "catch" | "finally" | "for_await" | "return" | LOCAL_MACRO => true,
            "break" | "continue" => is_guarded,
            _ => self.question_mark_of_rules(word).is_some(),
        };
        tokens::any_punct(arguments.clone(), '?')
            || tokens::any_ident(arguments, &mut |word| is_builtin(word))
    }

    /// Rewrites the arguments of a foreign macro.
    pub(super) fn arguments(&mut self, arguments: TokenStream) -> TokenStream {
        self.visit_foreign(|this| {
            let rewritten = this.as_expressions(arguments.clone());
            let rewritten = rewritten.or_else(|| this.as_statements(arguments.clone()));
            rewritten.unwrap_or_else(|| this.token_by_token(arguments))
        })
    }

    /// `a, b, c` or `a; n`.
    fn as_expressions(&mut self, arguments: TokenStream) -> Option<TokenStream> {
        let by_comma = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(mut exprs) = by_comma.parse2(arguments.clone()) {
            self.visit_elements(&mut exprs);
            return Some(exprs.into_token_stream());
        }
        let repeated = |input: ParseStream<'_>| {
            Ok((input.parse::<Expr>()?, input.parse()?, input.parse::<Expr>()?))
        };
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

    /// Goes through tokens that do not parse.
    fn token_by_token(&mut self, arguments: TokenStream) -> TokenStream {
        let arguments: Vec<TokenTree> = arguments.into_iter().collect();
        let mut rest = &arguments[..];
        let mut output: Vec<TokenTree> = Vec::new();
        while let Some((token, after)) = rest.split_first() {
            if let Some(parameters) = closure_parameters(&output, token, after) {
                output.push(token.clone());
                output.extend_from_slice(&after[..parameters]);
                let body = &after[parameters..];
                let (body, after) = body.split_at(end_of_closure(body));
                let body = tokens::stream(body);
                output.extend(
                    self.visit_nested(NestedScope::Closure, |this| this.token_by_token(body)),
                );
                rest = after;
                continue;
            }
            rest = self.token(token, after, &mut output);
        }
        output.into_iter().collect()
    }

    /// Rewrites what begins with `token`; returns what follows it.
    fn token<'t>(
        &mut self,
        token: &TokenTree,
        after: &'t [TokenTree],
        output: &mut Vec<TokenTree>,
    ) -> &'t [TokenTree] {
        match token {
            TokenTree::Group(_) if is_body_of_generator(output) => output.push(token.clone()),
            TokenTree::Group(group) => {
                let scope = scope_by_prefix(output);
                let target = loop_by_prefix(output, self.cleanups);
                output.push(self.group(group, scope, target).into());
            }
            TokenTree::Ident(word) => {
                let has_path = tokens::path_prefix(output) < output.len();
                let replaced = if has_path { None } else { self.keyword(word, after) };
                if let Some((replacement, after)) = replaced {
                    output.extend(replacement);
                    return after;
                }
                output.push(token.clone());
                self.found_call_of_rules(word);
                if let Some((call, after)) = self.generator_macro(word, after) {
                    output.extend_from_slice(call);
                    return after;
                }
            }
            other => {
                let is_operator =
                    is_punct(other, '?') && output.last().is_some_and(tokens::ends_operand);
                if is_operator {
                    self.found_question_mark(other.span());
                }
                output.push(token.clone());
            }
        }
        after
    }

    /// A group of tokens, visited as statements or expressions if it parses as these.
    fn group(
        &mut self,
        group: &Group,
        scope: Option<NestedScope>,
        target: Option<JumpTarget>,
    ) -> Group {
        if !self.contains_builtins(group.stream()) {
            return group.clone();
        }
        if let Some(nested) = scope {
            return self.visit_nested(nested, |this| this.group(group, None, None));
        }
        let is_target = target.is_some();
        if let Some(target) = target {
            self.block.enter(target);
        }
        let parsed = match group.delimiter() {
            Delimiter::Brace => self.as_statements(group.stream()),
            _ => self.as_expressions(group.stream()),
        };
        let rewritten = parsed.unwrap_or_else(|| self.token_by_token(group.stream()));
        if is_target {
            self.block.leave();
        }
        tokens::with_stream(group, rewritten)
    }
}
