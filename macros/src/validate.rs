//! Rejects what a generator's signature, attributes or block cannot be.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{
    Attribute, FnArg, GenericParam, Generics, ReturnType, Signature, Token, Type, TypeParamBound,
    TypeReference, Visibility, WherePredicate,
};

use crate::diagnostics::{Diagnostics, Result};
use crate::habits::{self, source_text};
use crate::model::Throws;
use crate::parse::args::Args;
use crate::{attributes, tokens};

/// Reports another item than a function under the attribute; returns what it is.
pub(crate) fn other_item(item: TokenStream, diagnostics: &mut Diagnostics) -> OtherItem {
    const CONTAINERS: [&str; 3] = ["impl", "trait", "mod"];
    const OTHERS: [&str; 9] =
        ["struct", "enum", "union", "type", "static", "use", "macro_rules", "let", "move"];
    let parser = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        input.parse::<Option<Token![unsafe]>>()?;
        let word = input.call(Ident::parse_any)?;
        let rest: TokenStream = input.parse()?;
        Ok((word, rest))
    };
    let Ok((word, rest)) = parser.parse2(item) else { return OtherItem::Function };
    let is = |words| tokens::ident_is_one_of(&word, words);
    // Each of these may also be a qualifier of a function.
    let is_qualifier = !is(&["const", "extern"]) || holds_fn(rest);
    let (kind, help) = match (is(&CONTAINERS), is(&OTHERS) || !is_qualifier) {
        (true, _) => (OtherItem::Container, "put it on each `async fn` inside"),
        (_, true) => (OtherItem::WithoutFunctions, "put it on an `async fn`"),
        _ => return OtherItem::Function,
    };
    // Stable Rust itself rejects an attribute there.
    if word == "let" && tokens::is_stable() {
        return kind;
    }
    let message = format!("`#[async_generator]` is for an `async fn`, not for `{word}`");
    diagnostics.error(&word, &message, help);
    kind
}

/// Whether a `fn` stands among these tokens, not counting what is in braces.
fn holds_fn(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| tokens::is_word(&token, "fn"))
}

/// What stands under the attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OtherItem {
    /// A function, as far as the macro can tell.
    Function,
    /// An `impl`, a `trait` or a `mod`.
    Container,
    WithoutFunctions,
}

/// Reports every part of a signature that an async generator cannot have, and removes it.
pub(crate) fn signature(
    sig: &mut Signature,
    gen_token: Option<Ident>,
    rejected: &mut Vec<Type>,
    diagnostics: &mut Diagnostics,
) -> Item {
    if let (None, Some(gen_token)) = (sig.asyncness, &gen_token) {
        diagnostics.error(gen_token, "a `gen fn` must be `async`", "write `async gen fn`");
        sig.asyncness = Some(Token![async](gen_token.span()));
    }
    if let Some(gen_token) = gen_token.filter(|_| tokens::is_stable()) {
        let message = "`gen` is not yet part of stable Rust";
        diagnostics.error(
            gen_token,
            message,
            "write `async fn`: the attribute makes a generator of it",
        );
    }
    // A function that returns a stream has two mistakes, which are mended together.
    if sig.asyncness.is_none() && !returns_stream(sig) {
        let help = "write `async fn`: the attribute makes a generator of it";
        diagnostics.error(sig.fn_token, "an async generator must be an `async fn`", help);
    }
    remove_qualifiers(sig, diagnostics);
    lifetimes_first(&sig.generics, diagnostics);
    let unsized_params = unsized_params(&sig.generics);
    match &mut sig.output {
        ReturnType::Default => Item::Usable,
        ReturnType::Type(_, ty) => {
            let written = ty.clone();
            let keyword = if sig.asyncness.is_none() { "`async fn` and " } else { "" };
            let (item, is_rejected) = item(ty, keyword, &unsized_params, diagnostics);
            rejected.extend(is_rejected.then_some(*written));
            item
        }
    }
}

fn remove_qualifiers(sig: &mut Signature, diagnostics: &mut Diagnostics) {
    if let Some(token) = sig.constness.take() {
        diagnostics.error(token, "an async generator cannot be `const`", "remove `const`");
    }
    if let Some(abi) = sig.abi.take() {
        diagnostics.error(
            abi,
            "an async generator cannot be `extern`",
            "remove `extern`: it returns a Rust type",
        );
    }
    if let Some(variadic) = sig.variadic.take() {
        diagnostics.error(
            variadic,
            "an async generator cannot be variadic",
            "take a slice or a `Vec`",
        );
    }
}

/// Reports a lifetime behind a type parameter, as rustc does: syn writes the lifetimes first.
fn lifetimes_first(generics: &Generics, diagnostics: &mut Diagnostics) {
    let is_lifetime = |param: &&GenericParam| matches!(param, GenericParam::Lifetime(_));
    for param in generics.params.iter().skip_while(is_lifetime).filter(is_lifetime) {
        let message = "lifetime parameters must be declared prior to type and const parameters";
        diagnostics.error(
            param,
            message,
            "reorder the parameters: lifetimes, then types and consts",
        );
    }
}

fn returns_stream(sig: &Signature) -> bool {
    match &sig.output {
        ReturnType::Default => false,
        ReturnType::Type(_, ty) => habits::item_of_stream(ty).is_some(),
    }
}

/// Reports and removes a `send = S` or `throws = E` whose type has no size.
pub(crate) fn arguments(
    args: &mut Args,
    sig: &Signature,
    rejected: &mut Vec<Type>,
    diagnostics: &mut Diagnostics,
) {
    let unsized_params = unsized_params(&sig.generics);
    if let Some(ty) = args.send.take_if(|ty| is_unsized(ty, &unsized_params)) {
        unsized_argument(&ty, "receive", diagnostics);
        args.lacks_types = true;
        rejected.push(ty);
    }
    if let Throws::Declared(ty) = &args.throws {
        if is_unsized(ty, &unsized_params) {
            unsized_argument(ty, "throw", diagnostics);
            rejected.push((**ty).clone());
            args.throws = Throws::Unparsed;
            args.lacks_types = true;
        }
    }
}

/// Reports each parameter whose type has no size, and makes a reference of it; returns whether
/// there is one. Nothing in the body can then be checked against it.
pub(crate) fn parameters(
    sig: &mut Signature,
    rejected: &mut Vec<Type>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let unsized_params = unsized_params(&sig.generics);
    let mark = diagnostics.mark();
    for arg in &mut sig.inputs {
        let ty = match arg {
            FnArg::Typed(it) if is_unsized(&it.ty, &unsized_params) => &mut it.ty,
            _ => continue,
        };
        unsized_argument(ty, "take", diagnostics);
        rejected.push((**ty).clone());
        let elem = match &**ty {
            Type::TraitObject(it) if it.bounds.len() > 1 => quote_spanned!(it.span()=> (#it)),
            it => it.to_token_stream(),
        };
        **ty = Type::Reference(TypeReference {
            attrs: Vec::new(),
            and_token: Token![&](ty.span()),
            lifetime: None,
            mutability: None,
            elem: Box::new(Type::Verbatim(elem)),
        });
    }
    diagnostics.mark() > mark
}

fn unsized_argument(ty: &Type, verb: &str, diagnostics: &mut Diagnostics) {
    let message = format!("an async generator cannot {verb} what has no size");
    let help = match ty {
        Type::TraitObject(_) => format!("write `Box<{}>`", source_text(ty)),
        _ => "take a reference to it, or a `Box` or `String` of it".to_owned(),
    };
    diagnostics.error(ty, &message, &help);
}

/// The type parameters that are `?Sized`.
fn unsized_params(generics: &Generics) -> Vec<Ident> {
    let is_maybe = |bound: &TypeParamBound| match bound {
        TypeParamBound::Trait(it) => it.maybe.is_some(),
        _ => false,
    };
    let mut names = Vec::new();
    for param in generics.type_params() {
        if param.bounds.iter().any(is_maybe) {
            names.push(param.ident.clone());
        }
    }
    let Some(clause) = &generics.where_clause else { return names };
    for predicate in &clause.predicates {
        match predicate {
            WherePredicate::Type(it) if it.bounds.iter().any(is_maybe) => {
                if let Type::Path(ty) = &it.bounded_ty {
                    names.extend(ty.path.get_ident().cloned());
                }
            }
            _ => {}
        }
    }
    names
}

fn is_unsized(ty: &Type, unsized_params: &[Ident]) -> bool {
    match ty {
        Type::Slice(_) | Type::TraitObject(_) => true,
        Type::Path(it) => {
            let name = it.path.get_ident();
            name.is_some_and(|name| name == "str" || unsized_params.contains(name))
        }
        _ => false,
    }
}

/// What became of the declared type of an item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item {
    Usable,
    /// It was rejected and replaced, so that nothing in the body can be checked against it.
    Replaced,
}

/// Reports a return type that no item can have, and replaces it; returns whether it did.
fn item(
    ty: &mut Type,
    keyword: &str,
    unsized_params: &[Ident],
    diagnostics: &mut Diagnostics,
) -> (Item, bool) {
    if let Some((item, help)) = habits::item_of_stream(ty) {
        let message = "the return type of an async generator is the type of one item";
        let help = help.replacen("write ", &format!("write {keyword}"), 1);
        diagnostics.error(&*ty, message, &help);
        let is_result = item.as_ref().is_some_and(|item| habits::result_of(item).is_some());
        let replaced = if item.is_none() || is_result { Item::Replaced } else { Item::Usable };
        *ty = item.unwrap_or_else(|| Type::Verbatim(quote_spanned!(ty.span()=> ())));
        return (replaced, true);
    }
    let (message, help) = if matches!(ty, Type::Never(_)) {
        (
            "an async generator cannot yield `!`",
            "the return type is the type of what is yielded; leave it away to yield `()`",
        )
    } else if is_unsized(ty, unsized_params) {
        (
            "an async generator cannot yield what has no size",
            "yield a reference to it, or a `Box` or `String` of it",
        )
    } else {
        return (Item::Usable, false);
    };
    diagnostics.error(&*ty, message, help);
    *ty = Type::Verbatim(quote_spanned!(ty.span()=> ()));
    (Item::Replaced, true)
}

/// Reports and removes a second `#[async_generator]`.
pub(crate) fn attributes(attrs: &mut Vec<Attribute>, diagnostics: &mut Diagnostics) {
    attributes::retain(attrs, &mut |attr| {
        let is_ours =
            attr.path().segments.last().is_some_and(|last| last.ident == "async_generator");
        if is_ours {
            diagnostics.error(attr, "`#[async_generator]` is given twice", "remove one of them");
        }
        !is_ours
    });
}

/// Reports an `async_gen!(async move { … })`, other blocks that lack a keyword, and statements
/// without a block.
pub(crate) fn block_keywords(code: &TokenStream, diagnostics: &mut Diagnostics) -> Result<()> {
    const KEYWORDS: [&str; 3] = ["async", "gen", "move"];
    let tokens: Vec<TokenTree> = code.clone().into_iter().collect();
    let (words, block) = match &tokens[..] {
        [words @ .., TokenTree::Group(block)]
            if words.len() <= 3 && block.delimiter() == Delimiter::Brace =>
        {
            (quote!(#(#words)*).to_string(), block.clone())
        }
        _ => (String::new(), Group::new(Delimiter::Brace, code.clone())),
    };
    let message = match words.as_str() {
        "async" | "async move" => "an `async` block in `async_gen!` is not a generator",
        "gen" | "gen move" => "a `gen` block must be `async`",
        "" | "move" if yields(&block) || begins_statement(&tokens) => {
            "a block in `async_gen!` must be an `async gen` block"
        }
        "async gen" | "async gen move" => return Ok(()),
        _ if words.contains("gen") && words.split(' ').all(|it| KEYWORDS.contains(&it)) => {
            "the keywords of an `async gen` block are in another order"
        }
        _ => return Ok(()),
    };
    let at = match &tokens[..] {
        [at @ .., _] if !words.is_empty() => quote!(#(#at)*),
        [at, ..] => quote!(#at),
        [] => return Ok(()),
    };
    let help = "write `async gen { … }` or `async gen move { … }`; \
                bare statements are for `stream! { … }`";
    Err(diagnostics.error(at, message, help))
}

/// Reports a `stream!(async gen { … })`, or the like, and returns what is in the block.
pub(crate) fn statements(code: TokenStream, diagnostics: &mut Diagnostics) -> TokenStream {
    let tokens: Vec<TokenTree> = code.clone().into_iter().collect();
    let [words @ .., TokenTree::Group(block)] = &tokens[..] else { return code };
    let is_block = block.delimiter() == Delimiter::Brace
        && words.first().is_some_and(|first| tokens::is_word(first, "async"))
        && words[1..].iter().all(|word| tokens::is_one_of(word, &["gen", "move"]));
    if !is_block {
        return code;
    }
    let help = "write the statements alone: `stream! { … }`";
    diagnostics.error(&words[0], "the code of a stream already is a generator", help);
    block.stream()
}

/// Whether code begins with a word that no item begins with.
fn begins_statement(code: &[TokenTree]) -> bool {
    const WORDS: [&str; 7] = ["for", "if", "let", "loop", "match", "return", "while"];
    code.first().is_some_and(|first| tokens::is_one_of(first, &WORDS))
}

/// Whether the statements of a block yield, not counting a generator in it.
fn yields(block: &Group) -> bool {
    !tokens::any_ident(block.stream(), &mut |word| word == "gen")
        && tokens::any(block.stream(), &mut |it| tokens::is_one_of(&it, &["yield", "yield_"]))
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Ident, Span, TokenStream};
    use quote::ToTokens;
    use syn::{FnArg, Signature};

    use super::{
        Item, OtherItem, arguments, attributes, block_keywords, other_item, parameters, signature,
    };
    use crate::diagnostics::Diagnostics;
    use crate::parse::args::{self, Args};

    fn tokens(code: &str) -> TokenStream {
        code.parse().unwrap_or_else(|error| panic!("{code}: {error}"))
    }

    /// Asserts that these messages, or parts of their help, are all that is reported.
    #[track_caller]
    fn assert_reported(code: &str, diagnostics: Diagnostics, parts: &[&str]) {
        let errors: String = diagnostics.into_items().to_string().split_whitespace().collect();
        for part in parts {
            let part: String = part.split_whitespace().collect();
            assert!(errors.contains(&part), "{code}: {errors}");
        }
        assert_eq!(errors.contains("compile_error"), !parts.is_empty(), "{code}: {errors}");
    }

    #[test]
    fn items_of_other_kinds_are_told_apart() {
        use OtherItem::{Container, Function, WithoutFunctions};
        for (code, expected) in [
            ("impl S {}", Container),
            ("#[x] unsafe impl T for S {}", Container),
            ("pub(crate) trait T {}", Container),
            ("mod m {}", Container),
            ("pub struct S;", WithoutFunctions),
            ("enum E {}", WithoutFunctions),
            ("union U {}", WithoutFunctions),
            ("type T = u8;", WithoutFunctions),
            ("static S: u8 = 1;", WithoutFunctions),
            ("use a::b;", WithoutFunctions),
            ("macro_rules! m {}", WithoutFunctions),
            ("let x = 1;", WithoutFunctions),
            ("move || 1", WithoutFunctions),
            ("const C: u8 = 1;", WithoutFunctions),
            ("extern crate a;", WithoutFunctions),
            ("unsafe extern \"C\" { fn f(); }", WithoutFunctions),
            ("const fn f() {}", Function),
            ("extern \"C\" fn f() {}", Function),
            ("fn f() {}", Function),
            ("x", Function),
            ("", Function),
        ] {
            let mut diagnostics = Diagnostics::default();
            assert!(other_item(tokens(code), &mut diagnostics) == expected, "{code}");
            let message = match expected {
                Container => "put it on each `async fn` inside",
                WithoutFunctions => "put it on an `async fn`",
                Function => "",
            };
            let parts = [message];
            assert_reported(code, diagnostics, if message.is_empty() { &[] } else { &parts });
        }
    }

    /// The signature, what becomes of its item, how many types are rejected, and the arguments.
    fn validated(args: &str, code: &str) -> (Signature, Item, usize, Args, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let (gen_token, function) = match code.strip_prefix("gen ") {
            Some(function) => (Some(Ident::new("gen", Span::call_site())), function),
            None => (None, code),
        };
        let mut sig = syn::parse_str(function).unwrap_or_else(|error| panic!("{code}: {error}"));
        let mut args = args::parse(tokens(args), &mut diagnostics);
        let mut rejected = Vec::new();
        let item = signature(&mut sig, gen_token, &mut rejected, &mut diagnostics);
        arguments(&mut args, &sig, &mut rejected, &mut diagnostics);
        (sig, item, rejected.len(), args, diagnostics)
    }

    #[test]
    fn functions_are_async_and_nothing_else() {
        for (code, parts) in [
            ("async fn f()", &[][..]),
            ("unsafe fn f()", &["an async generator must be an `async fn`"]),
            ("const async fn f()", &["an async generator cannot be `const`"]),
            ("async unsafe extern \"C\" fn f()", &["an async generator cannot be `extern`"]),
            (
                "async unsafe extern \"C\" fn f(x: u8, ...)",
                &["an async generator cannot be variadic", "cannot be `extern`"],
            ),
            ("gen fn f()", &["a `gen fn` must be `async`", "write `async gen fn`"]),
        ] {
            let (sig, item, rejected, _, diagnostics) = validated("", code);
            assert_reported(code, diagnostics, parts);
            assert!(item == Item::Usable && rejected == 0, "{code}");
            let is_plain = sig.constness.is_none() && sig.abi.is_none() && sig.variadic.is_none();
            assert!(is_plain, "{code}");
        }
        let (sig, _, _, _, diagnostics) = validated("", "gen fn f()");
        assert!(sig.asyncness.is_some());
        let errors = diagnostics.into_items().to_string();
        assert!(!errors.contains("must be an `async fn`"), "{errors}");
        assert_eq!(errors.contains("not yet part of stable Rust"), crate::tokens::is_stable());
    }

    #[test]
    fn items_have_a_size() {
        let no_size = "an async generator cannot yield what has no size";
        for (code, part) in [
            ("async fn f() -> str", no_size),
            ("async fn f() -> [u8]", no_size),
            ("async fn f() -> dyn T", no_size),
            ("async fn f<T: ?Sized>() -> T", no_size),
            ("async fn f<'a, T: 'a + ?Sized>() -> T", no_size),
            ("async fn f<T>() -> T where T: ?Sized", no_size),
            ("async fn f() -> !", "an async generator cannot yield `!`"),
            ("async fn f() -> impl Stream", "is the type of one item"),
            ("async fn f() -> impl Stream<Item = Result<u8, E>>", "is the type of one item"),
        ] {
            let (_, item, rejected, _, diagnostics) = validated("", code);
            assert_reported(code, diagnostics, &[part]);
            assert!(item == Item::Replaced && rejected == 1, "{code}");
        }
        for code in [
            "async fn f() -> &str",
            "async fn f() -> a::str",
            "async fn f<T: Copy + 'static>() -> T",
            "async fn f<T, U: ?Sized>() -> T where Vec<T>: ?Sized, T: Copy",
            "async fn f<T: ?Sized>() -> Box<T>",
            "async fn f()",
        ] {
            let (_, item, rejected, _, diagnostics) = validated("", code);
            assert_reported(code, diagnostics, &[]);
            assert!(item == Item::Usable && rejected == 0, "{code}");
        }
    }

    /// The type of its items is known, so that the body can be checked against it.
    #[test]
    fn a_stream_has_items() {
        let code = "async fn f() -> impl Stream<Item = u8>";
        let (sig, item, rejected, _, diagnostics) = validated("", code);
        assert_reported(code, diagnostics, &["is the type of one item", "write `-> u8`"]);
        assert!(item == Item::Usable && rejected == 1);
        assert_eq!(quote::ToTokens::to_token_stream(&sig.output).to_string(), "-> u8");
    }

    #[test]
    fn what_is_sent_or_thrown_has_a_size() {
        let receives = "an async generator cannot receive what has no size";
        let throws = "an async generator cannot throw what has no size";
        let borrow = "take a reference to it, or a `Box` or `String` of it";
        for (args, parts, rejected) in [
            ("send = str", &[receives, borrow][..], 1),
            ("send = dyn Send", &[receives, "write `Box<dyn Send>`"], 1),
            ("send = T", &[receives, borrow], 1),
            ("throws = [u8]", &[throws, borrow], 1),
            ("throws = dyn Error", &[throws, "write `Box<dyn Error>`"], 1),
            ("throws = T, send = T", &[receives, throws], 2),
            ("throws = E, send = u8", &[], 0),
        ] {
            let (_, _, seen, validated, diagnostics) = validated(args, "async fn f<T: ?Sized>()");
            assert_reported(args, diagnostics, parts);
            assert_eq!(seen, rejected, "{args}");
            assert_eq!(validated.lacks_types, rejected > 0, "{args}");
            let is_kept = args.contains("throws = E");
            assert_eq!(matches!(validated.throws, super::Throws::Declared(_)), is_kept, "{args}");
        }
    }

    #[test]
    fn parameters_have_a_size() {
        for (code, expected) in [
            ("async fn f(&self, x: str, y: &str, z: dyn T)", &["& str", "& str", "& dyn T"][..]),
            ("async fn f<T: ?Sized>(x: T, y: Box<T>)", &["& T", "Box < T >"]),
            (
                "async fn f(x: str, y: dyn A + B, z: A<u8> + B)",
                &["& str", "& (dyn A + B)", "& (A < u8 > + B)"],
            ),
            ("async fn f<T>(x: T)", &["T"]),
            ("async fn f()", &[]),
        ] {
            let (mut rejected, mut diagnostics) = (Vec::new(), Diagnostics::default());
            let mut sig = syn::parse_str(code).unwrap_or_else(|error| panic!("{code}: {error}"));
            let are_rejected = parameters(&mut sig, &mut rejected, &mut diagnostics);
            assert_eq!(are_rejected, !rejected.is_empty(), "{code}");
            assert_eq!(are_rejected, code.contains("str") || code.contains("?Sized"), "{code}");
            assert_eq!(diagnostics.mark(), rejected.len(), "{code}");
            let types = sig.inputs.iter().filter_map(|arg| match arg {
                FnArg::Typed(it) => Some(it.ty.to_token_stream().to_string()),
                FnArg::Receiver(_) => None,
            });
            assert_eq!(types.collect::<Vec<_>>(), expected, "{code}");
        }
    }

    #[test]
    fn our_attribute_is_given_once() {
        let item: syn::ItemFn = syn::parse_quote!(
            #[x]
            #[async_generator]
            #[a::async_generator(send = u8)]
            #[async_generator::y]
            fn f() {}
        );
        let (mut attrs, mut diagnostics) = (item.attrs, Diagnostics::default());
        attributes(&mut attrs, &mut diagnostics);
        assert_eq!(attrs.len(), 2);
        assert_eq!(diagnostics.mark(), 2);
    }

    #[test]
    fn a_block_has_the_words_of_a_generator() {
        const ASYNC: &str = "an `async` block in `async_gen!` is not a generator";
        const GEN: &str = "a `gen` block must be `async`";
        const BARE: &str = "a block in `async_gen!` must be an `async gen` block";
        const ORDER: &str = "the keywords of an `async gen` block are in another order";
        for (code, message) in [
            ("move async gen { yield 1; }", ORDER),
            ("gen async { yield 1; }", ORDER),
            ("async move gen { yield 1; }", ORDER),
            ("async gen move { yield 1; }", ""),
            ("async gen x { yield 1; }", ""),
            ("async { yield 1; }", ASYNC),
            ("async move {}", ASYNC),
            ("gen {}", GEN),
            ("gen move { yield 1; }", GEN),
            ("{ yield 1; }", BARE),
            ("{ yield_!(1); }", BARE),
            ("move { yield 1; }", BARE),
            ("yield 1;", BARE),
            ("a; yield 1;", BARE),
            ("for x in y { yield x; }", BARE),
            ("let x = 1;", BARE),
            ("async gen {}", ""),
            ("async gen move {}", ""),
            ("{}", ""),
            ("move {}", ""),
            ("x {}", ""),
            ("async (x)", ""),
            ("{ f(yield 1) }", ""),
            ("{ async gen { 1 }; yield 1; }", ""),
            ("async gen fn f() { yield 1; }", ""),
            ("", ""),
        ] {
            let mut diagnostics = Diagnostics::default();
            let is_reported = block_keywords(&tokens(code), &mut diagnostics).is_err();
            assert_eq!(is_reported, !message.is_empty(), "{code}");
            let parts = [message];
            assert_reported(code, diagnostics, if is_reported { &parts } else { &[] });
        }
    }

    /// The error is at the words before the block, or else at the first token.
    #[test]
    fn a_block_is_reported_at_its_words() {
        for (code, columns) in [
            ("  async move { f() }", (2, 12)),
            ("  gen { f() }", (2, 5)),
            ("  { yield 1; }", (2, 14)),
            ("  yield 1;", (2, 7)),
        ] {
            let mut diagnostics = Diagnostics::default();
            assert!(block_keywords(&tokens(code), &mut diagnostics).is_err(), "{code}");
            let spans: Vec<_> =
                diagnostics.into_items().into_iter().map(|token| token.span()).collect();
            let [first, .., last] = spans[..] else { panic!("{code}") };
            assert_eq!((first.start().column, last.end().column), columns, "{code}");
        }
    }

    #[test]
    fn a_stream_has_statements() {
        for (code, expected, is_reported) in [
            ("async gen { a; b }", "a ; b", true),
            ("async gen move { a }", "a", true),
            ("async move { a }", "a", true),
            ("async x { a }", "async x { a }", false),
            ("async gen (a)", "async gen (a)", false),
            ("gen { a }", "gen { a }", false),
            ("{ a }", "{ a }", false),
            ("a; b", "a ; b", false),
        ] {
            let mut diagnostics = Diagnostics::default();
            let seen = super::statements(tokens(code), &mut diagnostics);
            assert_eq!(seen.to_string(), expected, "{code}");
            assert_eq!(diagnostics.mark(), usize::from(is_reported), "{code}");
        }
    }
}
