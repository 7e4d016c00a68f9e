//! What becomes of jumps, of values of a `return`, and of loops that await: pieces of the output,
//! without the white space.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand;

/// The expansion of a generator with this body.
fn expanded(args: &TokenStream, body: &str) -> String {
    let item = format!("async fn f() -> u32 {{ {body} }}");
    let item = item.parse().unwrap_or_else(|error| panic!("{body}: {error}"));
    let code = expand::attribute(args.clone(), item).to_string();
    code.split_whitespace().collect()
}

#[track_caller]
fn assert_contains(args: &TokenStream, rows: &[(&str, &str)]) {
    for (body, piece) in rows {
        let piece: String = piece.split_whitespace().collect();
        let code = expanded(args, body);
        assert!(code.contains(&piece), "{body}: {code}");
    }
}

#[test]
fn the_value_of_a_return() {
    let rows = [
        ("return Err(e);", "to return an error, write `Err(error)?`"),
        ("return Err(e);", "let _: ::core::result::Result<(), _> = Err(e);"),
        ("return None;", "to end the generator, write `return`"),
        ("return Ok(());", "to end the generator, write `return`"),
        ("return 1;", "to hand the value to the consumer, yield it"),
        ("return 1;", "let _ = 1;"),
        ("return Ok(1);", "let _ = (1);"),
        ("return f();", "let _: () = f();"),
    ];
    assert_contains(&quote!(throws = E), &rows);
    let is_reported = |args, body| expanded(&args, body).contains("`return`withavalue");
    assert!(is_reported(quote!(send = S), "return yield_!(1);"));
    assert!(!is_reported(quote!(send = S), "return f();"));
    assert!(!is_reported(quote!(), "return yield_!(1);"));
}

#[test]
fn a_jump_out_of_a_cleanup() {
    let rows = [
        ("loop { finally! { g().await; break; } yield_!(1); }", "enter_cleanup::<true>"),
        (
            "loop { finally! { g().await; break; } yield_!(1); }",
            "leave_cleanup::<false>(false).await; }; break })",
        ),
        (
            "let a = 'b: loop { finally! { g().await; break 'b 1; } yield_!(1); };",
            "({ let _asyncgen_value = 1;",
        ),
    ];
    assert_contains(&quote!(), &rows);
}

#[test]
fn a_loop_that_awaits() {
    let rows = [
        ("#[for_await] for 1 | 2 in s {}", "let (1 | 2) = _asyncgen_item;"),
        ("#[for_await] while x {}", "`#[for_await]` is for a `for` loop"),
        ("#[for_await] loop {}", "`#[for_await]` is for a `for` loop"),
        (
            "g(|| { #[for_await] for x in y { h(x) } });",
            "loop { let x = ::asyncgen::__private::dummy_item(&y); { h(x) } }",
        ),
    ];
    assert_contains(&quote!(), &rows);
    let by_a_path = expanded(&quote!(), "#[a::for_await] while x {} yield_!(1);");
    assert!(by_a_path.contains("#[a::for_await]whilex{}"), "{by_a_path}");
}

/// What a closure or an `async` block owns stays as it is, and so do the user's parentheses.
#[test]
fn what_is_not_the_generators() {
    let rows = [
        ("g(async { a.await }); yield_!(1);", "g(async { a.await });"),
        ("g(async { b!(a.await) }); yield_!(1);", "g(async { b!(a.await) });"),
        ("g(async { futures::join!(a, b) }); yield_!(1);", "async { futures::join!(a, b) }"),
        ("g(|| { return 1; }); yield_!(1);", "g(|| { return 1; });"),
        ("g(|| break); yield_!(1);", "g(|| break);"),
        ("g(|| continue 'a); yield_!(1);", "g(|| continue 'a);"),
        ("a! b { () => { catch! { c } } } yield_!(1);", "a! b { () => { catch! { c } } }"),
        ("let x = (a); f((b), (c, d)); yield_!(x);", "let x = (a); f((b), (c, d));"),
        // rustc would warn of a second pair.
        ("f((yield_!(1)));", "f(({ match"),
    ];
    assert_contains(&quote!(), &rows);
    for (body, _) in rows {
        assert!(!expanded(&quote!(), body).contains("compile_error"), "{body}");
    }
}

/// Another crate's macro may have the name of one of ours.
#[test]
fn a_macro_that_may_be_a_generator() {
    let code =
        expanded(&quote!(), "let a = stream! { yield 1; }; let b = a::stream! { yield 2; };");
    for arm in ["(item$_asyncgen_0_0:expr)=>", "(item$_asyncgen_1_0:expr)=>"] {
        assert!(code.contains(arm), "{code}");
    }
    // What is in it is its own, also where tokens do not parse.
    let code = expanded(&quote!(), "m!(t by t => stream! { yield 1; return; f()? });");
    let call = "m!(tbyt=>stream!{__asyncgen_in_macro!(item1);return;f()?});";
    assert!(code.contains(call), "{code}");
    assert!(!code.contains("$_asyncgen_1_0"), "{code}");
    let code = expanded(&quote!(), "m!(t by t => other!(catch! { a }));");
    assert!(code.contains("other!(__asyncgen_in_macro!(catch@0{a}))"), "{code}");
    for body in ["let a = stream! { f(); };", "g(|| stream! { yield 1; });"] {
        let code = expanded(&quote!(), body);
        assert!(!code.contains("macro_rules!"), "{code}");
    }
}

/// Its tokens become an expression only when the rule is applied.
#[test]
fn a_rule_with_a_repetition() {
    let rows = [
        (
            "macro_rules! m { ($($x:expr),*) => { yield_!(($($x),*)); } } m!(1);",
            "=> { __asyncgen_in_macro!(item @0 ($($x),*)); }",
        ),
        (
            "macro_rules! m { ($x:expr) => { yield_!($x); } } m!(1);",
            "($x:expr) => { __asyncgen_in_macro!(item @0 $x); }",
        ),
        (
            "macro_rules! m { (return $x:expr) => { yield_!($x + a); } }",
            "(return $x:expr) => { __asyncgen_in_macro!(item @0 $x + a); }",
        ),
        (
            "macro_rules! m { (catch! { $x:expr }) => { yield_!($x); } }",
            "(catch! { $x:expr }) => { __asyncgen_in_macro!(item @0 $x); }",
        ),
        (
            "macro_rules! m { ($x:expr) => { finally! { $x } yield_!(b); } } m!(1);",
            "=> { __asyncgen_in_macro! { \
             finally @1 { $x }, { __asyncgen_in_macro!(item @0 b); } } }",
        ),
        (
            "macro_rules! m { ($($x:tt)*) => { finally! {} $($x)* } } m!(1);",
            "=> { __asyncgen_in_macro! { finally @0 {}, { $($x)* } } }",
        ),
        (
            "macro_rules! m { ($x:block, $p:pat) => { #[for_await] for $p in f($x, { $x }) $x } }",
            "=> { __asyncgen_in_macro! { for_await @0 $p, f($x, { $x }), $x } }",
        ),
        (
            "macro_rules! m { ($($x:expr)=>+) => { catch! { $(a = $x;)? f($($x),*); } } }",
            "=> { __asyncgen_in_macro!(catch @0 { $(a = $x;)? f($($x),*); }) }",
        ),
        (
            "macro_rules! m { ($r#in:expr) => { yield_!($r#in); } } m!(1);",
            "=> { __asyncgen_in_macro!(item @0 $r#in); }",
        ),
    ];
    assert_contains(&quote!(), &rows);
    for (body, _) in rows {
        assert!(!expanded(&quote!(), body).contains("compile_error"), "{body}");
    }
}

/// The attribute receives what is below it.
#[test]
fn what_a_foreign_attribute_receives() {
    let rows = [
        ("#[x] f(yield_!(1));", "#[x] f(__asyncgen_in_macro!(item @0 1));"),
        ("f(#[x] { yield_!(1) });", "f(#[x] { __asyncgen_in_macro!(item @0 1) });"),
        ("#[x] let a = b().await; yield_!(1);", "#[x] let a = b().await;"),
        ("#[x] loop { yield_!(1); }; f();", "#[x] loop { __asyncgen_in_macro!(item @0 1); };"),
        ("#[allow(x)] f(); g(b().await); yield_!(1);", "asyncgen_awaited)(b()).await"),
    ];
    assert_contains(&quote!(), &rows);
}

/// Editors complete the names of what a half-typed expression is of.
#[test]
fn half_typed_code_has_an_import() {
    let rows =
        [("yield_!(page.);", "Unfinished as _"), ("let _ = catch! { a. };", "Unfinished as _")];
    assert_contains(&quote!(), &rows);
    assert!(!expanded(&quote!(), "yield_!(page.a);").contains("Unfinished"));
}

/// rustc is asked inside the block of the value, where its temporaries are dropped.
#[test]
fn the_block_of_the_last_expression() {
    let rows = [
        (
            "if a { f(&b) } else { let c = d; g(&c) }",
            "else { ::asyncgen::LastExpression::asyncgen_end(if false { \
             ::asyncgen::__private::dummy_value() } else { let c = d; g(&c) }) }",
        ),
        (
            "match a { 1 => { let c = d; g(&c) } _ => {} }",
            "1 => { ::asyncgen::LastExpression::asyncgen_end(if false { \
             ::asyncgen::__private::dummy_value() } else { let c = d; g(&c) }) }",
        ),
        (
            "match a { 1 => g(&c), _ => {} }",
            "1 => ::asyncgen::LastExpression::asyncgen_end(if false { \
             ::asyncgen::__private::dummy_value() } else { g(&c) })",
        ),
        ("f(); format! { \"\" }", "f(); { let _ = format! { \"\" }; }"),
    ];
    assert_contains(&quote!(), &rows);
    let code = expanded(&quote!(), "f(); yield_! { 1 }");
    assert!(!code.contains("},).0"), "{code}");
}

/// How often rustc is asked whether the last expression is `()`.
#[test]
fn the_last_expression() {
    for (body, questions) in [
        ("f()", 1),
        ("f();", 0),
        ("f!()", 0),
        ("if a { f() } else { g() }", 2),
        ("if a { f() } else if b { g() } else { h() }", 3),
        ("if a { f() }", 0),
        ("match a { 1 => f(), 2 => { g() } _ => 'l: { h() } }", 2),
        ("match a { 1 => #[x] { f() }, _ => {} }", 0),
        ("{ f() }", 1),
        ("{ f(); }", 0),
        ("'l: { f() }", 0),
        ("unsafe { f() }", 1),
        ("((f()))", 1),
        ("#[cfg(x)] f()", 0),
        ("loop { f() }", 0),
    ] {
        let code = expanded(&quote!(), body);
        assert_eq!(code.matches("asyncgen_end(").count(), questions, "{body}: {code}");
        assert!(!code.contains("compile_error"), "{body}: {code}");
    }
    let rows = [
        ("Ok(())", "remove it: the end of a generator has no value"),
        ("1", "to hand it to the consumer, yield it: `yield_!(…);`"),
        ("f!(); 1 + 1", "{ let _ = 1 + 1; }"),
        ("vec![]", "to hand it to the consumer, yield it: `yield_!(…);`"),
        ("catch! { yield_!(1) }", "say what to do with an error"),
        ("yield_!(1)", "end it with `;`, or use what the consumer sends"),
        ("if a { 1 } else { f() }", "{ let _ = f(); }"),
    ];
    assert_contains(&quote!(send = S, throws = E), &rows);
    let is_reported = |args, body| expanded(&args, body).contains("compile_error");
    assert!(!is_reported(quote!(), "yield_!(1)"));
    assert!(!is_reported(quote!(send = S), "f!(1)"));
}

/// What may return an error that nobody declared, where rustc would report it at the whole body.
#[test]
fn a_macro_that_may_return_an_error() {
    let has_end = |args, body| expanded(&args, body).contains(".ended();");
    assert!(has_end(quote!(), "bail!(x); yield_!(1);"));
    assert!(!has_end(quote!(), "f!(x); yield_!(1);"));
    assert!(!has_end(quote!(), "g(|| bail!(x)); yield_!(1);"));
    assert!(has_end(quote!(throws = E), "bail!(x); yield_!(1);"));
    assert!(!has_end(quote!(throws = E), "f!(x); yield_!(1);"));
    let rows = [
        ("anyhow::bail!(x); yield_!(1);", "if true { anyhow::bail!(x); }"),
        ("anyhow::bail!(x); yield_!(1);", "Ok(()) }; loop {} }"),
        ("anyhow::ensure!(x); yield_!(1);", "Ok(()) }; };"),
        ("anyhow::ensure!(f.await); yield_!(1);", "{};"),
        ("anyhow::bail!(\"{}\", f()?); yield_!(1);", "{ loop {} };"),
    ];
    assert_contains(&quote!(), &rows);
    let declared = expanded(&quote!(throws = E), "anyhow::bail!(x); yield_!(1);");
    assert!(!declared.contains("iftrue"), "{declared}");
    let in_closure = expanded(&quote!(), "g(|| anyhow::bail!(x)); yield_!(1);");
    assert!(!in_closure.contains("iftrue"), "{in_closure}");
}
