//! Macro calls in a body: ours are rewritten; in the arguments of others we look for what is ours.
//!
//! What a macro makes of its arguments is unknown. Where they read as expressions or statements they are visited as
//! such; elsewhere (`tokio::select!`, the rules of `macro_rules!`) we go through the tokens and replace what we know.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{Block, Expr, ExprYield, Macro, Stmt, Token};

use super::Rewriter;
use crate::scope::{Other, Owner};
use crate::tokens;

/// The macros that mean something to a generator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ours {
    Yield,
    YieldFrom,
    Catch,
    Finally,
    /// A macro that makes a generator of its own: what is in it is not ours.
    Generator,
}

impl Ours {
    pub(super) fn of(mac: &Macro) -> Option<Self> {
        mac.path.segments.last().and_then(|segment| Self::named(&segment.ident))
    }

    fn named(name: &Ident) -> Option<Self> {
        match name.to_string().as_str() {
            "yield_" => Some(Ours::Yield),
            "yield_from" => Some(Ours::YieldFrom),
            "catch" => Some(Ours::Catch),
            "finally" => Some(Ours::Finally),
            "async_gen" | "stream" | "try_stream" => Some(Ours::Generator),
            _ => None,
        }
    }
}

impl Rewriter<'_> {
    /// Rewrites a macro call in place, or says what to put in its stead.
    pub(super) fn macro_call(&mut self, mac: &mut Macro) -> Option<TokenStream> {
        match Ours::of(mac) {
            Some(Ours::Yield) => Some(self.yield_macro(mac)),
            Some(Ours::YieldFrom) => Some(self.yield_from_macro(mac)),
            Some(Ours::Catch) => Some(self.catch(mac)),
            Some(Ours::Finally) => Some(self.misplaced_finally(mac)),
            Some(Ours::Generator) => None,
            None => {
                if self.concerns_us(mac.tokens.clone()) {
                    mac.tokens = self.arguments(mac.tokens.clone());
                }
                None
            }
        }
    }

    fn misplaced_finally(&mut self, mac: &Macro) -> TokenStream {
        let help = "write it as a statement of its own: it guards the rest of its block";
        self.diagnostics.error(&mac.path, "`finally!` is a statement", help);
        quote!({})
    }

    /// Whether there is anything in a macro's arguments that we rewrite.
    fn concerns_us(&self, arguments: TokenStream) -> bool {
        let in_guard = !self.at_the_body();
        tokens::any_ident(arguments, &mut |ident| match ident.to_string().as_str() {
            "yield_" | "yield" | "yield_from" | "catch" | "finally" | "for_await" | "return" => true,
            "break" | "continue" => in_guard,
            _ => false,
        })
    }

    /// Rewrites what is ours in the arguments of somebody else's macro.
    fn arguments(&mut self, arguments: TokenStream) -> TokenStream {
        let outer = std::mem::replace(&mut self.in_macro, true);
        let rewritten = self.as_expressions(arguments.clone()).unwrap_or_else(|| self.token_by_token(arguments));
        self.in_macro = outer;
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

    /// Goes through tokens that are no expressions.
    fn token_by_token(&mut self, arguments: TokenStream) -> TokenStream {
        let mut rest = arguments;
        let mut done: Vec<TokenTree> = Vec::new();
        loop {
            let mut tokens = rest.into_iter();
            let Some(token) = tokens.next() else { break };
            rest = tokens.collect();
            match token {
                TokenTree::Group(group) => {
                    let group = self.group(group, owner_by_prefix(&done));
                    done.push(group.into());
                }
                TokenTree::Ident(word) => match self.word(&word, &mut rest) {
                    Some(replacement) => {
                        drop_path_prefix(&mut done);
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
    fn group(&mut self, group: Group, owner: Option<Other>) -> Group {
        if !self.concerns_us(group.stream()) {
            return group;
        }
        let outer = self.owner;
        if let Some(other) = owner {
            self.owner = Owner::Other(other);
        }
        let stream = match group.delimiter() {
            Delimiter::Brace => self.as_statements(group.stream()),
            _ => self.as_expressions(group.stream()),
        };
        let stream = stream.unwrap_or_else(|| self.token_by_token(group.stream()));
        self.owner = outer;
        let mut rewritten = Group::new(group.delimiter(), stream);
        rewritten.set_span(group.span());
        rewritten
    }

    fn as_statements(&mut self, tokens: TokenStream) -> Option<TokenStream> {
        let stmts: Vec<Stmt> = Block::parse_within.parse2(tokens).ok()?;
        let mut block = Block { brace_token: Default::default(), stmts };
        self.visit_block_mut(&mut block);
        let stmts = block.stmts;
        Some(quote!(#(#stmts)*))
    }

    /// A word that may begin something of ours; takes the rest of that from `rest`.
    fn word(&mut self, word: &Ident, rest: &mut TokenStream) -> Option<TokenStream> {
        if word == "return" && is_bare(rest) && self.owner == Owner::Generator {
            let leaving = self.leaving(word.span());
            return Some(quote!(#word #leaving));
        }
        if word == "yield" {
            return self.yield_in_tokens(word, rest);
        }
        let ours = Ours::named(word)?;
        let mut tokens = rest.clone().into_iter();
        let (Some(TokenTree::Punct(bang)), Some(TokenTree::Group(group))) = (tokens.next(), tokens.next()) else {
            return None;
        };
        if bang.as_char() != '!' || ours == Ours::Generator {
            return None;
        }
        *rest = tokens.collect();
        let mut mac: Macro = syn::parse2(quote!(#word #bang #group)).ok()?;
        self.macro_call(&mut mac)
    }

    /// `yield x` among tokens: up to the end of the expression, or to the next `,` or `;` if that cannot be told.
    fn yield_in_tokens(&mut self, word: &Ident, rest: &mut TokenStream) -> Option<TokenStream> {
        let parser = |input: ParseStream<'_>| Ok((input.parse::<ExprYield>()?, input.parse::<TokenStream>()?));
        let tokens = rest.clone();
        if let Ok((mut expr, remaining)) = parser.parse2(quote!(#word #tokens)) {
            *rest = remaining;
            return Some(self.yield_keyword(&mut expr));
        }
        let mut tokens = tokens.into_iter().peekable();
        let mut item = TokenStream::new();
        while let Some(token) = tokens.next_if(|token| !ends_expression(token)) {
            item.extend([token]);
        }
        *rest = tokens.collect();
        Some(self.yield_expanded(word.span(), item, false))
    }

    /// The rules of a `macro_rules!` that the body defines: it may yield.
    pub(super) fn macro_rules(&mut self, mac: &mut Macro) {
        if !self.concerns_us(mac.tokens.clone()) {
            return;
        }
        let outer = std::mem::replace(&mut self.in_macro, true);
        let mut is_transcriber = false;
        mac.tokens = std::mem::take(&mut mac.tokens)
            .into_iter()
            .map(|token| match token {
                TokenTree::Group(group) if is_transcriber => {
                    is_transcriber = false;
                    self.group(group, None).into()
                }
                TokenTree::Punct(punct) if punct.as_char() == '>' => {
                    is_transcriber = true;
                    punct.into()
                }
                other => other,
            })
            .collect();
        self.in_macro = outer;
    }
}

/// What the tokens before a group say about who owns what is in it.
fn owner_by_prefix(before: &[TokenTree]) -> Option<Other> {
    let is_word = |token: &TokenTree, word: &str| matches!(token, TokenTree::Ident(ident) if ident == word);
    match before {
        [.., token] if is_word(token, "async") => Some(Other::AsyncBlock),
        [.., before, token] if is_word(before, "async") && is_word(token, "move") => Some(Other::AsyncBlock),
        _ => None,
    }
}

/// Removes the `some::path::` before a macro of ours.
fn drop_path_prefix(done: &mut Vec<TokenTree>) {
    let is_colon = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    while is_colon(done.last()) && is_colon(done.len().checked_sub(2).and_then(|at| done.get(at))) {
        done.truncate(done.len() - 2);
        if matches!(done.last(), Some(TokenTree::Ident(_))) {
            done.pop();
        }
    }
}

/// Whether a `return` is followed by nothing.
fn is_bare(rest: &TokenStream) -> bool {
    rest.clone().into_iter().next().is_none_or(|token| ends_expression(&token))
}

fn ends_expression(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';'))
}
