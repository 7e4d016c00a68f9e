//! What the tokens before a piece of a macro's arguments say about where it stands: in a closure, a loop, a function.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::Lifetime;

use crate::scope::{Other, Target};
use crate::tokens::{self, is_punct, is_word};

/// What the tokens before a group say about who owns what is in it.
pub(crate) fn owner_by_prefix(before: &[TokenTree]) -> Option<Other> {
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
pub(crate) fn is_body_of_a_generator(before: &[TokenTree]) -> bool {
    let mut attributes = since_the_last_statement(before).windows(2).filter_map(|pair| match pair {
        [TokenTree::Punct(hash), TokenTree::Group(attribute)] if hash.as_char() == '#' => Some(attribute.stream()),
        _ => None,
    });
    attributes.any(|attribute| tokens::any_ident(attribute, &mut |ident| ident == "async_generator"))
}

/// What the tokens before a group say about the loop whose body it is.
pub(super) fn loop_by_prefix(before: &[TokenTree]) -> Option<Target> {
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
pub(crate) fn closure_parameters(before: &[TokenTree], token: &TokenTree, rest: &TokenStream) -> Option<usize> {
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

/// How many tokens the body of a closure takes, and its return type before that.
pub(crate) fn end_of_closure(tokens: &[TokenTree]) -> usize {
    let is_block = |token: &TokenTree| matches!(token, TokenTree::Group(it) if it.delimiter() == Delimiter::Brace);
    let typed = matches!(tokens, [dash, arrow, ..] if is_punct(dash, '-') && is_punct(arrow, '>'));
    let end = match typed {
        true => tokens.iter().position(is_block).map(|at| at + 1),
        false => tokens.iter().position(tokens::ends_expression),
    };
    end.unwrap_or(tokens.len())
}
