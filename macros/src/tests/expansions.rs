//! The golden expansions in `tests/expand`: a file of code, whose header explains what its
//! expansion shows, and beside it that expansion.
//!
//! A changed expansion is read before it is accepted, one at a time: `EXPAND=function cargo test
//! -p asyncgen-macros expansions` writes `function.expanded.rs`, and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use crate::expand::{self, BlockItems};
use crate::hygiene::LOCAL_MACRO;
use crate::tokens::{as_rustc, is_punct, is_word};

/// A pair of files.
struct Golden {
    name: String,
    input: TokenStream,
    expanded: TokenStream,
    /// The recorded expansion.
    file: PathBuf,
}

fn golden() -> Vec<Golden> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand");
    let entries = fs::read_dir(folder).expect("the golden files").map(|it| it.expect("a file"));
    let mut inputs: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| !path.to_string_lossy().ends_with(".expanded.rs"))
        .collect();
    inputs.sort();
    inputs.iter().map(|input| Golden::read(input)).collect()
}

impl Golden {
    fn read(path: &Path) -> Self {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let code = fs::read_to_string(path).expect("the code");
        assert!(code.starts_with("// "), "{name}: a header says what one sees, and why");
        let input: TokenStream = code.parse().expect("tokens");
        let expanded = match name.as_str() {
            "for_editors" => expanded(input.clone()),
            _ => as_rustc(|| expanded(input.clone())),
        };
        Golden { name, input, expanded, file: path.with_extension("expanded.rs") }
    }
}

/// What the first macro in this code makes of it: `#[async_generator(…)] item` or `name! { … }`.
fn expanded(code: TokenStream) -> TokenStream {
    let mut code = code.into_iter();
    let (first, second) = (code.next().expect("a token"), code.next().expect("a token"));
    let rest: TokenStream = code.collect();
    match (first, second) {
        (hash, TokenTree::Group(attribute)) if is_punct(&hash, '#') => {
            expand::attribute(arguments(attribute.stream()), rest)
        }
        (TokenTree::Ident(name), _) => {
            let arguments = arguments(rest);
            // The runtime's own macros pass their `$crate` first.
            match name.to_string().as_str() {
                "async_gen" => expand::async_gen(quote!(asyncgen #arguments)),
                "stream" => expand::stream(quote!(asyncgen #arguments), BlockItems::AsYielded),
                "try_stream" => expand::stream(quote!(asyncgen #arguments), BlockItems::Results),
                "generator_body" => expand::generator_body(arguments),
                other => panic!("{other} is no macro of ours"),
            }
        }
        (first, _) => panic!("{first} begins no macro call"),
    }
}

/// What stands in the last group of `name(…)`.
fn arguments(call: TokenStream) -> TokenStream {
    match call.into_iter().last() {
        Some(TokenTree::Group(group)) => group.stream(),
        _ => TokenStream::new(),
    }
}

/// Items as they are, an expression without the function around it.
fn formatted(expanded: &TokenStream) -> String {
    if let Ok(file) = syn::parse2(expanded.clone()) {
        return prettyplease::unparse(&file);
    }
    let file = syn::parse2(quote!(fn expression() { #expanded })).expect("an expression");
    let text = prettyplease::unparse(&file);
    let lines = text.lines().filter(|line| line.starts_with("    "));
    lines.map(|line| format!("{}\n", &line[4..])).collect()
}

#[test]
fn expansions_read_as_recorded() {
    let written = std::env::var("EXPAND").ok();
    let mut differing = Vec::new();
    for it in golden() {
        let text = formatted(&it.expanded);
        if written.as_ref() == Some(&it.name) {
            fs::write(&it.file, &text).expect("can write");
        }
        // A checkout may have other line ends.
        let recorded = fs::read_to_string(&it.file).unwrap_or_default().replace('\r', "");
        if recorded != text {
            differing.push(format!("{}: {}", it.name, first_difference(&recorded, &text)));
        }
    }
    assert!(differing.is_empty(), "EXPAND=name writes one file. {differing:#?}");
}

fn first_difference(recorded: &str, text: &str) -> String {
    let (mut recorded, mut text) = (recorded.lines(), text.lines());
    let differing = (1_usize..).map(|line| (line, recorded.next(), text.next()));
    let (line, recorded, text) =
        differing.into_iter().find(|(_, recorded, text)| recorded != text).expect("a difference");
    format!("line {line} is {text:?}, not {recorded:?}")
}

#[test]
fn every_expansion_is_of_something() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand");
    let files = fs::read_dir(folder).expect("the golden files").count();
    assert_eq!(files, 2 * golden().len());
}

/// The one constructor is `unsafe`. Of the user's, only types stand there, which evaluate nothing.
#[test]
fn nothing_but_the_constructor_is_unsafe() {
    for Golden { name, input, expanded, .. } in golden() {
        assert_eq!(count_of_unsafe(&input), 0, "{name}: the user's own would be counted");
        let blocks = unsafe_blocks(expanded.clone());
        assert_eq!(blocks.len(), count_of_unsafe(&expanded), "{name}: `unsafe` without a block");
        assert!(blocks.len() <= 1, "{name}");
        for block in blocks {
            let call: Vec<TokenTree> = block.clone().into_iter().collect();
            let [path @ .., function, arguments] = &call[..] else { panic!("{name}: {block}") };
            assert!(is_word(function, "asyncgen_new_handle"), "{name}: {block}");
            assert_eq!(arguments.to_string(), "()", "{name}: {block}");
            assert!(!path.iter().any(is_code), "{name}: {block}");
        }
    }
}

/// Whether a token of a path evaluates anything.
fn is_code(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_punct(token, ';') || is_punct(token, '!'),
    }
}

fn count_of_unsafe(tokens: &TokenStream) -> usize {
    let text = tokens.to_string();
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|it| *it == "unsafe").count()
}

fn unsafe_blocks(tokens: TokenStream) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut blocks = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let is_block = at > 0 && is_word(&tokens[at - 1], "unsafe");
        match is_block && group.delimiter() == Delimiter::Brace {
            true => blocks.push(group.stream()),
            false => blocks.extend(unsafe_blocks(group.stream())),
        }
    }
    blocks
}

/// The macro with the words for editors is ours, wherever `crate = path` leads.
#[test]
fn words_for_editors_are_shown_to_no_other_crate() {
    let function = quote!(
        async fn f() -> u8 {
            yield_!(1);
        }
    );
    let has_words = |args| words(expand::attribute(args, function.clone())).contains("for_editors");
    assert!(has_words(quote!()));
    assert!(!has_words(quote!(crate = other::path)));
    assert!(!has_words(quote!(crate = ::other)));
}

/// A foreign macro is shown the user's own words, and calls of the local macro.
#[test]
fn foreign_macros_see_words_of_the_user() {
    const OF_CALLS: [&str; 9] = [
        LOCAL_MACRO,
        "awaited",
        "catch",
        "finally",
        "for_await",
        "future",
        "item",
        "jump",
        "return",
    ];
    // What keywords are lowered to.
    const LOWERED: [&str; 6] =
        ["yield_", "yield_from", "async_gen", "async_generator", "asyncgen", "crate"];
    let of_goldens = golden().into_iter().map(|it| (it.name, it.input, it.expanded));
    let mut calls = 0;
    for (name, input, expanded) in of_goldens.chain(generators_of_tests()) {
        let mut written = words(input);
        written.extend(OF_CALLS.iter().chain(&LOWERED).map(|word| (*word).to_owned()));
        for (called, arguments) in calls_of_foreign_macros(expanded) {
            calls += 1;
            let ours: Vec<String> = words(arguments).difference(&written).cloned().collect();
            assert!(ours.is_empty(), "{name}: {called}! is shown {ours:?}");
        }
    }
    assert!(calls > 100, "{calls}");
}

/// The generator functions in the tests of what is promised, with their expansions.
fn generators_of_tests() -> Vec<(String, TokenStream, TokenStream)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/tests");
    // The macros are published alone.
    let files = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("a file"));
    let mut found = Vec::new();
    for path in files.map(|entry| entry.path()).filter(|it| it.extension().is_some()) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let code: TokenStream = fs::read_to_string(&path).expect("code").parse().expect("tokens");
        collect_generators(&name, code, &mut found);
    }
    found
}

fn collect_generators(
    name: &str,
    code: TokenStream,
    found: &mut Vec<(String, TokenStream, TokenStream)>,
) {
    let code: Vec<TokenTree> = code.into_iter().collect();
    for (at, token) in code.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        collect_generators(name, group.stream(), found);
        let is_ours = at > 0
            && is_punct(&code[at - 1], '#')
            && words(group.stream()).contains("async_generator");
        let body = code[at..].iter().position(is_body);
        if let (true, Some(body)) = (is_ours, body) {
            let item: TokenStream = code[at + 1..=at + body].iter().cloned().collect();
            let args = arguments(group.stream());
            let expanded = as_rustc(|| expand::attribute(args, item.clone()));
            // What stands for a mistake resolves as the user's own, but has words of ours.
            if !words(expanded.clone()).contains("compile_error") {
                found.push((format!("{name}: {item}"), item, expanded));
            }
        }
    }
}

fn is_body(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// Identifiers and lifetimes, at any depth.
fn words(tokens: TokenStream) -> BTreeSet<String> {
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Ident(word) => BTreeSet::from([word.to_string()]),
            TokenTree::Group(group) => words(group.stream()),
            _ => BTreeSet::new(),
        })
        .collect()
}

/// The calls of macros that are not ours, with their arguments.
fn calls_of_foreign_macros(tokens: TokenStream) -> Vec<(String, TokenStream)> {
    const OURS: [&str; 7] = [
        LOCAL_MACRO,
        "macro_rules",
        "compile_error",
        "generator_body",
        "async_gen",
        "concat",
        "for_editors",
    ];
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut calls = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        match &tokens[..at] {
            [.., TokenTree::Ident(name), bang]
                if is_punct(bang, '!') && OURS.iter().all(|ours| name != ours) =>
            {
                calls.push((name.to_string(), group.stream()));
            }
            _ => calls.extend(calls_of_foreign_macros(group.stream())),
        }
    }
    calls
}

/// The body is there at once, unless a foreign attribute would see it.
#[test]
fn only_a_foreign_attribute_defers_a_body() {
    for Golden { name, expanded, .. } in golden() {
        let is_deferred = words(expanded).contains("generator_body");
        assert_eq!(is_deferred, name == "foreign_attribute", "{name}");
    }
}

/// Every path, and every name that can be shadowed, may be somebody's macro.
#[test]
fn only_names_that_cannot_be_shadowed_are_not_foreign() {
    let is_deferred = |attribute: &str| {
        let attribute: TokenStream = attribute.parse().expect("tokens");
        let item = quote!(#[#attribute] async fn f() -> u64 { yield_!(1); });
        words(expand::attribute(quote!(), item)).contains("generator_body")
    };
    for attribute in ["inline(always)", "must_use", "doc = \"text\"", "cfg(all())", "allow(unused)"]
    {
        assert!(!is_deferred(attribute), "{attribute}");
    }
    for attribute in [
        "derive(Debug)",
        "test(arguments)",
        "bench(arguments)",
        "cfg_attr(all(), inline)",
        "clippy::too_many_lines",
        "inline::inline",
        "rustfmt::skip",
        "r#inline",
    ] {
        assert!(is_deferred(attribute), "{attribute}");
    }
}

/// What a foreign attribute sees of the expansion is no code: paths, and the user's own tokens.
#[test]
fn foreign_attributes_see_no_code_of_ours() {
    const OF_CODE: [&str; 8] =
        ["let", "unsafe", "move", "match", "loop", "break", "await", LOCAL_MACRO];
    let all = golden();
    let it = all.iter().find(|it| it.name == "foreign_attribute").expect("a foreign attribute");
    let (written, shown) = (words(it.input.clone()), words(it.expanded.clone()));
    assert_eq!(
        OF_CODE.iter().find(|word| shown.contains(**word) && !written.contains(**word)),
        None
    );
}
