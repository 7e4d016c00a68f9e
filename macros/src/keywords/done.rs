//! Code that has been read, and what its end may be the beginning of.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::NESTED_GENERATOR;
use super::around::is_brace;
use crate::tokens::{self, is_one_of, is_punct, is_word};

/// The tokens of a macro.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MacroTokens {
    /// What it is called with; or its rules, in which a call may hide: a `!` can come in by a parameter.
    Arguments,
    /// A generator that is expanded later.
    Generator,
}

/// Code that has been read, and where the item at its end began.
#[derive(Default)]
pub(super) struct Done {
    tokens: Vec<TokenTree>,
    /// Where the attributes, visibility and qualifiers begin that the last tokens may be.
    prefix_at: usize,
    /// Whether we are between `match`, `if`, `while` or `in` and the `{` or `=>` that follows. There syn takes `yield x {` for
    /// the beginning of a struct.
    in_condition: bool,
}

impl Done {
    pub(super) fn push(&mut self, token: TokenTree) {
        let continues = self.continues_prefix(&token);
        match &token {
            token if is_one_of(token, &["match", "if", "while", "in"]) => self.in_condition = true,
            // The end of a head, or of the guard of a `match`'s arm.
            token if is_brace(token) || is_punct(token, ';') || self.ends_with_arrow(token) => {
                self.in_condition = false
            }
            _ => {}
        }
        self.tokens.push(token);
        if !continues {
            self.prefix_at = self.tokens.len();
        }
    }

    pub(super) fn last(&self) -> Option<&TokenTree> {
        self.tokens.last()
    }

    pub(super) fn in_condition(&self) -> bool {
        self.in_condition
    }

    /// Takes back the `some::path::` at the end.
    pub(super) fn drop_path_prefix(&mut self) {
        tokens::drop_path_prefix(&mut self.tokens);
    }

    pub(super) fn into_tokens(self) -> TokenStream {
        self.tokens.into_iter().collect()
    }

    fn ends_with_arrow(&self, token: &TokenTree) -> bool {
        is_punct(token, '>') && self.tokens.last().is_some_and(|last| is_punct(last, '='))
    }

    pub(super) fn extend(&mut self, tokens: TokenStream) {
        self.tokens.extend(tokens);
        self.prefix_at = self.tokens.len();
    }

    pub(super) fn prefix(&self) -> &[TokenTree] {
        &self.tokens[self.prefix_at..]
    }

    /// What a group would be that comes next, if these are the last tokens of `name!` or `macro_rules! name`.
    pub(super) fn macro_at_end(&self) -> Option<MacroTokens> {
        match &self.tokens[..] {
            [.., rules, bang, TokenTree::Ident(_)] if is_word(rules, "macro_rules") && is_punct(bang, '!') => {
                Some(MacroTokens::Arguments)
            }
            [.., name, bang] if is_word(name, NESTED_GENERATOR) && is_punct(bang, '!') => Some(MacroTokens::Generator),
            [.., TokenTree::Ident(_), bang] if is_punct(bang, '!') => Some(MacroTokens::Arguments),
            _ => None,
        }
    }

    pub(super) fn take_prefix(&mut self) {
        self.tokens.truncate(self.prefix_at);
    }

    /// Whether a token can stand before the `fn` of a function.
    fn continues_prefix(&self, token: &TokenTree) -> bool {
        const QUALIFIERS: [&str; 8] = ["pub", "default", "const", "async", "gen", "unsafe", "safe", "extern"];
        let last = self.prefix().last();
        match token {
            TokenTree::Ident(_) => is_one_of(token, &QUALIFIERS),
            TokenTree::Punct(punct) => punct.as_char() == '#',
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Bracket => last.is_some_and(|last| is_punct(last, '#')),
                Delimiter::Parenthesis => last.is_some_and(|last| is_word(last, "pub")),
                // What a `macro_rules!` passed as `$vis` or `$meta`.
                Delimiter::None => true,
                Delimiter::Brace => false,
            },
            TokenTree::Literal(_) => last.is_some_and(|last| is_word(last, "extern")),
        }
    }

    /// Inserts an attribute before the label that the last tokens may be.
    pub(super) fn insert_before_label(&mut self, attribute: TokenStream) {
        let at = match &self.tokens[..] {
            [.., quote, TokenTree::Ident(_), colon] if is_punct(quote, '\'') && is_punct(colon, ':') => {
                self.tokens.len() - 3
            }
            _ => self.tokens.len(),
        };
        self.tokens.splice(at..at, attribute);
    }
}
