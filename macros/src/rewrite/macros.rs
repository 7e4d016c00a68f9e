//! Macro calls in a body: ours are rewritten; in the arguments of others we look for what is ours.
//!
//! What a macro makes of its arguments is unknown. Where they read as expressions or statements they are visited as
//! such; elsewhere (`tokio::select!`, the rules of `macro_rules!`) we go through the tokens and replace what we know.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{Block, Expr, ExprYield, ItemMacro, Macro, Stmt, Token};

use super::{Place, Rewriter};
use crate::keywords;
use crate::scope::{Other, Owner};
use crate::tokens;

/// The macros that mean something to a generator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ours {
    Yield,
    YieldFrom,
    Catch,
    Finally,
    /// A macro that makes a generator of its own, if it is not somebody else's of the same name.
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
            Some(Ours::Generator) => {
                self.may_be_a_generator(mac);
                None
            }
            None => {
                if self.concerns_us(mac.tokens.clone()) {
                    mac.tokens = self.arguments(mac.tokens.clone());
                }
                None
            }
        }
    }

    /// A macro with the name of one that makes a generator: the yields in it are that generator's. But the name may
    /// be somebody else's, so each is given what it would be in either case.
    ///
    /// ```ignore
    /// // Input:
    /// stream! { yield 1; }
    /// // Output:
    /// stream! { yield_of_outer!([yield 1] …what a yield of ours becomes…); }
    /// ```
    fn may_be_a_generator(&mut self, mac: &mut Macro) {
        let is_foreign = mac.path.segments.first().is_some_and(|first| first.ident == "async_stream");
        if is_foreign || self.owner != Owner::Generator {
            return;
        }
        let outer = std::mem::replace(&mut self.place, Place::PerhapsAGenerator);
        mac.tokens = self.token_by_token(std::mem::take(&mut mac.tokens));
        self.place = outer;
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
    fn group(&mut self, group: Group, owner: Option<Other>) -> Group {
        if !self.concerns_us(group.stream()) {
            return group;
        }
        let outer = self.owner;
        if let Some(other) = owner {
            self.owner = Owner::Other(other);
        }
        let stream = match group.delimiter() {
            _ if self.place == Place::PerhapsAGenerator => None,
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
        if self.place == Place::PerhapsAGenerator {
            return self.perhaps_a_yield(word, rest);
        }
        if word == "return" && is_bare(rest) && self.owner == Owner::Generator {
            let left = self.left(word.span());
            return Some(quote!(#word #left));
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

    /// See `may_be_a_generator`.
    fn perhaps_a_yield(&mut self, word: &Ident, rest: &mut TokenStream) -> Option<TokenStream> {
        let tokens: Vec<TokenTree> = rest.clone().into_iter().collect();
        let (operand, taken) = match &tokens[..] {
            [TokenTree::Punct(bang), TokenTree::Group(operand), ..] if word == "yield_" && bang.as_char() == '!' => {
                (operand.stream(), 2)
            }
            _ if word == "yield" => {
                let taken = tokens.iter().take_while(|token| !tokens::ends_expression(token)).count();
                (tokens[..taken].iter().cloned().collect(), taken)
            }
            _ => return None,
        };
        let original = &tokens[..taken];
        let operand = if operand.is_empty() { quote!(()) } else { operand };
        let expanded = self.yield_expanded(word.span(), operand, false);
        let yield_of_outer = self.names.private(keywords::YIELD_OF_OUTER, word.span());
        let replacement = quote!(#yield_of_outer!([#word #(#original)*] #expanded));
        *rest = tokens[taken..].iter().cloned().collect();
        Some(replacement)
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
        while let Some(token) = tokens.next_if(|token| !tokens::ends_expression(token)) {
            item.extend([token]);
        }
        *rest = tokens.collect();
        Some(self.yield_expanded(word.span(), item, false))
    }

    /// A `macro_rules!` that the body defines: it may yield.
    pub(super) fn macro_rules(&mut self, it: &mut ItemMacro) {
        if self.concerns_us(it.mac.tokens.clone()) {
            self.rules.push(it.clone());
            self.transcribers(&mut it.mac);
        }
    }

    /// The `macro_rules!` in scope once more, for a guarded block: a yield compiles only directly in the `async` block
    /// of the expansion that it was written for.
    pub(super) fn rules_in_scope(&mut self) -> Vec<Stmt> {
        let mut rules = self.rules.clone();
        for it in &mut rules {
            it.attrs.push(syn::parse_quote!(#[allow(unused_macros)]));
            self.transcribers(&mut it.mac);
        }
        rules.into_iter().map(|it| Stmt::Item(syn::Item::Macro(it))).collect()
    }

    fn transcribers(&mut self, mac: &mut Macro) {
        let outer = std::mem::replace(&mut self.place, Place::Macro);
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
        self.place = outer;
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

/// Whether a `return` is followed by nothing.
fn is_bare(rest: &TokenStream) -> bool {
    rest.clone().into_iter().next().is_none_or(|token| tokens::ends_expression(&token))
}
