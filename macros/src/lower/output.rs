//! Output buffer of the lowering pass; tracks the possible qualifiers of a `fn` at its end.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::tokens::{self, is_brace, is_one_of, is_punct, is_word};

/// Lowered tokens, and where the item at their end may have begun.
#[derive(Default)]
pub(super) struct Output {
    tokens: Vec<TokenTree>,
    /// The index of the first token that may be an attribute, a visibility or a qualifier of a
    /// `fn` that follows.
    prefix_at: usize,
    /// Whether the next token stands between `match`, `if`, `while` or `in` and the `{` or `=>`
    /// that follows.
    in_condition: bool,
}

impl Output {
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

    /// Removes the path of the runtime crate at the end, `asyncgen::`. Returns whether no other
    /// path is there, which would lead to somebody else's macro.
    pub(super) fn drop_path_of(&mut self, runtime: &TokenStream) -> bool {
        let at = tokens::path_prefix(&self.tokens);
        let path = &self.tokens[at..];
        if !path.is_empty() && !leads_to(path, runtime) {
            return false;
        }
        self.tokens.truncate(at);
        self.prefix_at = self.prefix_at.min(at);
        true
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

    pub(super) fn take_prefix(&mut self) -> Vec<TokenTree> {
        self.tokens.split_off(self.prefix_at)
    }

    /// Whether a group that comes next holds the arguments of a macro, or the rules of a
    /// `macro_rules!`. The name may be a `$path` that a `macro_rules!` passed.
    pub(super) fn ends_with_macro_call(&self) -> bool {
        match &self.tokens[..] {
            [.., rules, bang, TokenTree::Ident(_)] if is_word(rules, "macro_rules") => {
                is_punct(bang, '!')
            }
            [.., name, bang] => is_punct(bang, '!') && is_name(name),
            _ => false,
        }
    }

    /// Whether the macro that is called at the end has this first segment in its path.
    pub(super) fn ends_with_path_of(&self, krate: &str) -> bool {
        matches!(&self.tokens[..], [.., first, colon, _, TokenTree::Ident(_), _]
            if is_word(first, krate) && is_punct(colon, ':'))
    }

    /// Whether a token can stand before the `fn` of a function.
    fn continues_prefix(&self, token: &TokenTree) -> bool {
        const QUALIFIERS: [&str; 8] =
            ["pub", "default", "const", "async", "gen", "unsafe", "safe", "extern"];
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
            [.., quote, TokenTree::Ident(_), colon]
                if is_punct(quote, '\'') && is_punct(colon, ':') =>
            {
                self.tokens.len() - 3
            }
            _ => self.tokens.len(),
        };
        let mut label = self.tokens.split_off(at);
        self.tokens.extend(attribute);
        self.tokens.append(&mut label);
    }
}

/// Whether a `path::` leads to the runtime crate, to judge by its names: those of the crate and of
/// the one that it replaces, or those by which it was said where the crate is.
fn leads_to(path: &[TokenTree], runtime: &TokenStream) -> bool {
    const NAMES: [&str; 3] = ["asyncgen", "async_stream", "$crate"];
    matches!(path, [.., name, _, _] if is_one_of(name, &NAMES))
        || names(tokens::stream(path)) == names(runtime.clone())
}

fn names(path: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    for token in path {
        if let TokenTree::Ident(name) = token {
            names.push(name.to_string());
        }
    }
    names
}

/// Whether a token can be the last one of a macro's path.
fn is_name(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(_) => true,
        TokenTree::Group(group) => group.delimiter() == Delimiter::None,
        _ => false,
    }
}
