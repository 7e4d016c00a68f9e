//! Questions about raw tokens: which words occur in them.

use proc_macro2::{Group, Span, TokenStream, TokenTree};

/// Whether `found` holds for some identifier in `tokens`, at any depth.
pub(crate) fn any_ident(tokens: TokenStream, found: &mut dyn FnMut(&proc_macro2::Ident) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => found(&ident),
        TokenTree::Group(group) => any_ident(group.stream(), found),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether a type has an `impl Trait` in it.
pub(crate) fn has_impl(ty: TokenStream) -> bool {
    any_ident(ty, &mut |ident| ident == "impl")
}

/// Whether evaluating `tokens` may suspend: they hold an `await`, a `yield`, or a macro that may hide one.
pub(crate) fn may_suspend(tokens: TokenStream) -> bool {
    let mut after_ident = false;
    let mut after_bang = false;
    for token in tokens {
        match &token {
            TokenTree::Ident(ident) if ident == "await" || ident == "yield" => return true,
            TokenTree::Group(_) if after_bang => return true,
            TokenTree::Group(group) if may_suspend(group.stream()) => return true,
            _ => {}
        }
        after_bang = after_ident && matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '!');
        after_ident = matches!(token, TokenTree::Ident(_));
    }
    false
}

/// Whether an expression that stands in a list or a statement ends before this token.
pub(crate) fn ends_expression(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';'))
}

/// Whether a token that follows a word is another operand, and not the word's own arguments or operator.
pub(crate) fn begins_operand(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(ident) => ident != "as",
        TokenTree::Literal(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == '&',
        TokenTree::Group(_) => false,
    }
}

/// Removes the `some::path::` at the end of `done`, which stood before the name of a macro.
pub(crate) fn drop_path_prefix(done: &mut Vec<TokenTree>) {
    let is_colon = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    while is_colon(done.last()) && is_colon(done.len().checked_sub(2).and_then(|at| done.get(at))) {
        done.truncate(done.len() - 2);
        if matches!(done.last(), Some(TokenTree::Ident(_))) {
            done.pop();
        }
    }
}

/// The same groups, with other spans.
pub(crate) fn with_span(tokens: TokenStream, span: impl Fn(&Group) -> Span) -> TokenStream {
    let with_span = |token| match token {
        TokenTree::Group(mut group) => {
            group.set_span(span(&group));
            TokenTree::Group(group)
        }
        other => other,
    };
    tokens.into_iter().map(with_span).collect()
}

/// Whether a token is this word.
pub(crate) fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

/// Whether a token is one of these words. An identifier's text is a new string each time it is asked for: once is enough.
pub(crate) fn is_one_of(token: &TokenTree, words: &[&str]) -> bool {
    matches!(token, TokenTree::Ident(ident) if words.contains(&ident.to_string().as_str()))
}

/// Whether a token is this character.
pub(crate) fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}
