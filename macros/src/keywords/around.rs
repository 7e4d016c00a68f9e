//! Questions about the tokens around a keyword.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

use crate::tokens::{self, is_one_of, is_punct, is_word};

/// The `#[async_generator(args)]` among the tokens before a `fn`: where it is, and its arguments.
pub(super) fn attribute_in(prefix: &[TokenTree]) -> Option<(usize, TokenStream)> {
    prefix.iter().enumerate().find_map(|(at, token)| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            let attribute: syn::Meta = syn::parse2(group.stream()).ok()?;
            let is_ours = attribute.path().segments.last().is_some_and(|last| last.ident == "async_generator");
            let args = match attribute {
                syn::Meta::List(list) => list.tokens,
                _ => TokenStream::new(),
            };
            is_ours.then_some((at - 1, args))
        }
        _ => None,
    })
}

/// How many tokens a function takes, from its `fn` to its body or `;`.
pub(super) fn end_of_function(tokens: &[TokenTree]) -> usize {
    let mut angles = 0_i32;
    let mut after_dash = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if angles == 0 && group.delimiter() == Delimiter::Brace => return at + 1,
            TokenTree::Punct(punct) if angles == 0 && punct.as_char() == ';' => return at + 1,
            TokenTree::Punct(punct) if punct.as_char() == '<' => angles += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' && !after_dash => angles -= 1,
            _ => {}
        }
        after_dash = matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), '-' | '='));
    }
    tokens.len()
}

/// `yield from x`, or `yield* x`.
pub(super) fn is_yield_from(second: &TokenTree, place: Span, rest: &[TokenTree]) -> bool {
    match second {
        TokenTree::Ident(from) if from == "from" => match rest {
            // `from & x` and `from && x` are about a variable.
            [and, operand, ..] if is_punct(and, '&') => !is_punct(operand, '&') && touch(and.span(), operand.span()),
            rest => rest.first().is_some_and(tokens::begins_operand),
        },
        TokenTree::Punct(star) if star.as_char() == '*' => touch(place, star.span()),
        _ => false,
    }
}

/// Whether a function follows `async gen`, but for its `fn`.
pub(super) fn begins_signature(rest: &[TokenTree]) -> bool {
    match rest {
        [TokenTree::Ident(name), TokenTree::Group(args), ..] => {
            name != "fn" && name != "move" && args.delimiter() == Delimiter::Parenthesis
        }
        [TokenTree::Ident(name), angle, ..] => name != "fn" && is_punct(angle, '<'),
        _ => false,
    }
}

/// Whether something else follows `async gen` than a function, a block, or a `macro_rules!` fragment for one of them.
pub(super) fn lacks_a_block(rest: &[TokenTree]) -> bool {
    let rest = match rest {
        [capture, rest @ ..] if is_word(capture, "move") => rest,
        rest => rest,
    };
    let begins_function = |token| is_one_of(token, &["fn", "unsafe", "safe", "extern"]);
    rest.first().is_none_or(|next| !begins_function(next) && !is_punct(next, '$'))
}

/// Whether two tokens of one line have nothing between them, as far as the compiler tells (Rust 1.88).
pub(super) fn touch(first: Span, second: Span) -> bool {
    let (end, start) = (first.end(), second.start());
    end.line != 0 && end == start
}

/// Braces, or what a `macro_rules!` passed as `$block`.
pub(super) fn is_block(group: &Group) -> bool {
    matches!(group.delimiter(), Delimiter::Brace | Delimiter::None)
}

pub(super) fn is_brace(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

pub(super) fn are_words<const N: usize>(tokens: [&TokenTree; N], words: [&str; N]) -> bool {
    tokens.iter().zip(words).all(|(token, word)| is_word(token, word))
}
