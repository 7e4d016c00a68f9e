//! Macro calls in a body: ours are rewritten; in the arguments of others we look for what is ours.
//!
//! What a macro makes of its arguments is unknown. Where they read as expressions or statements they are visited as
//! such; elsewhere (`tokio::select!`, the rules of `macro_rules!`) we go through the tokens and replace what we know.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{Block, Expr, ExprReturn, ExprYield, ItemMacro, Lifetime, Macro, Stmt, Token};

use super::{Place, Rewriter};
use crate::keywords;
use crate::scope::{Other, Owner, Target};
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
    /// ```text
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
            if let Some(parameters) = closure_parameters(&done, &token, &rest) {
                let mut body: Vec<TokenTree> = rest.into_iter().collect();
                done.push(token);
                done.extend(body.drain(..parameters));
                let after = body.iter().position(tokens::ends_expression).unwrap_or(body.len());
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
    fn group(&mut self, group: Group, owner: Option<Other>, target: Option<Target>) -> Group {
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
        if word == "return" && self.owner == Owner::Generator {
            return self.return_in_tokens(word, rest);
        }
        if (word == "break" || word == "continue") && self.owner == Owner::Generator {
            return self.jump_in_tokens(word, rest);
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

    /// `return` among tokens, with what is after it as far as it reads as an expression.
    fn return_in_tokens(&mut self, word: &Ident, rest: &mut TokenStream) -> Option<TokenStream> {
        let parser = |input: ParseStream<'_>| Ok((input.parse::<ExprReturn>()?, input.parse::<TokenStream>()?));
        let (mut it, remaining) = parser.parse2(quote!(#word #rest)).ok()?;
        *rest = remaining;
        Some(self.return_(&mut it))
    }

    /// A `break` or `continue` among tokens: what would become of it nobody knows, so it may not leave a guarded block.
    fn jump_in_tokens(&mut self, word: &Ident, rest: &mut TokenStream) -> Option<TokenStream> {
        let parser = |input: ParseStream<'_>| {
            let jump: Expr =
                if input.peek(Token![break]) { Expr::Break(input.parse()?) } else { Expr::Continue(input.parse()?) };
            Ok((jump, input.parse::<TokenStream>()?))
        };
        let (mut jump, remaining) = parser.parse2(quote!(#word #rest)).ok()?;
        let label = match &mut jump {
            Expr::Break(it) => {
                it.expr = it.expr.take().map(|_| Box::new(syn::parse_quote!(stand_in())));
                it.label.clone()
            }
            Expr::Continue(it) => it.label.clone(),
            _ => return None,
        };
        if !self.leaves_the_guard(label.as_ref()) {
            return None;
        }
        let message = format!(
            "a `{word}` among another macro's arguments cannot leave a `catch!` block or the part guarded by `finally!`"
        );
        self.diagnostics.error(word, &message, &format!("set a variable there, and `{word}` after the macro"));
        *rest = remaining;
        self.jump(&mut jump)
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
        match parser.parse2(quote!(#word #tokens)) {
            // In a rule of `macro_rules!`, syn stops before a `$`.
            Ok((mut expr, remaining)) if !begins_with(&remaining, '$') => {
                *rest = remaining;
                return Some(self.yield_keyword(&mut expr));
            }
            _ => {}
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
                    self.group(group, None, None).into()
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
    match since_the_last_statement(before) {
        [.., token] if is_word(token, "async") => Some(Other::AsyncBlock),
        [.., before, token] if is_word(before, "async") && is_word(token, "move") => Some(Other::AsyncBlock),
        [.., token] if is_word(token, "const") => Some(Other::ConstBlock),
        tokens if tokens.windows(2).any(|pair| is_word(&pair[0], "fn") && !is_parentheses(&pair[1])) => {
            Some(Other::InnerFunction)
        }
        _ => None,
    }
}

fn is_parentheses(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis)
}

/// Whether the tokens before a group say that it is the body of another generator.
fn is_body_of_a_generator(before: &[TokenTree]) -> bool {
    let mut attributes = since_the_last_statement(before).windows(2).filter_map(|pair| match pair {
        [TokenTree::Punct(hash), TokenTree::Group(attribute)] if hash.as_char() == '#' => Some(attribute.stream()),
        _ => None,
    });
    attributes.any(|attribute| tokens::any_ident(attribute, &mut |ident| ident == "async_generator"))
}

/// What the tokens before a group say about the loop whose body it is.
fn loop_by_prefix(before: &[TokenTree]) -> Option<Target> {
    let tokens = since_the_last_statement(before);
    let at = tokens.iter().rposition(|token| ["loop", "while", "for"].iter().any(|word| is_word(token, word)))?;
    let label = match &tokens[..at] {
        [.., TokenTree::Punct(quote), TokenTree::Ident(name), TokenTree::Punct(_)] if quote.as_char() == '\'' => {
            Some(Lifetime { apostrophe: quote.span(), ident: name.clone() })
        }
        _ => None,
    };
    Some(Target { label, is_loop: true })
}

fn since_the_last_statement(tokens: &[TokenTree]) -> &[TokenTree] {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        other => tokens::ends_expression(other),
    };
    tokens.iter().rposition(ends).map_or(tokens, |at| &tokens[at + 1..])
}

/// If `token` opens a closure's parameters: how many tokens of `rest` they take, the closing `|` included.
fn closure_parameters(before: &[TokenTree], token: &TokenTree, rest: &TokenStream) -> Option<usize> {
    let is_bar = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '|');
    let is_operator = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() != '?',
        other => is_word(other, "move") || is_word(other, "async") || is_word(other, "return"),
    };
    if !is_bar(token) || !before.last().is_none_or(is_operator) {
        return None;
    }
    let parameters = rest.clone().into_iter().take_while(|token| !is_bar(token)).count();
    let mut after = rest.clone().into_iter().skip(parameters);
    let closes = after.next().is_some();
    // `| A | B => …` are patterns.
    let is_pattern = after.take_while(|token| !tokens::ends_expression(token)).any(
        |token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '=' && punct.spacing() == Spacing::Joint),
    );
    (closes && !is_pattern).then_some(parameters + 1)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn begins_with(tokens: &TokenStream, character: char) -> bool {
    let first = tokens.clone().into_iter().next();
    matches!(first, Some(TokenTree::Punct(punct)) if punct.as_char() == character)
}
