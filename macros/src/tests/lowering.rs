//! Keyword spellings, and what each is lowered to: where an operand ends, what is a function, and
//! what is left alone.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use crate::diagnostics::Diagnostics;
use crate::lower::Lowering;

/// Without white space, which depends on whether tokens are parsed or quoted.
fn text(code: &TokenStream) -> String {
    code.to_string().split_whitespace().collect()
}

fn parsed(code: &str) -> TokenStream {
    code.parse().unwrap_or_else(|error| panic!("{code}: {error}"))
}

/// What code is lowered to, and the errors.
fn lowered(code: &str, in_body: bool) -> (String, String) {
    let mut diagnostics = Diagnostics::default();
    let mut lowering = match in_body {
        true => Lowering::of_body(quote!(asyncgen), &mut diagnostics, true),
        false => Lowering::of_items(quote!(asyncgen), &mut diagnostics),
    };
    let code = lowering.lower(parsed(code));
    (text(&code), text(&diagnostics.into_items()))
}

#[track_caller]
fn assert_lowered(pairs: &[(&str, &str)], in_body: bool) {
    for (code, expected) in pairs {
        let (code_seen, errors) = lowered(code, in_body);
        assert_eq!((code_seen, errors.as_str()), (text(&parsed(expected)), ""), "{code}");
    }
}

#[track_caller]
fn assert_reported(pairs: &[(&str, &str)], in_body: bool) {
    for (code, message) in pairs {
        let errors = lowered(code, in_body).1;
        let message: String = message.split_whitespace().collect();
        assert!(errors.contains(&message), "{code}: {errors}");
        assert_eq!(errors.matches("compile_error").count(), 1, "{code}: {errors}");
    }
}

#[test]
fn the_operand_of_a_yield() {
    let pairs = [
        ("yield 1; f();", "yield_!(1); f();"),
        ("let x = yield;", "let x = yield_!();"),
        ("yield", "yield_!()"),
        ("f(yield a, b);", "f(yield_!(a), b);"),
        ("f(yield, b);", "f(yield_!(), b);"),
        ("yield f::<u8, u16>(x, y);", "yield_!(f::<u8, u16>(x, y));"),
        ("yield a > b;", "yield_!(a > b);"),
        ("yield if a { 1 } else { 2 };", "yield_!(if a { 1 } else { 2 });"),
        ("let Some(x) = yield y else { return };", "let Some(x) = yield_!(y) else { return };"),
        ("match x { 1 => yield 2, _ => yield 3 }", "match x { 1 => yield_!(2), _ => yield_!(3) }"),
        ("yield yield 1;", "yield_!(yield_!(1));"),
        ("yield { yield 1 };", "yield_!({ yield_!(1) });"),
        ("r#yield; a.r#yield();", "r#yield; a.r#yield();"),
    ];
    assert_lowered(&pairs, true);
}

#[test]
fn the_operand_of_a_yield_in_a_condition() {
    let pairs = [
        ("match yield x { _ => {} }", "match yield_!(x) { _ => {} }"),
        ("if yield { x } { y }", "if yield_!({ x }) { y }"),
        ("if a && yield { x } { y }", "if a && yield_!({ x }) { y }"),
        ("if a > yield { x } { y }", "if a > yield_!({ x }) { y }"),
        ("if a == yield { x } { y }", "if a == yield_!({ x }) { y }"),
        (
            "match x { y if z => yield S { a }, _ => {} }",
            "match x { y if z => yield_!(S { a }), _ => {} }",
        ),
        ("while yield {}", "while yield_!() {}"),
        ("for x in yield y { z }", "for x in yield_!(y) { z }"),
        ("if a {} yield S { x };", "if a {} yield_!(S { x });"),
        ("match x { y if yield z => 1, _ => 2 }", "match x { y if yield_!(z) => 1, _ => 2 }"),
        (
            "match x { y if yield { z } => 1, _ => 2 }",
            "match x { y if yield_!({ z }) => 1, _ => 2 }",
        ),
        ("while a { yield S {} }", "while a { yield_!(S {}) }"),
        ("let in_a = if a; yield S {};", "let in_a = if a; yield_!(S {});"),
    ];
    assert_lowered(&pairs, true);
}

/// What syn cannot parse ends at the next comma, arrow or `else`.
#[test]
fn the_operand_of_a_yield_that_is_no_expression() {
    let pairs = [
        ("f(yield (a b), y)", "f(yield_!((a b)), y)"),
        ("yield (a b) => y, z;", "yield_!((a b)) => y, z;"),
        ("yield (a b) = x, y;", "yield_!((a b) = x), y;"),
        ("let x = yield (a b) else {}, y;", "let x = yield_!((a b)) else {}, y;"),
        ("yield (a b) if x else y, z;", "yield_!((a b) if x else y), z;"),
        ("yield (a b) > x", "yield_!((a b) > x)"),
        ("yield $x, y", "yield_!($x), y"),
    ];
    assert_lowered(&pairs, true);
}

#[test]
fn a_loop_that_awaits() {
    let pairs = [
        ("for await x in s {}", "#[for_await] for x in s {}"),
        ("a; for await x in s {}", "a; #[for_await] for x in s {}"),
        ("a; b; for await x in s {}", "a; b; #[for_await] for x in s {}"),
        ("a: b: for await x in s {}", "a: b: #[for_await] for x in s {}"),
        ("'a: for await(close) x in s {}", "#[for_await(close)] 'a: for x in s {}"),
        ("for await (a, b) in s {}", "#[for_await] for (a, b) in s {}"),
        ("for await (1) | (2) in s {}", "#[for_await] for (1) | (2) in s {}"),
        ("for await [a] in s {}", "#[for_await] for [a] in s {}"),
        ("for await [a] b in s {}", "#[for_await] for [a] b in s {}"),
        ("for x in s {}", "for x in s {}"),
    ];
    assert_lowered(&pairs, true);
}

#[test]
fn a_block_that_is_a_generator() {
    let pairs = [
        ("async gen { yield 1; }", "asyncgen::async_gen! { async gen { yield 1; } }"),
        ("f(async gen move {}, 1)", "f(asyncgen::async_gen! { async gen move {} }, 1)"),
        ("async move { 1 }", "async move { 1 }"),
        ("async gen $block", "async gen $block"),
        ("async gen move $block", "async gen move $block"),
        ("stream! { async gen { yield 1 } }", "stream! { async gen { yield 1 } }"),
        ("stream! { async gen move { yield 1 } }", "stream! { async gen move { yield 1 } }"),
    ];
    assert_lowered(&pairs, true);
}

#[test]
fn the_arguments_of_another_macro() {
    let call = |code: &str| format!("__asyncgen_in_macro! {code}");
    let pairs = [
        ("vec![yield 1]", format!("vec![{}]", call("(item 1)"))),
        ("a::b! { yield 1; }", format!("a::b! {{ {}; }}", call("(item 1)"))),
        ("f!(g(yield_!(1)))", format!("f!(g({}))", call("(item 1)"))),
        ("f!(yield_! { 1 })", format!("f!({})", call("{item 1}"))),
        ("f!(asyncgen::yield_!(1))", format!("f!({})", call("(item 1)"))),
        ("f!(a::yield_!(1))", "f!(a::yield_!(1))".to_owned()),
        ("f!(__asyncgen_in_macro!(item 1))", format!("f!({})", call("(item 1)"))),
        ("f!(__asyncgen_in_macro!(0 1))", format!("f!({})", call("(0 1)"))),
        (
            "macro_rules! m { () => { yield 1 } }",
            format!("macro_rules! m {{ () => {{ {} }} }}", call("(item 1)")),
        ),
        ("a! b { yield 1 }", "a! b { yield_!(1) }".to_owned()),
        ("a != (yield 1)", "a != (yield_!(1))".to_owned()),
        ("!(yield 1)", "!(yield_!(1))".to_owned()),
        ("a = !(yield 1)", "a = !(yield_!(1))".to_owned()),
        (
            "asyncgen::yield_!(1); ::async_stream::yield_!(2); a::asyncgen::yield_!(3)",
            "yield_!(1); yield_!(2); yield_!(3)".to_owned(),
        ),
        (
            "a::yield_!(yield 1); ::yield_!(2); asyncgen::a::yield_!(3)",
            format!("a::yield_!({}); ::yield_!(2); asyncgen::a::yield_!(3)", call("(item 1)")),
        ),
        (
            "asyncgen::catch! { yield 1 }; a::catch!(2); pub asyncgen::finally! { 3 }",
            format!("catch! {{ {} }}; a::catch!(2); pub finally! {{ 3 }}", call("(item 1)")),
        ),
        ("yield_(1)", "yield_(1)".to_owned()),
        ("__asyncgen_in_macro!(item 1)", "yield_!(1)".to_owned()),
        ("async_stream::stream! { yield 1; }", "async_stream::stream! { yield 1; }".to_owned()),
        ("a::stream! { yield 1 }", format!("a::stream! {{ {} }}", call("(item 1)"))),
    ];
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(code, it)| (*code, it.as_str())).collect();
    assert_lowered(&pairs, true);
}

#[test]
fn yield_from() {
    let pairs = [
        ("yield from x; y", "yield_from!(); y"),
        ("f(yield from 1, y)", "f(yield_from!(), y)"),
        ("yield from;", "yield_!(from);"),
        ("yield from & x;", "yield_!(from & x);"),
        ("yield from(x);", "yield_!(from(x));"),
        ("yield from as u8;", "yield_!(from as u8);"),
        ("yield from + x;", "yield_!(from + x);"),
    ];
    assert_lowered(&pairs, true);
}

#[test]
fn functions() {
    let with_attribute =
        |code: &str| code.replace("#[ours(", "#[asyncgen::async_generator(crate = asyncgen, ");
    let pairs = [
        (
            "pub(crate) async gen fn f() -> u8 { yield 1; }",
            "#[ours()] pub(crate) async fn f() -> u8 { yield_!(1); }",
        ),
        ("struct S; async gen fn f() {}", "struct S; #[ours()] async fn f() {}"),
        (
            "async gen fn f() -> u8; async gen fn g() { yield 1 }",
            "#[ours()] async fn f() -> u8; #[ours()] async fn g() { yield_!(1) }",
        ),
        (
            "#[doc = \"\"] unsafe extern \"C\" async gen fn f() {}",
            "#[ours()] #[doc = \"\"] unsafe extern \"C\" async fn f() {}",
        ),
        (
            "impl S { async gen fn f<T: Fn() -> u8>() -> A<{ 1 }> { yield x; } }",
            "impl S { #[ours()] async fn f<T: Fn() -> u8>() -> A<{ 1 }> { yield_!(x); } }",
        ),
        (
            "async gen fn f<A = B>() { yield 1 } yield_!(2)",
            "#[ours()] async fn f<A = B>() { yield_!(1) } yield_!(2)",
        ),
        ("#[async_generator] async fn f() { yield 1 }", "#[ours()] async fn f() { yield_!(1) }"),
        (
            "#[a::async_generator(send = u8)] pub async fn f() { yield 1 }",
            "#[ours(send = u8)] pub async fn f() { yield_!(1) }",
        ),
        (
            "#[x] #[async_generator(crate = a::b)] async fn f() {}",
            "#[x] #[asyncgen::async_generator(crate = a::b)] async fn f() {}",
        ),
        ("#[other] async fn f() { 1 }", "#[other] async fn f() { 1 }"),
        ("type F = fn(u8) -> u8; f(yield_)", "type F = fn(u8) -> u8; f(yield_)"),
        ("fn f() { #[coroutine] || yield 1 }", "fn f() { #[coroutine] || yield 1 }"),
        ("m! { async gen fn f() { yield 1 } }", "m! { #[ours()] async fn f() { yield_!(1) } }"),
        ("m! { yield 1 }", "m! { yield 1 }"),
        ("#[x(yield)] struct S;", "#[x(yield)] struct S;"),
        ("m! { for await x in s {} }", "m! { for await x in s {} }"),
    ];
    let pairs: Vec<(&str, String)> =
        pairs.iter().map(|(code, it)| (*code, with_attribute(it))).collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(code, it)| (*code, it.as_str())).collect();
    assert_lowered(&pairs, false);
}

#[test]
fn what_is_wrong() {
    let in_items = [
        ("gen fn f() { yield 1 }", "a `gen fn` must be `async`"),
        ("async gen f() { yield 1 }", "expected `fn`"),
        ("async gen f<T>() { yield 1 }", "expected `fn`"),
        ("async gen f { yield 1; }", "a block has no name"),
        ("async gen f[x];", "`async gen` without a block"),
        ("async gen move (x);", "`async gen` without a block"),
        ("async gen f + x;", "`async gen` without a block"),
        ("fn f() { yield 1; }", "outside of an async generator"),
        ("fn f() { for await x in y {} }", "outside of an async generator"),
    ];
    assert_reported(&in_items, false);
    let in_body = [
        ("async gen 1", "`async gen` without a block"),
        ("await x;", "`await` is a postfix operator"),
        ("async gen move;", "`async gen` without a block"),
        ("async gen (x)", "`async gen` without a block"),
        ("async gen move (x)", "`async gen` without a block"),
        ("async gen x {}", "`async gen` without a block"),
        ("use a::__asyncgen_in_macro;", "is a name that `asyncgen` reserves"),
        ("m!(__asyncgen_in_macro)", "is a name that `asyncgen` reserves"),
    ];
    assert_reported(&in_body, true);
}

#[test]
fn what_is_wrong_has_a_type() {
    let (code, _) = lowered("f(async gen 1 2, 3)", true);
    assert_eq!(code, "f(asyncgen::__private::dummy_value(),3)");
    let (code, _) = lowered("const A: u8 = yield 1; fn f() {}", false);
    assert_eq!(code, "constA:u8=1;fnf(){}");
}

/// What is written from habit is reported, and taken for what was meant.
#[test]
fn what_other_languages_write() {
    for (code, expected, message) in [
        ("async for x in s {}", "#[for_await] for x in s {}", "`async for` does not exist"),
        ("'a: async for x in s {}", "#[for_await] 'a: for x in s {}", "does not exist"),
        ("await f(x);", "f(x).await;", "`await` is a postfix operator"),
        ("g(await a.b::c[d]);", "g(a.b::c[d].await);", "is a postfix operator"),
        ("await a + b;", "a.await + b;", "is a postfix operator"),
        ("await f(yield x)", "f(yield_!(x)).await", "is a postfix operator"),
        ("if await a {}", "if a.await {}", "is a postfix operator"),
    ] {
        let (seen, errors) = lowered(code, true);
        assert_eq!(seen, text(&parsed(expected)), "{code}");
        let message: String = message.split_whitespace().collect();
        assert!(errors.contains(&message), "{code}: {errors}");
        assert_eq!(errors.matches("compile_error").count(), 1, "{code}: {errors}");
    }
    let correct = ["a.await;", "f(a.await + b);", "await {}", "await;", "async move {};"];
    assert_lowered(&correct.map(|code| (code, code)), true);
    // Here rustc has parsed the code.
    let mut diagnostics = Diagnostics::default();
    let mut lowering = Lowering::of_body(quote!(asyncgen), &mut diagnostics, false);
    for code in ["async for x in s {}", "await f(x);"] {
        assert_eq!(text(&lowering.lower(parsed(code))), text(&parsed(code)));
    }
    assert!(diagnostics.is_empty());
    assert_lowered(&[("async for x in s {}", "async for x in s {}")], false);
}

/// In an ordinary function, what stands for a keyword has a type, and so has the function.
#[test]
fn what_is_misplaced_has_a_type() {
    for (code, expected) in [
        ("fn f() -> u8 { yield 1; }", "fn f() -> u8 { 1; loop {} }"),
        ("fn f() -> u8 { yield; g() }", "fn f() -> u8 { (); g() }"),
        ("fn f() { g(yield, yield 1) }", "fn f() { g((), 1) }"),
        ("fn f() { a; yield }", "fn f() { a; () }"),
        (
            "fn f() { for await (a, b) in c.d() { e } }",
            "fn f() { for (a, b) in [asyncgen::__private::dummy_item(&(c.d()))] { e } loop {} }",
        ),
        (
            "fn f() { for await(close) x in s { e } g() }",
            "fn f() { for x in [asyncgen::__private::dummy_item(&(s))] { e } g() }",
        ),
        ("fn f() { while a { yield 1; } }", "fn f() { while a { 1; } loop {} }"),
        ("yield 1; fn f() {}", "fn f() {}"),
        ("const A: [u8; 1] = [0 + yield 1];", "const A: [u8; 1] = [0 + 1];"),
        ("fn f() {} yield 1; fn g() {}", "fn f() {} fn g() {}"),
        ("const A: u8 = 1; yield a b", "const A: u8 = 1;"),
    ] {
        assert_eq!(lowered(code, false).0, text(&parsed(expected)), "{code}");
    }
}

#[test]
fn a_function_without_its_gen() {
    for (code, expected, has_gen) in [
        ("pub async gen fn f() {}", "pub async fn f() {}", true),
        ("gen fn gen() {}", "fn gen() {}", true),
        ("async fn gen() {}", "async fn gen() {}", false),
        ("struct gen;", "struct gen;", false),
    ] {
        let (function, word) = crate::lower::without_gen(parsed(code));
        assert_eq!(text(&function), text(&parsed(expected)), "{code}");
        assert_eq!(word.is_some_and(|word| word == "gen"), has_gen, "{code}");
    }
}

/// As `$path!(…)` in a `macro_rules!`.
#[test]
fn a_macro_whose_path_was_passed() {
    let path = TokenTree::from(Group::new(Delimiter::None, quote!(a::b)));
    let mut diagnostics = Diagnostics::default();
    let mut lowering = Lowering::of_body(quote!(asyncgen), &mut diagnostics, true);
    let code = lowering.lower(quote!(#path!(yield 1)));
    assert_eq!(text(&code), "a::b!(__asyncgen_in_macro!(item1))");
}
