//! Explains code that cannot be parsed: what other languages write there.
//!
//! rustc knows most of these itself. But it has not parsed the code of a `stream!` or of a block in
//! `async_gen!` when the macro is called, and a parser in a macro says only what it expected.

use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::diagnostics::Diagnostics;
use crate::tokens::{self, is_one_of, is_punct, is_word};

/// What was written, and what to write instead.
struct Slip {
    at: TokenStream,
    message: String,
    help: &'static str,
}

/// Words that Rust does not have, where an operand or a name follows them.
const WORDS: &[(&str, &str)] = &[
    ("catch", CATCH),
    ("def", "write `fn name(…) { … }`"),
    ("del", "write `drop(…)`"),
    ("elif", "write `else if`"),
    ("elseif", "write `else if`"),
    ("elsif", "write `else if`"),
    ("except", CATCH),
    ("foreach", FOREACH),
    ("function", "write `fn name(…) { … }`"),
    ("lambda", "write a closure: `|x| …`"),
    ("raise", RAISE),
    ("throw", RAISE),
    ("until", "write `while !… { … }`"),
    ("var", LET),
];

const FOREACH: &str = "write `for x in … { … }`";
pub(crate) const CATCH: &str = "write `match catch! { … } { Ok(value) => …, Err(error) => … }`";
const RAISE: &str = "to raise an error, write `Err(error)?`";
const LET: &str = "write `let`";
const CONDITIONAL: &str = "write `if condition { … } else { … }`";

/// Words and signs that are no operators of Rust's, where an operator may stand.
const OPERATORS: &[(&str, &str)] = &[
    ("and", "write `&&`"),
    ("or", "write `||`"),
    ("is", "write `==`"),
    ("in", "write `collection.contains(&x)`"),
];

/// Reports code that cannot be parsed.
pub(crate) fn report(code: &TokenStream, error: syn::Error, diagnostics: &mut Diagnostics) {
    match find(code, &error) {
        Some(slip) => diagnostics.error(slip.at, &slip.message, slip.help),
        None => diagnostics.syntax(error),
    };
}

/// What stands where a parser has failed, if it is known from other languages.
fn find(code: &TokenStream, error: &syn::Error) -> Option<Slip> {
    find_at(code, &|token| {
        let is_here = |span: Span| tokens::is_at(span, error.span());
        match token {
            TokenTree::Group(group) => is_here(group.span()) || is_here(group.span_open()),
            token => is_here(token.span()),
        }
    })
}

fn find_at(code: &TokenStream, is_failing: &dyn Fn(&TokenTree) -> bool) -> Option<Slip> {
    let code: Vec<TokenTree> = code.clone().into_iter().collect();
    for (at, token) in code.iter().enumerate() {
        if is_failing(token) {
            return explain(&code[..at], token, &code[at + 1..]);
        }
        let TokenTree::Group(group) = token else { continue };
        if let Some(slip) = find_at(&group.stream(), is_failing) {
            return Some(head_of_loop(&code[..at], group).unwrap_or(slip));
        }
        if group.stream().into_iter().any(|inside| is_failing(&inside)) {
            return head_of_loop(&code[..at], group);
        }
    }
    None
}

/// `foreach (x in y)` and `for (let i = 0; i < n; i++)`
fn head_of_loop(before: &[TokenTree], group: &Group) -> Option<Slip> {
    let word = before.last().filter(|_| group.delimiter() == Delimiter::Parenthesis)?;
    let has_semicolon = group.stream().into_iter().any(|it| is_punct(&it, ';'));
    let is_foreach = is_word(word, "foreach");
    let help = if is_foreach { FOREACH } else { "write `for i in 0..n { … }`" };
    let message = match is_foreach {
        true => "`foreach` does not exist".to_owned(),
        false => "a `for` loop goes over an iterator".to_owned(),
    };
    let is_loop = is_foreach || is_word(word, "for") && has_semicolon;
    is_loop.then(|| Slip { at: word.to_token_stream(), message, help })
}

/// Explains a token by what stands before and behind it.
fn explain(before: &[TokenTree], token: &TokenTree, after: &[TokenTree]) -> Option<Slip> {
    word_before(before, token)
        .or_else(|| declaration(before, token, after))
        .or_else(|| misplaced_else(before, token))
        .or_else(|| operator(before, token))
        .or_else(|| signs(before, token, after))
        .or_else(|| conditional(before, token, after))
        .or_else(|| brackets(before, token, after))
}

/// `elif x`, `raise x`, `not x`, `catch (x) { }`, `x await`
fn word_before(before: &[TokenTree], token: &TokenTree) -> Option<Slip> {
    let (word, rest) = match before {
        [rest @ .., word, TokenTree::Group(_)] if tokens::is_brace(token) => (word, rest),
        [rest @ .., word] => (word, rest),
        [] => return None,
    };
    if is_word(token, "await") && tokens::ends_operand(word) {
        let message = "`await` is a postfix operator".to_owned();
        return Some(Slip { at: token.to_token_stream(), message, help: "write `.await`" });
    }
    if is_word(word, "not") {
        return Some(no_operator(word.to_token_stream(), "write `!`"));
    }
    let begins = rest.last().is_none_or(|last| tokens::is_brace(last) || is_punct(last, ';'))
        || is_word(word, "lambda");
    let help = WORDS.iter().find(|(name, _)| is_word(word, name)).map(|(_, help)| *help);
    help.filter(|_| begins).map(|help| does_not_exist(word.to_token_stream(), help))
}

/// `mut x = 1`, `int x = 1`, `let x == 1`, `async with x`, `else x`
fn declaration(before: &[TokenTree], token: &TokenTree, after: &[TokenTree]) -> Option<Slip> {
    let declares = |after: &[TokenTree]| after.first().is_some_and(|it| is_punct(it, '='));
    let message = "a declaration begins with `let`".to_owned();
    match (before, token, after) {
        (_, TokenTree::Ident(_), [second, ..])
            if is_word(token, "async") && is_word(second, "with") =>
        {
            let help = "write `let x = …;`, and `finally! { … }` for what is done at the end";
            Some(does_not_exist(quote!(#token #second), help))
        }
        (_, TokenTree::Ident(_), [_, rest @ ..]) if is_word(token, "mut") && declares(rest) => {
            Some(Slip { at: token.to_token_stream(), message, help: "write `let mut`" })
        }
        ([.., word @ TokenTree::Ident(_)], TokenTree::Ident(_), _)
            if declares(after) && statement(before).count() == 1 =>
        {
            Some(Slip { at: word.to_token_stream(), message, help: LET })
        }
        ([.., first], _, _)
            if is_punct(first, '=')
                && is_punct(token, '=')
                && statement(before).any(|it| is_word(it, "let")) =>
        {
            let message = "`==` compares".to_owned();
            Some(Slip { at: quote!(#first #token), message, help: "write `=`" })
        }
        _ => None,
    }
}

/// `else x`, `for x in y { } else { }`, `if x { }; else { }`
fn misplaced_else(before: &[TokenTree], token: &TokenTree) -> Option<Slip> {
    const LOOPS: [&str; 3] = ["for", "loop", "while"];
    let is_else = is_word(token, "else");
    let (at, message, help) = match before {
        [.., word] if is_word(word, "else") && !is_punct(token, ':') => {
            (token, "a block stands in braces", "write `else { … }`")
        }
        [before @ .., block]
            if is_else
                && tokens::is_brace(block)
                && statement(before).any(|it| is_one_of(it, &LOOPS)) =>
        {
            let help = "set a `bool` variable in the loop, and ask it behind";
            (token, "a loop has no `else`", help)
        }
        [.., block, semicolon]
            if is_else && tokens::is_brace(block) && is_punct(semicolon, ';') =>
        {
            (semicolon, "a `;` before `else`", "remove the `;`")
        }
        _ => return None,
    };
    Some(Slip { at: at.to_token_stream(), message: message.to_owned(), help })
}

/// `x and y`, `if x in y`
fn operator(before: &[TokenTree], token: &TokenTree) -> Option<Slip> {
    let (_, help) = OPERATORS.iter().find(|(name, _)| is_word(token, name))?;
    let is_operand = before.last().is_some_and(tokens::ends_operand);
    let is_condition = !is_word(token, "in")
        || statement(before).any(|it| is_one_of(it, &["if", "while", "let", "return", "yield"]));
    (is_operand && is_condition).then(|| no_operator(token.to_token_stream(), help))
}

/// `x++`, `x--`, `:=`, `===`, and a `:` in the place of braces
fn signs(before: &[TokenTree], token: &TokenTree, after: &[TokenTree]) -> Option<Slip> {
    const HEADS: [&str; 7] = ["elif", "else", "for", "if", "match", "try", "while"];
    match (before, token, after) {
        ([.., TokenTree::Punct(first), second], _, _)
            if first.as_char() == '-'
                && first.spacing() == Spacing::Joint
                && is_punct(second, '-')
                && !tokens::begins_operand(token) =>
        {
            Some(does_not_exist(quote!(#first #second), "write `-= 1`"))
        }
        ([.., first], _, _) if is_punct(first, '+') && is_punct(token, '+') => {
            Some(does_not_exist(quote!(#first #token), "write `+= 1`"))
        }
        ([.., first, second], _, _)
            if is_one_of_signs(first, &['=', '!'])
                && is_punct(second, '=')
                && is_punct(token, '=') =>
        {
            let help = if is_punct(first, '=') { "write `==`" } else { "write `!=`" };
            Some(no_operator(quote!(#first #second #token), help))
        }
        ([.., first], _, _) if is_punct(first, ':') && is_punct(token, '=') => {
            Some(does_not_exist(quote!(#first #token), "write `=`"))
        }
        (_, _, [second, ..]) if is_punct(token, ':') && is_punct(second, '=') => {
            Some(does_not_exist(quote!(#token #second), "write `=`"))
        }
        _ if is_punct(token, ':') && statement(before).any(|it| is_one_of(it, &HEADS)) => {
            let help = "write `{ … }` instead of the `:`";
            let message = "a block stands in braces".to_owned();
            Some(Slip { at: token.to_token_stream(), message, help })
        }
        _ => None,
    }
}

/// `[...x]`, `x |> f`, `Vec<u8>::new()`, `Vec<u8 = x`
fn brackets(before: &[TokenTree], token: &TokenTree, after: &[TokenTree]) -> Option<Slip> {
    match (before, after) {
        (_, [second, third, ..]) if [token, second, third].iter().all(|it| is_punct(it, '.')) => {
            let help = "write `.concat()` or `.extend(…)`";
            Some(does_not_exist(quote!(#token #second #third), help))
        }
        ([.., first], _) if is_punct(first, '|') && is_punct(token, '>') => {
            Some(does_not_exist(quote!(#first #token), "write a call: `f(x)`, or `x.f()`"))
        }
        (_, [first, second, ..])
            if is_punct(token, '>') && is_punct(first, ':') && is_punct(second, ':') =>
        {
            let message = "comparison operators cannot be chained".to_owned();
            let help = "write `::<…>` for the types of a function";
            Some(Slip { at: token.to_token_stream(), message, help })
        }
        _ if is_punct(token, ';') && lacks_closing_bracket(before) => {
            let message = "expected `>`".to_owned();
            Some(Slip { at: token.to_token_stream(), message, help: "close each `<`" })
        }
        _ => None,
    }
}

/// Whether the type of a `let` has a `<` and no `>`.
fn lacks_closing_bracket(before: &[TokenTree]) -> bool {
    let has = |statement: &[&TokenTree], sign| statement.iter().any(|it| is_punct(it, sign));
    let mut statement: Vec<&TokenTree> = statement(before).collect();
    statement.reverse();
    let ty = statement.split(|it| is_punct(it, '=')).next().unwrap_or_default();
    ty.first().is_some_and(|it| is_word(it, "let")) && has(ty, '<') && !has(&statement, '>')
}

/// `condition ? x : y` and `x if condition else y`
fn conditional(before: &[TokenTree], token: &TokenTree, after: &[TokenTree]) -> Option<Slip> {
    let rest = &after[..tokens::end_of_expression(after)];
    let last = before.last()?;
    if is_punct(last, '?') && rest.iter().any(|it| is_punct(it, ':')) {
        return Some(does_not_exist(quote!(#last), CONDITIONAL))
            .map(|slip| Slip { message: "`… ? … : …` does not exist".to_owned(), ..slip });
    }
    let has_else = rest.iter().any(|it| is_word(it, "else")) && !rest.iter().any(tokens::is_brace);
    (is_word(token, "if") && has_else && tokens::ends_operand(last)).then(|| Slip {
        at: token.to_token_stream(),
        message: "`… if … else …` does not exist".to_owned(),
        help: CONDITIONAL,
    })
}

/// The tokens of the statement that ends here, from its end.
fn statement(code: &[TokenTree]) -> impl Iterator<Item = &TokenTree> {
    let is_block = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_punct(token, ';'),
    };
    code.iter().rev().take_while(move |token| !is_block(token))
}

fn is_one_of_signs(token: &TokenTree, signs: &[char]) -> bool {
    signs.iter().any(|sign| is_punct(token, *sign))
}

fn does_not_exist(at: TokenStream, help: &'static str) -> Slip {
    Slip { message: format!("`{}` does not exist", text(&at)), at, help }
}

fn no_operator(at: TokenStream, help: &'static str) -> Slip {
    Slip { message: format!("`{}` is not an operator", text(&at)), at, help }
}

/// Words with spaces between them, and signs without.
fn text(tokens: &TokenStream) -> String {
    let text = tokens.to_string();
    match text.contains(char::is_alphabetic) {
        true => text,
        false => text.replace(' ', ""),
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::ToTokens;

    use super::find_at;

    /// The message and the help about the code, whose parser fails at the token behind `@`.
    fn explained(code: &str) -> Option<(String, &'static str)> {
        let is_mark = std::cell::Cell::new(false);
        let code: TokenStream = code.parse().unwrap_or_else(|error| panic!("{code}: {error}"));
        let marked: Vec<String> = code.clone().into_iter().map(|it| it.to_string()).collect();
        assert!(marked.iter().any(|it| it == "@"), "{code}");
        let without: TokenStream =
            code.clone().into_iter().filter(|it| it.to_string() != "@").collect();
        let at = marked.iter().position(|it| it == "@").expect("a mark");
        let count = std::cell::Cell::new(0);
        let slip = find_at(&without, &|_| {
            let is_here = count.get() == at && !is_mark.get();
            is_mark.set(is_mark.get() || is_here);
            count.set(count.get() + 1);
            is_here
        })?;
        assert!(!slip.at.to_token_stream().is_empty());
        Some((slip.message, slip.help))
    }

    /// Code, and the message and the help about it.
    const EXPLAINED: &[(&str, &str, &str)] = &[
        ("elif @ a", "`elif` does not exist", "write `else if`"),
        ("raise @ a", "`raise` does not exist", "to raise an error, write `Err(error)?`"),
        ("a; throw @ new a", "`throw` does not exist", "to raise an error, write `Err(error)?`"),
        ("var @ a = 1", "`var` does not exist", "write `let`"),
        ("let f = lambda @ x: x", "`lambda` does not exist", "write a closure: `|x| …`"),
        (
            "@ async with a",
            "`async with` does not exist",
            "write `let x = …;`, and `finally! { … }` for what is done at the end",
        ),
        ("@ mut a = 1", "a declaration begins with `let`", "write `let mut`"),
        ("int @ a = 1", "a declaration begins with `let`", "write `let`"),
        ("let a = @ = 1", "`==` compares", "write `=`"),
        (
            "for a in b {} @ else {}",
            "a loop has no `else`",
            "set a `bool` variable in the loop, and ask it behind",
        ),
        ("if a {} ; @ else {}", "a `;` before `else`", "remove the `;`"),
        ("if a {} else @ b", "a block stands in braces", "write `else { … }`"),
        ("a() @ await", "`await` is a postfix operator", "write `.await`"),
        ("if not @ a", "`not` is not an operator", "write `!`"),
        ("if a @ and b", "`and` is not an operator", "write `&&`"),
        ("if a @ in b", "`in` is not an operator", "write `collection.contains(&x)`"),
        ("a + @ +;", "`++` does not exist", "write `+= 1`"),
        ("a -- @ ;", "`--` does not exist", "write `-= 1`"),
        ("let a : @ = 1", "`:=` does not exist", "write `=`"),
        ("a @ : = 1", "`:=` does not exist", "write `=`"),
        ("a = = @ = b", "`===` is not an operator", "write `==`"),
        ("a ! = @ = b", "`!==` is not an operator", "write `!=`"),
        ("@ ... a", "`...` does not exist", "write `.concat()` or `.extend(…)`"),
        ("a | @ > b", "`|>` does not exist", "write a call: `f(x)`, or `x.f()`"),
        ("let a: Vec < u8 = b @ ;", "expected `>`", "close each `<`"),
        (
            "let a = Vec < u8 @ > ::new()",
            "comparison operators cannot be chained",
            "write `::<…>` for the types of a function",
        ),
        ("if a @ : b", "a block stands in braces", "write `{ … }` instead of the `:`"),
        ("else @ : b", "a block stands in braces", "write `{ … }` instead of the `:`"),
        ("a ? @ b : c", "`… ? … : …` does not exist", "write `if condition { … } else { … }`"),
        (
            "a @ if b else c",
            "`… if … else …` does not exist",
            "write `if condition { … } else { … }`",
        ),
    ];

    #[test]
    fn of_other_languages_are_explained() {
        for (code, message, help) in EXPLAINED {
            assert_eq!(explained(code), Some(((*message).to_owned(), *help)), "{code}");
        }
    }

    #[test]
    fn in_the_head_of_a_loop_are_about_the_loop() {
        for (code, failing, help) in [
            ("for (let i = 0; i < n; i++) { a }", "let", Some("write `for i in 0..n { … }`")),
            ("foreach (a in b) { c }", "in", Some("write `for x in … { … }`")),
            ("f(a in b)", "in", None),
        ] {
            let tokens: TokenStream = code.parse().expect("tokens");
            let slip = find_at(&tokens, &|token| token.to_string() == failing);
            assert_eq!(slip.map(|it| it.help), help, "{code}");
        }
    }

    #[test]
    fn are_told_from_other_mistakes() {
        for code in [
            "a @ b",
            "a.var @ b",
            "for a @ in b",
            "a - @ ;",
            "let a @ : b",
            "a @ if b { c } else { d }",
            "a ? @ b",
            "let a = b < @ ;",
            "let a: Vec<u8> = b @ ;",
            "a = @ = b",
        ] {
            assert_eq!(explained(code), None, "{code}");
        }
    }
}
