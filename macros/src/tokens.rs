//! Questions about raw tokens: which words occur in them, and where an expression ends.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};

/// Whether `found` holds for some of these tokens, at their own level.
pub(crate) fn any(tokens: TokenStream, found: &mut dyn FnMut(TokenTree) -> bool) -> bool {
    tokens.into_iter().any(found)
}

/// Whether `found` holds for some identifier in `tokens`, at any depth.
pub(crate) fn any_ident(tokens: TokenStream, found: &mut dyn FnMut(&Ident) -> bool) -> bool {
    any(tokens, &mut |token| match token {
        TokenTree::Ident(ident) => found(&ident),
        TokenTree::Group(group) => any_ident(group.stream(), found),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Counts how often names occur in `tokens`, at any depth, or in a text, which may be a format
/// string. The names are few.
pub(crate) fn count_mentions(tokens: TokenStream, counts: &mut [(String, usize)]) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                let word = ident.unraw().to_string();
                for (name, count) in &mut *counts {
                    *count += usize::from(*name == word);
                }
            }
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                for (name, count) in &mut *counts {
                    *count += usize::from(text.contains(&**name));
                }
            }
            TokenTree::Group(group) => count_mentions(group.stream(), counts),
            TokenTree::Punct(_) => {}
        }
    }
}

/// Whether a character occurs in `tokens`, at any depth.
pub(crate) fn any_punct(tokens: TokenStream, character: char) -> bool {
    any(tokens, &mut |token| match token {
        TokenTree::Punct(punct) => punct.as_char() == character,
        TokenTree::Group(group) => any_punct(group.stream(), character),
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether a type has an `impl Trait` in it.
pub(crate) fn has_impl(ty: TokenStream) -> bool {
    any_ident(ty, &mut |ident| ident == "impl")
}

/// Whether an expression that stands in a list or a statement ends before this token.
pub(crate) fn ends_expression(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';'))
}

/// How many tokens belong to the expression that these begin with.
pub(crate) fn end_of_expression(tokens: &[TokenTree]) -> usize {
    tokens.iter().position(ends_expression).unwrap_or(tokens.len())
}

/// Whether a `?` behind this token is an operator. Behind others it is part of a bound: `?Sized`.
pub(crate) fn ends_operand(token: &TokenTree) -> bool {
    !matches!(token, TokenTree::Punct(_)) || is_punct(token, '?')
}

/// Whether a token that follows a word is another operand, and not the arguments of a call of that
/// word or an operator.
pub(crate) fn begins_operand(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(ident) => ident != "as",
        TokenTree::Literal(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == '&',
        TokenTree::Group(_) => false,
    }
}

/// The places where tokens begin and end.
pub(crate) fn ends(tokens: TokenStream) -> (Span, Span) {
    let mut tokens = tokens.into_iter();
    let first = tokens.next();
    let last = tokens.last().or_else(|| first.clone());
    let begin = first.map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => ends(group.stream()).0,
        TokenTree::Group(group) => group.span_open(),
        token => token.span(),
    });
    let end = last.map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => ends(group.stream()).1,
        TokenTree::Group(group) => group.span_close(),
        token => token.span(),
    });
    (begin.unwrap_or_else(Span::call_site), end.unwrap_or_else(Span::call_site))
}

/// Whether the compiler is a stable one, which joins no spans. It always rejects the keywords of
/// nightly Rust.
pub(crate) fn is_stable() -> bool {
    let span = Span::call_site();
    span.join(span).is_none()
}

/// Whether rustc calls the macro, and not the server of an editor. Only rustc prints a span as
/// `#0 bytes(1..2)`. Who prints it in another way is taken for an editor, and is told more.
pub(crate) fn is_rustc() -> bool {
    #[cfg(test)]
    if AS_RUSTC.get() {
        return true;
    }
    let span = format!("{:?}", Span::call_site());
    span.starts_with('#') && span.contains(" bytes(")
}

#[cfg(test)]
thread_local! {
    static AS_RUSTC: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Expands as rustc does.
#[cfg(test)]
pub(crate) fn as_rustc<T>(expand: impl FnOnce() -> T) -> T {
    let outer = AS_RUSTC.replace(true);
    let expanded = expand();
    AS_RUSTC.set(outer);
    expanded
}

/// Whether two spans are the same, as far as they can be told.
pub(crate) fn is_at(span: Span, other: Span) -> bool {
    format!("{span:?}") == format!("{other:?}")
}

/// Tokens in parentheses that are located at `span`.
pub(crate) fn parenthesized(tokens: TokenStream, span: Span) -> TokenTree {
    let mut group = Group::new(Delimiter::Parenthesis, tokens);
    group.set_span(span);
    group.into()
}

/// An expression that is located from `first` to `last`, and has the value of `value`.
///
/// ```text
/// // Output: rustc infers the type of the value through it.
/// (value,).0
/// ```
pub(crate) fn located(
    value: &TokenStream,
    (first, last): (Span, Span),
    resolve: fn(Span) -> Span,
) -> TokenStream {
    let tuple = parenthesized(quote!(#value,), resolve(first));
    let mut field = Literal::usize_unsuffixed(0);
    field.set_span(resolve(last));
    quote_spanned!(resolve(last)=> #tuple.#field)
}

/// Where the `some::path::` begins that `tokens` end with, and that precedes the name of a macro.
pub(crate) fn path_prefix(mut tokens: &[TokenTree]) -> usize {
    while let [before @ .., first, second] = tokens {
        if !is_punct(first, ':') || !is_punct(second, ':') {
            break;
        }
        tokens = match before {
            [before @ .., TokenTree::Ident(_)] => before,
            before => before,
        };
    }
    tokens.len()
}

/// Parses `first` and as many tokens `after` it as belong to it; returns how many these are.
pub(crate) fn parsed_prefix<T>(
    first: &TokenTree,
    after: &[TokenTree],
    parse: impl Fn(ParseStream<'_>) -> syn::Result<T>,
) -> Option<(T, usize)> {
    let mut parsed = None;
    let end = end_of_prefix(first, after, &mut |input| parsed = parse(input).ok())?;
    Some((parsed?, end))
}

/// How many tokens `after` the first one `parse` takes.
///
/// Among the arguments of another macro thousands of tokens may follow. syn copies what it is
/// given, so it is given a few, and more only if it needs them.
fn end_of_prefix(
    first: &TokenTree,
    after: &[TokenTree],
    parse: &mut dyn FnMut(ParseStream<'_>),
) -> Option<usize> {
    /// How many tokens syn may look at without taking them.
    const LOOKAHEAD: usize = 8;
    let mut window = 2 * LOOKAHEAD;
    loop {
        let candidate = &after[..window.min(after.len())];
        let mut remaining = 0;
        let parser = |input: ParseStream<'_>| {
            parse(input);
            remaining = input.parse::<TokenStream>()?.into_iter().count();
            Ok(())
        };
        let parsed = parser.parse2(quote!(#first #(#candidate)*));
        if remaining >= LOOKAHEAD || candidate.len() == after.len() {
            parsed.ok()?;
            // syn may split a literal: then this is unknown.
            return candidate.len().checked_sub(remaining);
        }
        window *= 4;
    }
}

/// Replaces each token.
pub(crate) fn map(tokens: TokenStream, map: &mut dyn FnMut(TokenTree) -> TokenTree) -> TokenStream {
    let mut mapped = Vec::new();
    for token in tokens {
        mapped.push(map(token));
    }
    mapped.into_iter().collect()
}

/// The same tokens as a stream.
pub(crate) fn stream(tokens: &[TokenTree]) -> TokenStream {
    Vec::from(tokens).into_iter().collect()
}

/// A group with the same delimiters and span.
pub(crate) fn map_group(group: &Group, map: impl FnOnce(TokenStream) -> TokenStream) -> Group {
    with_stream(group, map(group.stream()))
}

/// The same with these tokens inside.
pub(crate) fn with_stream(group: &Group, stream: TokenStream) -> Group {
    let mut replaced = Group::new(group.delimiter(), stream);
    replaced.set_span(group.span());
    replaced
}

/// Whether the first of these tokens is this character.
pub(crate) fn begin_with(tokens: TokenStream, character: char) -> bool {
    tokens.into_iter().next().is_some_and(|first| is_punct(&first, character))
}

/// Whether a token is a group in braces.
pub(crate) fn is_brace(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// Whether a token is this word.
pub(crate) fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

/// Whether a token is one of these words.
pub(crate) fn is_one_of(token: &TokenTree, words: &[&str]) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident_is_one_of(ident, words))
}

/// Whether an identifier is one of these words. The text is made once, because each comparison with
/// an identifier makes a new string.
pub(crate) fn ident_is_one_of(ident: &Ident, words: &[&str]) -> bool {
    words.contains(&ident.to_string().as_str())
}

/// Where the first token is that is this word.
pub(crate) fn find_word(tokens: &[TokenTree], word: &str) -> Option<usize> {
    tokens.iter().position(|token| is_word(token, word))
}

/// Whether `found` holds for some token and the next one.
pub(crate) fn any_pair(tokens: &[TokenTree], found: fn(&TokenTree, &TokenTree) -> bool) -> bool {
    tokens.windows(2).any(|pair| found(&pair[0], &pair[1]))
}

/// Whether a token is this character.
pub(crate) fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// How many letters two words differ in (Levenshtein's distance), whatever their case.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for (left, against) in other.chars().enumerate() {
            let replaced = diagonal + usize::from(letter != against);
            diagonal = row[left + 1];
            row[left + 1] = replaced.min(row[left] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
    use syn::ExprReturn;
    use syn::parse::{Parse, ParseStream};

    use super::{
        any_ident, any_punct, begins_operand, distance, ends, ends_operand, parsed_prefix,
        path_prefix,
    };

    fn parsed(code: &str) -> TokenStream {
        code.parse().unwrap_or_else(|error| panic!("{code}: {error}"))
    }

    fn first(code: &str) -> TokenTree {
        parsed(code).into_iter().next().expect("a token")
    }

    #[test]
    fn are_far_from_words_with_other_letters() {
        for (one, other, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("Send", "send", 0),
            ("sned", "send", 2),
            ("trows", "throws", 1),
            ("bosed", "boxed", 1),
            ("kitten", "sitting", 3),
            ("abcd", "dcba", 4),
        ] {
            assert_eq!(distance(one, other), expected, "{one}, {other}");
        }
    }

    #[test]
    fn are_searched_at_any_depth() {
        for (code, has_punct, has_ident) in [
            ("a ? b", true, false),
            ("a(b[?], impl)", true, true),
            ("a(b[\"?\"], '?', implicit)", false, false),
            ("", false, false),
        ] {
            assert_eq!(any_punct(parsed(code), '?'), has_punct, "{code}");
            assert_eq!(super::has_impl(parsed(code)), has_ident, "{code}");
            assert_eq!(any_ident(parsed(code), &mut |it| it == "impl"), has_ident, "{code}");
        }
    }

    #[test]
    fn are_parsed_as_far_as_they_belong_together() {
        for (code, expected) in [
            ("return", Some(0)),
            ("return a, b", Some(1)),
            ("return => b", Some(0)),
            ("return f::<A, B>(c), d", Some(9)),
            (&format!("return {}a, b", "a + ".repeat(500)), Some(1001)),
            (&format!("return f::<{}>(a), b", "A, ".repeat(500)), Some(1006)),
            ("return if, b", None),
            (&format!("return a + , {}", "b, ".repeat(500)), None),
        ] {
            let tokens: Vec<TokenTree> = parsed(code).into_iter().collect();
            let seen = parsed_prefix(&tokens[0], &tokens[1..], ExprReturn::parse);
            assert_eq!(seen.map(|(_, end)| end), expected, "{code}");
        }
    }

    /// Thousands of entries may follow in a macro's arguments.
    #[test]
    fn are_parsed_from_few_of_those_that_follow() {
        const ENTRIES: usize = 2000;
        for entry in ["k => return,", "k => return f::<A, B>(x),", "k => return if,", "return x"] {
            let entries: Vec<TokenTree> = parsed(&entry.repeat(ENTRIES)).into_iter().collect();
            let visited = std::cell::Cell::new(0);
            let count_and_parse = |input: ParseStream<'_>| {
                let tokens = input.fork().parse::<TokenStream>()?.into_iter().count();
                visited.set(visited.get() + tokens);
                input.parse::<ExprReturn>()
            };
            for (at, word) in entries.iter().enumerate() {
                if super::is_word(word, "return") {
                    parsed_prefix(word, &entries[at + 1..], count_and_parse);
                }
            }
            assert!(visited.get() <= 100 * ENTRIES, "{entry}: {}", visited.get());
        }
    }

    #[test]
    fn mention_a_name_as_a_word_or_in_a_text() {
        for (code, expected) in [
            ("a + b(c, [a])", 2),
            ("r#a.f(\"{a}\")", 2),
            ("f!(\"{}\", b)", 0),
            ("ab + b", 0),
            ("", 0),
        ] {
            let mut counts = [("a".to_owned(), 0)];
            super::count_mentions(parsed(code), &mut counts);
            assert_eq!(counts, [("a".to_owned(), expected)], "{code}");
        }
    }

    #[test]
    fn end_and_begin_operands() {
        for (code, ends, begins) in [
            ("a", true, true),
            ("1", true, true),
            ("(a)", true, false),
            ("as", true, false),
            ("?", true, false),
            ("&", false, true),
            ("+", false, false),
        ] {
            assert_eq!(ends_operand(&first(code)), ends, "{code}");
            assert_eq!(begins_operand(&first(code)), begins, "{code}");
        }
    }

    #[test]
    fn have_places_at_their_ends() {
        let texts_at = |tokens: TokenStream| {
            let (first, last) = ends(tokens);
            (first.source_text().unwrap_or_default(), last.source_text().unwrap_or_default())
        };
        let texts = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        let invisible = |code| {
            let group = Group::new(Delimiter::None, parsed(code));
            TokenStream::from(TokenTree::from(group))
        };
        assert_eq!(texts_at(parsed("a + b")), texts("a", "b"));
        assert_eq!(texts_at(parsed("a")), texts("a", "a"));
        assert_eq!(texts_at(parsed("(a) + [b]")), texts("(", "]"));
        assert_eq!(texts_at(parsed("{ a }")), texts("{", "}"));
        assert_eq!(texts_at(invisible("a + b")), texts("a", "b"));
        assert_eq!(texts_at(invisible("(a)[b]")), texts("(", "]"));
        assert_eq!(texts_at(parsed("")), texts("", ""));
    }

    #[test]
    fn end_with_a_path_before_the_name_of_a_macro() {
        for (code, left) in [
            ("f; a::b::", "f;"),
            ("a::", ""),
            ("f; ::a::", "f;"),
            ("f; ::", "f;"),
            ("a", "a"),
            ("a:", "a:"),
            (":", ":"),
            ("a + b", "a + b"),
        ] {
            let tokens: Vec<TokenTree> = parsed(code).into_iter().collect();
            let seen: TokenStream = tokens[..path_prefix(&tokens)].iter().cloned().collect();
            assert_eq!(seen.to_string(), parsed(left).to_string(), "{code}");
        }
    }
}
