//! How a macro warns on stable Rust: by a use of a deprecated constant of ours.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::quote_spanned;

use crate::hygiene::{Emit, ItemPath};
use crate::known_macros;
use crate::tokens;

/// A statement that uses the constant.
pub(crate) fn warning(constant: &ItemPath, emit: Emit<'_>) -> TokenStream {
    quote_spanned!(emit.span=> let () = #constant;)
}

/// The warning about a body that does something, but never yields.
///
/// Not if it does nothing, which is how an empty stream is written, nor if it may lack a yield.
pub(crate) fn never_yields(body: &TokenStream, emit: Emit<'_>) -> TokenStream {
    let does_something = tokens::any(body.clone(), &mut |token| match token {
        TokenTree::Ident(word) => word != "return",
        other => !tokens::is_punct(&other, ';'),
    });
    match !does_something || may_lack_a_yield(body) {
        true => TokenStream::new(),
        false => warning(&emit.never_yields(), emit),
    }
}

/// Whether code that yields nothing may have been meant to: it calls a macro that is not known,
/// which may stand for code that is still to be written, as `todo!` does, or bring in a yield; or
/// it ends with a value, which is reported, and is probably what was to be yielded.
pub(crate) fn may_lack_a_yield(code: &TokenStream) -> bool {
    ends_with_value(code.clone()) || calls_unknown_macro(code.clone())
}

/// Whether code ends with a name, a field or a literal.
fn ends_with_value(code: TokenStream) -> bool {
    const OTHERS: [&str; 4] = ["await", "break", "continue", "return"];
    match code.into_iter().last() {
        Some(TokenTree::Literal(_)) => true,
        Some(word @ TokenTree::Ident(_)) => !tokens::is_one_of(&word, &OTHERS),
        _ => false,
    }
}

fn calls_unknown_macro(tokens: TokenStream) -> bool {
    // `return !x` calls none.
    const OURS_AND_NONE: [&str; 3] = ["catch", "finally", "return"];
    let mut unknown_word = false;
    tokens::any(tokens, &mut |token| match token {
        TokenTree::Group(group) => calls_unknown_macro(group.stream()),
        TokenTree::Ident(word) => {
            let is_known = tokens::ident_is_one_of(&word, &OURS_AND_NONE);
            unknown_word = !is_known && !known_macros::is_finished(&word);
            false
        }
        // Joined with the next, it is a `!=`.
        TokenTree::Punct(punct) => {
            let is_bang = punct.as_char() == '!' && punct.spacing() == Spacing::Alone;
            is_bang && std::mem::take(&mut unknown_word)
        }
        TokenTree::Literal(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Span, TokenStream};

    use super::never_yields;
    use crate::hygiene::Paths;

    #[test]
    fn is_about_a_body_that_does_something_but_yields_nothing() {
        for (body, expected) in [
            ("", false),
            (";;", false),
            ("return;", false),
            ("f();", true),
            ("x", false),
            ("1", false),
            ("x.await", true),
            ("return x;", true),
            ("todo!()", false),
            ("a::todo!()", false),
            ("if x { todo!() }", false),
            ("println!(\"\");", true),
            ("println!(\"{}\", todo!());", false),
            ("if x { return !y; }", true),
            ("if x != (y) { f() }", true),
            ("catch! { f() };", true),
            ("finally! { f() }", true),
            ("finally! { todo!() }", false),
            ("unknown!(x)", false),
        ] {
            let tokens: TokenStream =
                body.parse().unwrap_or_else(|error| panic!("{body}: {error}"));
            let paths = Paths::new(None);
            let warns = !never_yields(&tokens, paths.at(Span::call_site())).is_empty();
            assert_eq!(warns, expected, "{body}");
        }
    }
}
