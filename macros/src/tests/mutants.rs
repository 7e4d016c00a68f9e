//! Mutants of the macros' input: tokens of correct and of wrong generators are deleted, doubled,
//! swapped and regrouped. No macro panics or hangs, and what rustc gets can be parsed or is an
//! error, the first of which points at a token of the input.
//!
//! The seed is fixed. `MUTANTS=167000 MUTANTS_SEED=2 cargo test -p asyncgen-macros mutants` runs
//! more of them.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::quote;

use crate::expand::{self, BlockItems};
use crate::tokens::{any_ident, is_punct, is_word};

/// The folders whose generators are mutated.
const CORPUS: [&str; 6] = [
    "macros/tests/expand",
    "tests/tests",
    "tests/spellings",
    "tests/crates",
    "ui-tests",
    "examples",
];

const COUNT: usize = 4_000;

/// How long an expansion takes if it never ends.
const LIMIT: Duration = Duration::from_secs(60);

/// A call of one of the macros.
#[derive(Clone)]
struct Call {
    name: &'static str,
    /// Of the attribute; empty for the others.
    arguments: TokenStream,
    /// The item under the attribute, or what stands between the braces.
    code: TokenStream,
}

impl Call {
    fn expanded(&self) -> TokenStream {
        let Call { name, arguments, code } = self.clone();
        // The runtime's own macros pass their `$crate` first.
        match name {
            "async_gen" => expand::async_gen(quote!(asyncgen #code)),
            "stream" => expand::stream(quote!(asyncgen #code), BlockItems::AsYielded),
            "try_stream" => expand::stream(quote!(asyncgen #code), BlockItems::Results),
            "generator_body" => expand::generator_body(quote!((#arguments) #code)),
            _ => expand::attribute(arguments, code),
        }
    }
}

/// Numbers that look random, by xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound
    }
}

/// Every call of a macro of ours in the corpus, in the order of the files.
fn corpus() -> Vec<Call> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    CORPUS.iter().for_each(|folder| rust_files(&root.join(folder), &mut files));
    files.sort();
    let mut calls = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a file");
        // Some mistakes are such that rustc cannot read them.
        if let Ok(code) = text.parse() {
            find_calls(code, &mut calls);
        }
    }
    calls
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("target") && !path.ends_with("wip") {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
}

fn find_calls(code: TokenStream, calls: &mut Vec<Call>) {
    let tokens: Vec<TokenTree> = code.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        find_calls(group.stream(), calls);
        let before = |back: usize| at.checked_sub(back).map(|at| &tokens[at]);
        if before(1).is_some_and(|it| is_punct(it, '#')) {
            calls.extend(under_attribute(group, &tokens[at + 1..]));
        } else if before(1).is_some_and(|it| is_punct(it, '!')) {
            let names = ["async_gen", "stream", "try_stream"];
            let name = names.into_iter().find(|name| before(2).is_some_and(|it| is_word(it, name)));
            let empty = TokenStream::new();
            calls.extend(name.map(|name| Call { name, arguments: empty, code: group.stream() }));
        }
    }
}

/// The item under an attribute of ours: what comes after it, up to the first braces.
fn under_attribute(attribute: &Group, rest: &[TokenTree]) -> Option<Call> {
    let mut words = attribute.stream().into_iter();
    is_word(&words.next()?, "async_generator").then_some(())?;
    let arguments = match words.next() {
        Some(TokenTree::Group(arguments)) => arguments.stream(),
        _ => TokenStream::new(),
    };
    let is_end = |it: &TokenTree| match it {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        other => is_punct(other, ';'),
    };
    let end = rest.iter().position(is_end)?;
    let code = rest[..=end].iter().cloned().collect();
    Some(Call { name: "async_generator", arguments, code })
}

/// Changes a few tokens, somewhere. `donor` gives tokens to insert.
fn mutated(code: &TokenStream, donor: &TokenStream, random: &mut Random) -> TokenStream {
    let mut tokens: Vec<TokenTree> = code.clone().into_iter().collect();
    if tokens.is_empty() {
        return code.clone();
    }
    let at = random.below(tokens.len());
    if let (TokenTree::Group(group), 1..) = (&tokens[at], random.below(8)) {
        let inside = mutated(&group.stream(), donor, random);
        tokens[at] = grouped(group.delimiter(), inside, group.span());
        return tokens.into_iter().collect();
    }
    match random.below(6) {
        0 => drop(tokens.remove(at)),
        1 => tokens.insert(at, tokens[at].clone()),
        2 => {
            let other = random.below(tokens.len());
            tokens.swap(at, other);
        }
        3 => {
            let donated: Vec<TokenTree> = flat(donor.clone());
            if !donated.is_empty() {
                tokens[at] = donated[random.below(donated.len())].clone();
            }
        }
        _ => regroup(&mut tokens, at, random),
    }
    tokens.into_iter().collect()
}

/// Puts braces of some kind around a few tokens, or removes those that are there.
fn regroup(tokens: &mut Vec<TokenTree>, at: usize, random: &mut Random) {
    let kinds = [Delimiter::Brace, Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::None];
    let delimiter = kinds[random.below(kinds.len())];
    match &tokens[at] {
        TokenTree::Group(group) if random.below(2) == 0 => {
            let inside = group.stream();
            tokens.splice(at..=at, inside);
        }
        TokenTree::Group(group) => tokens[at] = grouped(delimiter, group.stream(), group.span()),
        token => {
            let span = token.span();
            let end = at + 1 + random.below(tokens.len() - at);
            let inside: TokenStream = tokens.drain(at..end).collect();
            tokens.insert(at, grouped(delimiter, inside, span));
        }
    }
}

fn grouped(delimiter: Delimiter, inside: TokenStream, span: Span) -> TokenTree {
    let mut group = Group::new(delimiter, inside);
    group.set_span(span);
    TokenTree::Group(group)
}

/// All tokens, and those in groups.
fn flat(code: TokenStream) -> Vec<TokenTree> {
    let inner = |token: TokenTree| match &token {
        TokenTree::Group(group) => [vec![token.clone()], flat(group.stream())].concat(),
        _ => vec![token],
    };
    code.into_iter().flat_map(inner).collect()
}

fn number(variable: &str, otherwise: usize) -> usize {
    let read = std::env::var(variable).ok();
    read.map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{variable}={text}")))
}

/// Whether rustc could not read the expansion, and no error says why.
fn is_silent(call: &Call, expanded: &TokenStream) -> bool {
    let is_items = |code: &TokenStream| syn::parse2::<syn::File>(code.clone()).is_ok();
    let is_code =
        |code: &TokenStream| is_items(code) || syn::parse2::<syn::Block>(quote!({ #code })).is_ok();
    // Under the attribute, rustc reports syntax errors itself; if it has none to report, a lint
    // does.
    let words = ["compile_error", "unknown_syntax"];
    let is_error = any_ident(expanded.clone(), &mut |it| words.iter().any(|word| it == word));
    // What stands beside generators, or is no function, comes out as it went in, and rustc reports
    // it.
    let is_beside = match call.name {
        "async_generator" => !is_items(&call.code),
        "async_gen" => !is_code(&call.code),
        _ => false,
    };
    !is_code(expanded) && !is_error && !is_beside
}

/// The corpus is found, and all of it can be parsed or is an error before anything is changed.
#[test]
fn begin_from_generators_of_every_kind() {
    let corpus = corpus();
    for (name, at_least) in [("async_generator", 800), ("async_gen", 50), ("stream", 20)] {
        let found = corpus.iter().filter(|call| call.name == name).count();
        assert!(found >= at_least, "{found} of {name}");
    }
    let wrong: Vec<String> = corpus.iter().filter_map(fault_of).collect();
    assert!(wrong.is_empty(), "{} of them: {}", wrong.len(), wrong[0]);
}

#[test]
fn neither_panic_nor_hang_and_can_be_parsed_or_are_errors() {
    let (begins, begun) = mpsc::channel();
    let worker = thread::spawn(move || {
        expand_mutants(&|number| begins.send(number).expect("the receiver waits"))
    });
    let mut last = 0;
    loop {
        match begun.recv_timeout(LIMIT) {
            Ok(number) => last = number,
            Err(RecvTimeoutError::Timeout) => panic!("the mutant with the number {last} hangs"),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let wrong = worker.join().expect("panics of the macros are caught");
    assert!(wrong.is_empty(), "{} of them: {}", wrong.len(), wrong[0]);
}

/// Expands all mutants, and tells the number of each before. Returns what is wrong.
fn expand_mutants(begins: &dyn Fn(usize)) -> Vec<String> {
    let corpus = corpus();
    let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ number("MUTANTS_SEED", 1) as u64);
    let mut wrong = Vec::new();
    for number in 0..number("MUTANTS", COUNT) {
        let mut call = corpus[random.below(corpus.len())].clone();
        let donor = &corpus[random.below(corpus.len())].code;
        for _ in 0..=random.below(3) {
            match random.below(6) {
                0 => call.arguments = mutated(&call.arguments, donor, &mut random),
                _ => call.code = mutated(&call.code, donor, &mut random),
            }
        }
        if random.below(8) == 0 {
            let names = ["async_generator", "async_gen", "stream", "try_stream", "generator_body"];
            call.name = names[random.below(names.len())];
        }
        begins(number);
        wrong.extend(fault_of(&call));
    }
    wrong
}

/// What is wrong with the expansion of a call.
fn fault_of(call: &Call) -> Option<String> {
    let what = match catch_unwind(AssertUnwindSafe(|| call.expanded())) {
        Ok(expanded) if is_silent(call, &expanded) => format!("no error in {expanded}"),
        Ok(expanded) if points_nowhere(&expanded) => {
            format!("an error without a place: {expanded}")
        }
        Ok(_) => return None,
        Err(_) => "it panics".to_owned(),
    };
    Some(format!("{}({}) {{ {} }}: {what}", call.name, call.arguments, call.code))
}

/// Whether the first error does not point at a token of the input: what a macro makes has no place
/// in a file. The end of a macro's input has none either, and rustc shows the whole call: that is
/// for messages of the parser, which have no help.
fn points_nowhere(expanded: &TokenStream) -> bool {
    first_error(expanded.clone()).is_some_and(|(span, message)| {
        let is_of_the_parser = !message.contains("= help: ");
        span.byte_range().is_empty() && !is_of_the_parser
    })
}

/// The place and the message of the first `compile_error!`.
fn first_error(code: TokenStream) -> Option<(Span, String)> {
    let mut tokens = code.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "compile_error" => {
                return Some((word.span(), tokens.nth(1)?.to_string()));
            }
            TokenTree::Group(group) => {
                let found = first_error(group.stream());
                if found.is_some() {
                    return found;
                }
            }
            _ => {}
        }
    }
    None
}
