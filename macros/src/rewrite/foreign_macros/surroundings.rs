//! What the tokens before a group say about it: whether it is in a closure, a loop or a function.

use proc_macro2::{Delimiter, Spacing, TokenTree};
use syn::Lifetime;

use crate::scope::{JumpTarget, NestedScope};
use crate::tokens::{self, is_punct, is_word};

/// The nested scope that a group is, to judge by the tokens before it.
pub(super) fn scope_by_prefix(before: &[TokenTree]) -> Option<NestedScope> {
    match since_the_last_statement(before) {
        [.., token] if is_word(token, "async") => Some(NestedScope::AsyncBlock),
        [.., before, token] if is_word(before, "async") && is_word(token, "move") => {
            Some(NestedScope::AsyncBlock)
        }
        [.., token] if is_word(token, "const") => Some(NestedScope::ConstBlock),
        tokens
            if tokens
                .windows(2)
                .any(|pair| is_word(&pair[0], "fn") && !is_parentheses(&pair[1])) =>
        {
            Some(NestedScope::InnerFunction)
        }
        _ => None,
    }
}

fn is_parentheses(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis)
}

/// Whether the tokens before a group say that it is the body of another generator.
pub(super) fn is_body_of_generator(before: &[TokenTree]) -> bool {
    let mut attributes =
        since_the_last_statement(before).windows(2).filter_map(|pair| match pair {
            [TokenTree::Punct(hash), TokenTree::Group(attribute)] if hash.as_char() == '#' => {
                Some(attribute.stream())
            }
            _ => None,
        });
    attributes
        .any(|attribute| tokens::any_ident(attribute, &mut |ident| ident == "async_generator"))
}

/// The loop whose body a group is, to judge by the tokens before it. `cleanups` are around it.
pub(super) fn loop_by_prefix(before: &[TokenTree], cleanups: usize) -> Option<JumpTarget> {
    let tokens = since_the_last_statement(before);
    let at = tokens
        .iter()
        .rposition(|token| ["loop", "while", "for"].iter().any(|word| is_word(token, word)))?;
    let label = match &tokens[..at] {
        [.., TokenTree::Punct(quote), TokenTree::Ident(name), TokenTree::Punct(_)]
            if quote.as_char() == '\'' =>
        {
            Some(Lifetime { apostrophe: quote.span(), ident: name.clone() })
        }
        _ => None,
    };
    Some(JumpTarget { label, is_loop: true, cleanups })
}

fn since_the_last_statement(tokens: &[TokenTree]) -> &[TokenTree] {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        other => tokens::ends_expression(other),
    };
    tokens.iter().rposition(ends).map_or(tokens, |at| &tokens[at + 1..])
}

/// If `token` opens a closure's parameters: how many tokens after it they take, with the closing
/// `|`.
pub(super) fn closure_parameters(
    before: &[TokenTree],
    token: &TokenTree,
    after: &[TokenTree],
) -> Option<usize> {
    let begins_operand = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() != '?',
        other => tokens::is_one_of(other, &["move", "async", "return"]),
    };
    if !is_punct(token, '|') || !before.last().is_none_or(begins_operand) {
        return None;
    }
    let parameters = after.iter().position(|token| is_punct(token, '|'))?;
    // `| A | B => …` are patterns.
    let mut body = after[parameters + 1..].iter().take_while(|it| !tokens::ends_expression(it));
    let is_pattern = body.any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '=' && punct.spacing() == Spacing::Joint,
        _ => false,
    });
    (!is_pattern).then_some(parameters + 1)
}

/// How many tokens the body of a closure takes, and its return type before that.
pub(super) fn end_of_closure(tokens: &[TokenTree]) -> usize {
    let is_block = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let typed = matches!(tokens, [dash, arrow, ..] if is_punct(dash, '-') && is_punct(arrow, '>'));
    let end = match typed {
        true => tokens.iter().position(is_block).map(|at| at + 1),
        false => tokens.iter().position(tokens::ends_expression),
    };
    end.unwrap_or(tokens.len())
}
