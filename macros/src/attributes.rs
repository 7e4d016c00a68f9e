//! Distinguishes the compiler's inert attributes from foreign ones, which receive the code below
//! them.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use crate::tokens::{self, is_punct};

/// Built-in attributes that leave code as it is. rustc does not let anybody define a macro of these
/// names, which it allows for `derive`, `test`, `bench` and every path.
const INERT: [&str; 14] = [
    "allow",
    "cfg",
    "cold",
    "deny",
    "deprecated",
    "doc",
    "expect",
    "forbid",
    "inline",
    "must_use",
    "no_mangle",
    "target_feature",
    "track_caller",
    "warn",
];

/// Whether what stands between the brackets of an attribute is a bare name from the list above.
fn is_inert(attribute: TokenStream) -> bool {
    let mut tokens = attribute.into_iter();
    let name = tokens.next();
    let is_path = tokens.next().is_some_and(|next| is_punct(&next, ':'));
    name.is_some_and(|name| tokens::is_one_of(&name, &INERT)) && !is_path
}

/// Whether an attribute is `for_await`, by any path. On a `for` it is ours; anywhere else it may be
/// somebody's macro.
fn is_for_await(attribute: TokenStream) -> bool {
    let is_of_path =
        |token: &TokenTree| matches!(token, TokenTree::Ident(_)) || is_punct(token, ':');
    let mut is_last = false;
    for token in attribute {
        if !is_of_path(&token) {
            break;
        }
        is_last = tokens::is_word(&token, "for_await");
    }
    is_last
}

/// Whether a loop is marked with `#[for_await]`.
pub(crate) fn has_for_await(it: &syn::ExprForLoop) -> bool {
    it.attrs.iter().any(marks_for_await)
}

/// Whether an attribute of a loop is `#[for_await]`.
pub(crate) fn marks_for_await(attr: &syn::Attribute) -> bool {
    attr.path().segments.last().is_some_and(|segment| segment.ident == "for_await")
}

/// Whether code begins with `for` or `'label: for`.
fn is_for_loop(code: &[TokenTree]) -> bool {
    let code = match code {
        [quote, TokenTree::Ident(_), colon, code @ ..]
            if is_punct(quote, '\'') && is_punct(colon, ':') =>
        {
            code
        }
        code => code,
    };
    // `for<'a> |x| …` is a closure.
    matches!(code, [first, second, ..] if tokens::is_word(first, "for") && !is_punct(second, '<'))
}

/// Whether an attribute may be a macro of somebody else's.
fn is_foreign(attribute: TokenStream) -> bool {
    !is_inert(attribute)
}

/// Whether rustc rejects this attribute as an inner one of a function.
pub(crate) fn is_custom(attr: &syn::Attribute) -> bool {
    const TOOLS: [&str; 3] = ["clippy", "diagnostic", "rustfmt"];
    let path = attr.path();
    let is_of_a_tool =
        path.segments.first().is_some_and(|it| tokens::ident_is_one_of(&it.ident, &TOOLS));
    !path.is_ident("cfg_attr") && !is_of_a_tool && any_foreign(std::slice::from_ref(attr))
}

/// Keeps some of the attributes.
pub(crate) fn retain(
    attrs: &mut Vec<syn::Attribute>,
    keep: &mut dyn FnMut(&syn::Attribute) -> bool,
) {
    attrs.retain(keep);
}

/// Each `#[cfg(…)]` among these attributes.
pub(crate) fn cfgs(attrs: &[syn::Attribute]) -> Vec<syn::Attribute> {
    let mut cfgs = attrs.to_vec();
    retain(&mut cfgs, &mut |attr| attr.path().is_ident("cfg"));
    cfgs
}

/// The `#[cfg(…)]` among the attributes with which these tokens begin, by their conditions.
pub(crate) fn conditions(tokens: TokenStream) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = &tokens[..];
    let mut conditions = Vec::new();
    while let Some((attribute, after)) = first_attribute(rest) {
        rest = after;
        let inside: Vec<TokenTree> = attribute.stream().into_iter().collect();
        match &inside[..] {
            [name, TokenTree::Group(condition), ..] if tokens::is_word(name, "cfg") => {
                conditions.push(condition.stream());
            }
            [name, TokenTree::Group(attributes), ..] if tokens::is_word(name, "cfg_attr") => {
                conditions.extend(conditions_under(attributes.stream()));
            }
            _ => {}
        }
    }
    conditions
}

/// The conditions of each `cfg(…)` in the arguments of a `cfg_attr(…)`.
///
/// ```text
/// // Input:
/// a, inline, cfg(b)
/// // Output:
/// any(not(a), b)
/// ```
fn conditions_under(arguments: TokenStream) -> Vec<TokenStream> {
    let arguments: Vec<TokenTree> = arguments.into_iter().collect();
    let mut arguments = arguments.split(|token| is_punct(token, ','));
    let Some(outer) = arguments.next() else { return Vec::new() };
    let mut conditions = Vec::new();
    for attribute in arguments {
        match attribute {
            [name, TokenTree::Group(condition)] if tokens::is_word(name, "cfg") => {
                let condition = condition.stream();
                conditions.push(quote!(any(not(#(#outer)*), #condition)));
            }
            _ => {}
        }
    }
    conditions
}

/// Whether a foreign attribute is among these.
pub(crate) fn any_foreign(attrs: &[syn::Attribute]) -> bool {
    attrs.iter().any(|attr| is_foreign(quote::ToTokens::to_token_stream(&attr.meta)))
}

/// Whether the code that begins with these tokens has a foreign attribute.
///
/// A fragment that a `macro_rules!` passed is a group without delimiters, which rustc ignores: an
/// attribute in it may receive what follows it, as in `$e.method(…)` with `#[foreign] x` for `$e`.
pub(crate) fn begin_with_foreign(tokens: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    if let Some(TokenTree::Group(fragment)) = tokens.first() {
        return fragment.delimiter() == Delimiter::None && hold_foreign(fragment.stream());
    }
    let mut rest = &tokens[..];
    let mut has_for_await = false;
    while let Some((attribute, after)) = first_attribute(rest) {
        rest = after;
        if is_for_await(attribute.stream()) {
            has_for_await = true;
        } else if is_foreign(attribute.stream()) {
            return true;
        }
    }
    has_for_await && !is_for_loop(rest)
}

/// The brackets of the attribute that these tokens begin with, and what follows it.
fn first_attribute(tokens: &[TokenTree]) -> Option<(&Group, &[TokenTree])> {
    match tokens {
        [hash, TokenTree::Group(attribute), rest @ ..] if is_punct(hash, '#') => {
            Some((attribute, rest))
        }
        _ => None,
    }
}

/// Whether there is a foreign attribute on anything in this code.
pub(crate) fn hold_foreign(code: TokenStream) -> bool {
    let mut tokens = Vec::new();
    collect_ignoring_fragments(code, &mut tokens);
    let mut rest = &tokens[..];
    while let [token, after @ ..] = rest {
        let is_found = match (first_attribute(rest), token) {
            (Some((attribute, after)), _) if attribute.delimiter() == Delimiter::Bracket => {
                rest = after;
                let is_ours = is_for_await(attribute.stream()) && is_for_loop(after);
                !is_ours && is_foreign(attribute.stream())
            }
            (_, token) => {
                rest = after;
                matches!(token, TokenTree::Group(group) if hold_foreign(group.stream()))
            }
        };
        if is_found {
            return true;
        }
    }
    false
}

/// The tokens as rustc parses them: without groups that have no delimiters.
fn collect_ignoring_fragments(tokens: TokenStream, collected: &mut Vec<TokenTree>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                collect_ignoring_fragments(group.stream(), collected);
            }
            token => collected.push(token),
        }
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
    use syn::Expr;

    use super::{begin_with_foreign, conditions, has_for_await, hold_foreign, is_custom};

    fn tokens(code: &str) -> TokenStream {
        code.parse().unwrap_or_else(|error| panic!("{code}: {error}"))
    }

    /// What a `macro_rules!` passes for an `$e:expr`, with code around it.
    fn fragment(before: &str, inside: &str, after: &str) -> TokenStream {
        let group = TokenTree::from(Group::new(Delimiter::None, tokens(inside)));
        tokens(before).into_iter().chain([group]).chain(tokens(after)).collect()
    }

    #[test]
    fn are_foreign_where_code_begins_with_them() {
        for (code, expected) in [
            ("f()", false),
            ("f(#[x] a)", false),
            ("#[x] f()", true),
            ("#[allow(x)] f()", false),
            ("#[allow::x] f()", true),
            ("#[allow(x)] #[x] f()", true),
            ("#[allow(x)] f(#[x] a)", false),
            ("{ #[x] a }", false),
            ("# x", false),
            ("#[for_await] for x in y {}", false),
            ("#[a::for_await(close)] 'a: for x in y {}", false),
            ("#[for_await] #[x] for x in y {}", true),
            ("#[allow(x)] for<'a> |x| x", false),
            ("#[for_await] for<'a> |x| x", true),
            ("#[for_await] while x {}", true),
            ("#[for_await] for", true),
            ("#[for_await] - x: for y in z {}", true),
            ("#[for_await] 'a - for y in z {}", true),
            ("#[x::for_await::y] for x in y {}", true),
        ] {
            assert_eq!(begin_with_foreign(tokens(code)), expected, "{code}");
        }
        for (inside, expected) in [("#[x] a", true), ("f(#[x] a)", true), ("a", false)] {
            assert_eq!(begin_with_foreign(fragment("", inside, ".f()")), expected, "{inside}");
        }
    }

    #[test]
    fn are_foreign_wherever_they_stand() {
        for (code, expected) in [
            ("a; #[x] b", true),
            ("a; #[allow(x)] b", false),
            ("a; f(|| { #[x] b })", true),
            ("a; #(#[x] b)", true),
            ("#(x)", false),
            ("[x]", false),
            ("a [x]", false),
            ("a; #[for_await] for x in y {}", false),
            ("a; #[for_await] while x {}", true),
            ("a; #[x] for y in z {}", true),
        ] {
            assert_eq!(hold_foreign(tokens(code)), expected, "{code}");
        }
        assert!(!hold_foreign(fragment("#[for_await]", "for x in y {}", "")));
        assert!(hold_foreign(fragment("#", "[x]", "a")));
    }

    #[test]
    fn of_a_loop_mark_it() {
        for (code, expected) in [
            ("for x in y {}", false),
            ("#[x] for x in y {}", false),
            ("#[for_await::x] for x in y {}", false),
            ("#[for_await] for x in y {}", true),
            ("#[x] #[a::for_await(close)] 'a: for x in y {}", true),
        ] {
            let Ok(Expr::ForLoop(it)) = syn::parse_str(code) else { panic!("{code}") };
            assert_eq!(has_for_await(&it), expected, "{code}");
        }
    }

    #[test]
    fn of_a_body_are_custom() {
        for (code, expected) in [
            ("#[x] f", true),
            ("#[x::clippy] f", true),
            ("#[allow(x)] f", false),
            ("#[cfg_attr(x, y)] f", false),
            ("#[clippy::x] f", false),
            ("#[rustfmt::skip] f", false),
        ] {
            let Ok(Expr::Path(it)) = syn::parse_str(code) else { panic!("{code}") };
            assert_eq!(is_custom(&it.attrs[0]), expected, "{code}");
        }
    }

    #[test]
    fn have_conditions() {
        for (code, expected) in [
            ("#[cfg(a)] #[x(b)] #[cfg(not(c))] d", &["a", "not (c)"][..]),
            ("#[cfg] a", &[]),
            ("#[cfg_attr(a, b)] c", &[]),
            ("#[cfg_attr(a, b, cfg(c))] d", &["any (not (a) , c)"]),
            ("#[cfg_attr(all(a, b), cfg(c),)] d", &["any (not (all (a , b)) , c)"]),
            ("a #[cfg(b)] c", &[]),
        ] {
            let seen: Vec<String> =
                conditions(tokens(code)).iter().map(ToString::to_string).collect();
            assert_eq!(seen, expected, "{code}");
        }
    }
}
