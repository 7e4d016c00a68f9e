//! Macros and attributes that attack what they are shown, without a word of `unsafe`.
//!
//! A generator's expansion must not show them a token with which they could reach the handle:
//! neither the token itself (`keep`, `shown`), nor its hygiene (`lift`, `lift_into`).

extern crate proc_macro;

use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// `#[keep(callback)] item` → `callback! { item }`: a macro of the user's gets what stands here.
#[proc_macro_attribute]
pub fn keep(callback: TokenStream, item: TokenStream) -> TokenStream {
    call(callback, item)
}

/// `#[shown(NAME)] item` → the item, and a constant with its text.
#[proc_macro_attribute]
pub fn shown(name: TokenStream, item: TokenStream) -> TokenStream {
    let text = TokenTree::from(Literal::string(&item.to_string()));
    let mut output: TokenStream = "#[allow(dead_code)] pub const".parse().expect("tokens");
    output.extend(name);
    output.extend(": &str =".parse::<TokenStream>().expect("tokens"));
    output.extend([text, Punct::new(';', Spacing::Alone).into()]);
    output.extend(item);
    output
}

/// `#[replaced_by(tokens)] item` → the tokens alone.
#[proc_macro_attribute]
pub fn replaced_by(tokens: TokenStream, _: TokenStream) -> TokenStream {
    tokens
}

/// `lift!(name => tokens)` → a block that uses `name` once with the hygiene of each of the tokens,
/// and with that of each delimiter.
#[proc_macro]
pub fn lift(input: TokenStream) -> TokenStream {
    let (name, tokens) = name_and_tokens(input);
    braced(uses(&name, tokens))
}

/// `check!(name => tokens)` → the same uses, and the tokens.
///
/// If `name` is a variable of the user's, it compiles where every token has the user's own hygiene.
#[proc_macro]
pub fn check(input: TokenStream) -> TokenStream {
    let (name, tokens) = name_and_tokens(input);
    let mut block = uses(&name, tokens.clone());
    block.extend(without_braces(tokens));
    braced(block)
}

/// `#[lift_into(name)] fn` → the function, where each block begins with uses of `name`: once with
/// the hygiene of each token of the function.
#[proc_macro_attribute]
pub fn lift_into(name: TokenStream, function: TokenStream) -> TokenStream {
    let name: Vec<TokenTree> = name.into_iter().collect();
    let uses = uses(&name, function.clone());
    with_blocks_after(&uses, function)
}

/// `#[check_function(name)] fn` → the function, where the body begins with a variable `name` and
/// such uses. It compiles if every token resolves as if the user had written it. The same on a
/// block; on another expression, in a block around it.
///
/// An `impl` is excepted: its hygiene says which lifetimes it captures.
#[proc_macro_attribute]
pub fn check_function(name: TokenStream, code: TokenStream) -> TokenStream {
    let words: Vec<TokenTree> = name.clone().into_iter().collect();
    let mut start: TokenStream = "let".parse().expect("tokens");
    start.extend(name);
    start.extend("= ();".parse::<TokenStream>().expect("tokens"));
    start.extend(uses(&words, without_impl(code.clone())));
    let mut tokens: Vec<TokenTree> = code.clone().into_iter().collect();
    match tokens.last_mut() {
        Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => {
            start.extend(body.stream());
            *body = same_group(body, start);
            tokens.into_iter().collect()
        }
        // A method without a body.
        Some(TokenTree::Punct(semi)) if semi.as_char() == ';' => code,
        _ => {
            start.extend(code);
            braced(start)
        }
    }
}

/// `said!("drop(in" "ner)")` → `drop(inner)`, with the hygiene of the call: a name that stands
/// nowhere among the tokens of the caller.
#[proc_macro]
pub fn said(parts: TokenStream) -> TokenStream {
    let part = |part: TokenTree| part.to_string().trim_matches('"').to_owned();
    parts.into_iter().map(part).collect::<String>().parse().expect("tokens")
}

/// `define!("name")` → a macro of this name, in the hygiene of the call, that swallows everything.
#[proc_macro]
pub fn define(name: TokenStream) -> TokenStream {
    let name = name.to_string();
    let code =
        format!("macro_rules! {} {{ ($($anything:tt)*) => {{ () }}; }}", name.trim_matches('"'));
    code.parse().expect("a macro")
}

/// A macro with the name of the one behind which a generator hides its yields. It swallows them.
#[proc_macro]
pub fn __asyncgen_in_macro(_: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Each `fragment!(tokens)` in the input becomes a group without delimiters, as a `macro_rules!`
/// passes `$tokens`.
#[proc_macro]
pub fn with_fragments(input: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = input.into_iter().collect();
    let mut rest = &tokens[..];
    let mut output = Vec::new();
    while let [first, after @ ..] = rest {
        rest = match (first, after) {
            (TokenTree::Ident(name), [_, TokenTree::Group(group), after @ ..])
                if name.to_string() == "fragment" =>
            {
                let inside = with_fragments(group.stream());
                output.push(TokenTree::from(Group::new(Delimiter::None, inside)));
                after
            }
            (TokenTree::Group(group), after) => {
                output.push(same_group(group, with_fragments(group.stream())).into());
                after
            }
            (token, after) => {
                output.push(token.clone());
                after
            }
        };
    }
    output.into_iter().collect()
}

/// `#[sees_none_of(words)] code` → the code, if it has no identifier of these.
#[proc_macro_attribute]
pub fn sees_none_of(words: TokenStream, code: TokenStream) -> TokenStream {
    let (mut unexpected, mut seen) = (Vec::new(), Vec::new());
    collect_words(words, &mut unexpected);
    collect_words(code.clone(), &mut seen);
    let found = seen.iter().find(|word| unexpected.contains(word));
    assert!(found.is_none(), "{found:?} is seen");
    code
}

fn collect_words(tokens: TokenStream, words: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) => words.push(word.to_string()),
            TokenTree::Group(group) => collect_words(group.stream(), words),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// `callback! { tokens }`
fn call(callback: TokenStream, tokens: TokenStream) -> TokenStream {
    let mut output = callback;
    output.extend([
        TokenTree::from(Punct::new('!', Spacing::Alone)),
        Group::new(Delimiter::Brace, tokens).into(),
    ]);
    output
}

/// What stands before the `=>`, and after it.
fn name_and_tokens(input: TokenStream) -> (Vec<TokenTree>, TokenStream) {
    let mut tokens = input.into_iter();
    let is_arrow = |token: &TokenTree| matches!(token, TokenTree::Punct(it) if it.as_char() == '=');
    let name = tokens.by_ref().take_while(|token| !is_arrow(token)).collect();
    tokens.next();
    (name, tokens.collect())
}

/// Uses of a variable or a label, once with each hygiene that occurs in the tokens.
fn uses(name: &[TokenTree], tokens: TokenStream) -> TokenStream {
    let is_label = matches!(name, [TokenTree::Punct(_), ..]);
    let mut spans = Vec::new();
    collect_spans(tokens, &mut spans);
    spans.into_iter().flat_map(|span| one_use(name, is_label, span)).collect()
}

/// `drop(name);` or `if false { break 'name }`
fn one_use(name: &[TokenTree], is_label: bool, span: Span) -> TokenStream {
    // At one location, so that rustc reports a mistake once.
    let span = span.located_at(Span::call_site());
    let name: TokenStream = name.iter().cloned().map(|token| with_span(token, span)).collect();
    if is_label {
        let mut leave = TokenStream::from(TokenTree::from(Ident::new("break", span)));
        leave.extend(name);
        let mut output: TokenStream = "if false".parse().expect("tokens");
        output.extend(braced(leave));
        return output;
    }
    let mut output: TokenStream = "let _ = ".parse().expect("tokens");
    output.extend(braced(name));
    output.extend([TokenTree::from(Punct::new(';', Spacing::Alone))]);
    output
}

fn with_span(mut token: TokenTree, span: Span) -> TokenTree {
    token.set_span(span);
    token
}

/// The spans of all tokens, at any depth, and those of the delimiters.
///
/// That of `$crate` is the hygiene of the `macro_rules!` in which it was written.
fn collect_spans(tokens: TokenStream, spans: &mut Vec<Span>) {
    for token in tokens {
        if token.to_string() == "$crate" {
            continue;
        }
        spans.push(token.span());
        if let TokenTree::Group(group) = token {
            spans.extend([group.span_open(), group.span_close()]);
            collect_spans(group.stream(), spans);
        }
    }
}

fn braced(tokens: TokenStream) -> TokenStream {
    TokenTree::from(Group::new(Delimiter::Brace, tokens)).into()
}

/// The tokens, or what is in the one block that they are.
fn without_braces(tokens: TokenStream) -> TokenStream {
    let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
    match &all[..] {
        [TokenTree::Group(block)] if block.delimiter() == Delimiter::Brace => block.stream(),
        _ => tokens,
    }
}

fn same_group(group: &Group, tokens: TokenStream) -> Group {
    let mut same = Group::new(group.delimiter(), tokens);
    same.set_span(group.span());
    same
}

fn with_blocks_after(start: &TokenStream, tokens: TokenStream) -> TokenStream {
    let begin = |token| match token {
        TokenTree::Group(group) => {
            let inside = with_blocks_after(start, group.stream());
            let inside = match group.delimiter() {
                Delimiter::Brace => start.clone().into_iter().chain(inside).collect(),
                _ => inside,
            };
            same_group(&group, inside).into()
        }
        token => token,
    };
    tokens.into_iter().map(begin).collect()
}

fn without_impl(tokens: TokenStream) -> TokenStream {
    let is_impl =
        |token: &TokenTree| matches!(token, TokenTree::Ident(it) if it.to_string() == "impl");
    let inside = |token| match token {
        TokenTree::Group(group) => same_group(&group, without_impl(group.stream())).into(),
        token => token,
    };
    tokens.into_iter().filter(|token| !is_impl(token)).map(inside).collect()
}
