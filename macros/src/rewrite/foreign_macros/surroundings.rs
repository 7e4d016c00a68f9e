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
    tokens::any_pair(since_the_last_statement(before), |hash, attribute| match attribute {
        TokenTree::Group(it) if is_punct(hash, '#') => {
            tokens::any_ident(it.stream(), &mut |ident| ident == "async_generator")
        }
        _ => false,
    })
}

/// The loop whose body a group is, to judge by the tokens before it. `cleanups` are around it.
pub(super) fn loop_by_prefix(before: &[TokenTree], cleanups: usize) -> Option<JumpTarget> {
    let tokens = since_the_last_statement(before);
    let is_loop = |token: &TokenTree| tokens::is_one_of(token, &["loop", "while", "for"]);
    let at = tokens.iter().rposition(is_loop)?;
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
    let body = &after[parameters + 1..];
    let is_pattern = body[..tokens::end_of_expression(body)].iter().any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '=' && punct.spacing() == Spacing::Joint,
        _ => false,
    });
    (!is_pattern).then_some(parameters + 1)
}

/// How many tokens the body of a closure takes, and its return type before that.
pub(super) fn end_of_closure(tokens: &[TokenTree]) -> usize {
    let typed = matches!(tokens, [dash, arrow, ..] if is_punct(dash, '-') && is_punct(arrow, '>'));
    match typed {
        true => tokens.iter().position(tokens::is_brace).map_or(tokens.len(), |at| at + 1),
        false => tokens::end_of_expression(tokens),
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{TokenStream, TokenTree};

    use super::{
        closure_parameters, end_of_closure, is_body_of_generator, loop_by_prefix, scope_by_prefix,
    };
    use crate::scope::NestedScope;

    fn tokens(code: &str) -> Vec<TokenTree> {
        let code: TokenStream = code.parse().unwrap_or_else(|error| panic!("{code}: {error}"));
        code.into_iter().collect()
    }

    #[test]
    fn of_a_block_say_what_it_is() {
        use NestedScope::{AsyncBlock, ConstBlock, InnerFunction};
        for (before, scope) in [
            ("async", Some(AsyncBlock)),
            ("a => async move", Some(AsyncBlock)),
            ("x move", None),
            ("async x", None),
            ("const", Some(ConstBlock)),
            ("pub fn f() -> u8", Some(InnerFunction)),
            ("fn f(); a", None),
            ("fn f() {} a", None),
            ("x: fn(u8) -> u8 =", None),
            ("if a", None),
            ("", None),
        ] {
            assert!(scope_by_prefix(&tokens(before)) == scope, "{before}");
        }
    }

    #[test]
    fn of_a_block_say_whose_body_it_is() {
        for (before, expected) in [
            ("#[async_generator] async fn f()", true),
            ("#[doc] #[a::async_generator(send = u8)] async fn f()", true),
            ("#[doc] async fn f()", false),
            ("#[async_generator] async fn f(); fn g()", false),
            ("![async_generator] async fn f()", false),
        ] {
            assert_eq!(is_body_of_generator(&tokens(before)), expected, "{before}");
        }
    }

    #[test]
    fn of_a_block_say_which_loop_it_is() {
        let label = |before| {
            let target = loop_by_prefix(&tokens(before), 3)?;
            assert!(target.is_loop && target.cleanups == 3);
            Some(target.label.map_or_else(String::new, |label| label.ident.to_string()))
        };
        for (before, expected) in [
            ("loop", Some("")),
            ("a => 'b: while c", Some("b")),
            ("'b: for x in y", Some("b")),
            ("a 'b for x in y", Some("")),
            ("x: while y", Some("")),
            ("a => x: while y", Some("")),
            ("loop {} if a", None),
            ("if a", None),
        ] {
            assert_eq!(label(before).as_deref(), expected, "{before}");
        }
    }

    #[test]
    fn of_a_closure_say_where_it_begins() {
        for (before, after, expected) in [
            ("", "a| b, c", Some(2)),
            ("f(a),", "a, b| c", Some(4)),
            ("move", "| a", Some(1)),
            ("async move", "| a", Some(1)),
            ("return", "| a", Some(1)),
            ("=", "a| b", Some(2)),
            ("x", "a| b", None),
            ("x?", "a| b", None),
            ("(x)", "a| b", None),
            ("", "A | B => c", None),
            ("", "a| b, c => d", Some(2)),
            ("", "a| b = c", Some(2)),
            ("", "a, b", None),
        ] {
            let bar = &tokens("|")[0];
            let seen = closure_parameters(&tokens(before), bar, &tokens(after));
            assert_eq!(seen, expected, "{before} | {after}");
        }
        assert_eq!(closure_parameters(&[], &tokens("&")[0], &tokens("a| b")), None);
    }

    #[test]
    fn of_a_closure_say_where_it_ends() {
        for (code, expected) in [
            ("a + b, c", 3),
            ("a { b } c; d", 3),
            ("-> u8 { b }, c", 4),
            ("-> u8", 3),
            ("- b > c {}, d", 5),
            ("a", 1),
        ] {
            assert_eq!(end_of_closure(&tokens(code)), expected, "{code}");
        }
    }
}
