//! Questions about the tokens around a keyword.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::Parse;

use crate::tokens::{self, is_brace, is_one_of, is_punct, is_word};

/// A `#[async_generator(arguments)]` among the tokens before a `fn`.
pub(super) struct FoundAttribute {
    /// The index of its `#`.
    pub(super) at: usize,
    pub(super) name: TokenTree,
    pub(super) arguments: TokenStream,
}

pub(super) fn attribute_in(prefix: &[TokenTree]) -> Option<FoundAttribute> {
    prefix.iter().enumerate().find_map(|(at, token)| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            let attribute: syn::Meta = syn::parse2(group.stream()).ok()?;
            let name = attribute.path().segments.last()?.ident.clone();
            let is_ours = name == "async_generator";
            let arguments = match attribute {
                syn::Meta::List(list) => list.tokens,
                _ => TokenStream::new(),
            };
            is_ours.then(|| FoundAttribute { at: at - 1, name: name.into(), arguments })
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
            TokenTree::Group(group) if angles == 0 && group.delimiter() == Delimiter::Brace => {
                return at + 1;
            }
            TokenTree::Punct(punct) if angles == 0 && punct.as_char() == ';' => return at + 1,
            TokenTree::Punct(punct) if punct.as_char() == '<' => angles += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' && !after_dash => angles -= 1,
            _ => {}
        }
        after_dash = is_punct(token, '-') || is_punct(token, '=');
    }
    tokens.len()
}

/// How many tokens the operand of a `yield` takes.
pub(super) fn yield_operand(keyword: &TokenTree, after: &[TokenTree], in_condition: bool) -> usize {
    if in_condition {
        return operand_in_condition(after);
    }
    let may_end = |token: &TokenTree| {
        tokens::ends_expression(token) || is_punct(token, '>') || is_word(token, "else")
    };
    match after.iter().position(may_end) {
        Some(at) if is_punct(&after[at], ';') => at,
        Some(_) => parsed_operand(keyword, after).unwrap_or_else(|| raw_operand(after)),
        None => after.len(),
    }
}

/// In the head of a `match`, `if`, `while` or `for`, where syn would take `yield x {` for the
/// beginning of a struct: `yield { x } {` yields a block, `yield {` yields nothing. In the guard of
/// a `match`'s arm the operand ends before the `=>`.
fn operand_in_condition(after: &[TokenTree]) -> usize {
    let ends =
        |at: usize| is_brace(&after[at]) || is_punct(&after[at], ';') || begins_arrow(after, at);
    let starts_with_block = after.len() > 1 && is_brace(&after[0]) && ends(1);
    let mut end = usize::from(starts_with_block);
    while end < after.len() && !ends(end) {
        end += 1;
    }
    end
}

/// How many tokens syn takes for the operand. In a rule of `macro_rules!` it stops before a `$`.
fn parsed_operand(keyword: &TokenTree, after: &[TokenTree]) -> Option<usize> {
    let (_, end) = tokens::parsed_prefix(keyword, after, syn::ExprYield::parse)?;
    let stops_early = after.get(end).is_some_and(|next| is_punct(next, '$'));
    (!stops_early).then_some(end)
}

/// The operand of a yield that syn cannot parse ends at the next `,`, `=>` or `else`.
fn raw_operand(after: &[TokenTree]) -> usize {
    let mut has_if = false;
    for (at, token) in after.iter().enumerate() {
        has_if |= is_word(token, "if");
        let is_else = is_word(token, "else") && !has_if;
        if tokens::ends_expression(token) || is_else || begins_arrow(after, at) {
            return at;
        }
    }
    after.len()
}

/// Whether there is a `=>` at this index.
fn begins_arrow(tokens: &[TokenTree], at: usize) -> bool {
    matches!(&tokens[at..], [first, second, ..] if is_punct(first, '=') && is_punct(second, '>'))
}

/// The arguments of a `for await(arguments) x in s`, if these tokens follow the `await`. Before an
/// `in` or a `|` the parentheses are a pattern.
pub(super) fn arguments_of_for_await(after: &[TokenTree]) -> Option<&Group> {
    match after {
        [TokenTree::Group(group), next, ..] if group.delimiter() == Delimiter::Parenthesis => {
            (!is_word(next, "in") && !is_punct(next, '|')).then_some(group)
        }
        _ => None,
    }
}

/// Whether `yield` is followed by `from x`: `second` and `rest` are the tokens after it.
pub(super) fn is_yield_from(second: &TokenTree, rest: &[TokenTree]) -> bool {
    is_word(second, "from")
        && rest.first().is_some_and(|it| tokens::begins_operand(it) && !is_punct(it, '&'))
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

/// Whether something else follows `async gen` than a function, a block, or a `macro_rules!`
/// fragment for one of them.
pub(super) fn lacks_a_block(rest: &[TokenTree]) -> bool {
    let rest = match rest {
        [capture, rest @ ..] if is_word(capture, "move") => rest,
        rest => rest,
    };
    let begins_function = |token| is_one_of(token, &["fn", "unsafe", "safe", "extern"]);
    rest.first().is_none_or(|next| !begins_function(next) && !is_punct(next, '$'))
}

/// Whether a group is in braces, or is what a `macro_rules!` passed as `$block`.
pub(super) fn is_block(group: &Group) -> bool {
    matches!(group.delimiter(), Delimiter::Brace | Delimiter::None)
}

pub(super) fn are_words(tokens: &[&TokenTree], words: &[&str]) -> bool {
    tokens.iter().zip(words).all(|(token, word)| is_word(token, word))
}
