//! The macros' own messages, apart from rustc's: each mistake is reported once, in exactly these
//! words, and the rest of the expansion still parses.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::diagnostics::Diagnostics;
use crate::expand;
use crate::parse::args;
use crate::tokens;

mod boxed;
mod expansions;
mod guards;
mod half_typed;
mod lowering;
mod mutants;
mod rewriting;
mod whole;

/// The messages in an expansion, without their help.
fn messages(expanded: TokenStream) -> Vec<String> {
    let mut messages = Vec::new();
    let mut tokens = expanded.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "compile_error" => {
                let argument = tokens.find_map(|token| match token {
                    TokenTree::Group(group) => Some(group.stream()),
                    _ => None,
                });
                messages.push(message(argument.unwrap_or_default()));
            }
            TokenTree::Group(group) => messages.extend(self::messages(group.stream())),
            _ => {}
        }
    }
    messages
}

/// The message in the argument of a `compile_error!`. Its help is not empty.
fn message(argument: TokenStream) -> String {
    let text: syn::LitStr = syn::parse2(argument).expect("a string");
    let text = text.value();
    let (message, help) =
        text.split_once("\n\n= help: ").unwrap_or_else(|| panic!("no help in: {text}"));
    assert!(!help.is_empty());
    message.to_owned()
}

#[track_caller]
fn reported(args: TokenStream, item: TokenStream) -> Vec<String> {
    let expanded = expand::attribute(args, item);
    if let Err(error) = syn::parse2::<syn::File>(expanded.clone()) {
        panic!("{error} in: {expanded}");
    }
    messages(expanded)
}

/// The messages about a generator with these arguments of the attribute.
#[track_caller]
fn reported_in_args(args: TokenStream) -> Vec<String> {
    reported(
        args,
        quote!(
            async fn f(text: &str) -> u32 {
                yield_!(1);
            }
        ),
    )
}

/// The messages about a generator with this body.
#[track_caller]
fn reported_in_body(body: TokenStream) -> Vec<String> {
    reported(quote!(throws = E), quote!(async fn f() -> u32 { #body }))
}

#[test]
fn nothing_is_reported_in_correct_code() {
    assert!(reported_in_args(quote!()).is_empty());
    assert!(reported_in_args(quote!(send = S, throws = E, boxed(local), crate = a::b,)).is_empty());
    assert!(reported_in_body(quote!(let x: u32 = f()?; yield_!(x); return;)).is_empty());
    assert!(
        reported_in_body(quote!(loop {
            finally! { g().await; }
            yield_!(1);
            if h {
                break;
            }
            continue;
        }))
        .is_empty()
    );
    assert!(
        reported_in_body(quote!(let yield_ = 1; yield_!(yield_ + 1); anyhow::bail!("x")))
            .is_empty()
    );
    assert!(reported_in_body(quote!(yield_!(1); return x.parse::<()>()?;)).is_empty());
    assert!(
        reported_in_body(
            quote!(let caught = catch! { yield_!(1) }; select! { _ = x => return, _ = y => {} })
        )
        .is_empty()
    );
}

macro_rules! mistakes {
    ($($about:ident { $($name:ident: { $($code:tt)* } => [$($message:literal),+])* })*) => {
        $($(#[test]
        fn $name() {
            assert_eq!($about(quote!($($code)*)), [$($message),+]);
        })*)*
    };
}

fn reported_in_item(item: TokenStream) -> Vec<String> {
    reported(TokenStream::new(), item)
}

mistakes! {
    reported_in_args {
        unknown_argument: { yields = u32 } => ["unknown argument `yields`"]
        two_unknown_arguments: { unpin, pinned(always) } =>
            ["unknown argument `unpin`", "unknown argument `pinned`"]
        doubled_argument: { send = u8, send = u16 } => ["`send` is given twice"]
        doubled_boxed: { boxed, boxed(local) } => ["`boxed` is given twice"]
        boxed_and_send: { boxed, Send } => ["`Send` and `boxed` do not go together"]
        boxed_remote: { boxed(remote, 2) } => ["`boxed` takes nothing but `local`"]
        throws_without_type: { throws = } => ["`throws` needs a type"]
        throws_in_parentheses: { throws(E) } => ["`throws` needs a type"]
        send_alone: { send, boxed } => ["`send` needs a type"]
        send_in_quotes: { send = "f64" } => ["`send` needs a type"]
        crate_in_quotes: { crate = "asyncgen" } => ["`crate` needs a path"]
        not_an_argument: { "text" } => ["expected an argument of `#[async_generator]`"]
        missing_comma: { boxed throws = E } => ["expected `,`"]
    }
    reported_in_item {
        not_async: { fn f() {} } => ["an async generator must be an `async fn`"]
        const_fn: { const async fn f() {} } => ["an async generator cannot be `const`"]
        extern_fn: { async extern "C" fn f() {} } => ["an async generator cannot be `extern`"]
        yields_never: { async fn f() -> ! { yield_!(1); } } =>
            ["an async generator cannot yield `!`"]
        yields_unsized: { async fn f() -> [u8] { yield_!(1); } } =>
            ["an async generator cannot yield what has no size"]
        on_struct: { pub struct S; } =>
            ["`#[async_generator]` is for an `async fn`, not for `struct`"]
        on_impl: { unsafe impl T for S {} } =>
            ["`#[async_generator]` is for an `async fn`, not for `impl`"]
        on_mod: { mod m {} } => ["`#[async_generator]` is for an `async fn`, not for `mod`"]
        question_mark_without_an_item: { async fn f() -> ! { yield_!(g()?); } } =>
            ["an async generator cannot yield `!`"]
        question_mark_without_throws: { async fn f() { yield_!(g()?); } } =>
            ["`?` requires `throws = …`"]
        yield_without_bang: { async fn f() { yield_(1); yield_; } } =>
            ["`yield_` is a macro", "`yield_` is a macro"]
        bail_without_throws: { async fn f() { anyhow::bail!("x"); yield_!(); } } =>
            ["`bail!` requires `throws = …`"]
        return_of_inferred_type: { async fn f() { yield_!(); return x.parse().unwrap(); } } =>
            ["`return` with a value in an async generator"]
        tail_of_inferred_type: { async fn f() { yield_!(); x.into_iter().sum() } } =>
            ["the last expression of an async generator must be `()`"]
        mistakes_of_all_stages: { const fn f() { g()?; || yield_!(); return 1; } } => [
            "`yield` cannot be used inside a closure",
            "an async generator must be an `async fn`",
            "an async generator cannot be `const`",
            "`?` requires `throws = …`",
            "`return` with a value in an async generator"
        ]
    }
    reported_in_body {
        yield_in_closure: { g(|| yield_!(1)); } => ["`yield` cannot be used inside a closure"]
        two_yields_in_a_closure: { g(|| { yield_!(1); yield_!(2); }); } =>
            ["`yield` cannot be used inside a closure"]
        two_closures: { g(|| yield_!(1), || yield_!(2)); } => [
            "`yield` cannot be used inside a closure",
            "`yield` cannot be used inside a closure"
        ]
        yield_in_async_closure: { g(async || yield_!(1)); } =>
            ["`yield` cannot be used inside a closure"]
        yield_in_async_block: { async { yield_!(1) }.await; } =>
            ["`yield` cannot be used inside an `async` block"]
        yield_in_inner_fn: { fn g() { yield_!(1); } } =>
            ["`yield` cannot be used inside an inner function"]
        yield_in_inner_method: { struct S; impl S { fn g() { yield_!(1); } } } =>
            ["`yield` cannot be used inside an inner function"]
        yield_in_method_of_a_trait: { trait T { fn g() { yield_!(1); } } } =>
            ["`yield` cannot be used inside an inner function"]
        yield_in_const_block: { const { yield_!(1) }; } =>
            ["`yield` cannot be used in a constant expression"]
        yield_in_array_length: { let _ = [0; { yield_!(1); 1 }]; } =>
            ["`yield` cannot be used in a constant expression"]
        yield_in_async_block_in_macro: { join!(async { yield_!(1) }); } =>
            ["`yield` cannot be used inside an `async` block"]
        yield_in_async_block_among_tokens: { select! { _ = async move { yield_!(1) } => {} } } =>
            ["`yield` cannot be used inside an `async` block"]
        yield_in_closure_among_tokens: { each!(x => |n| yield_!(n)); } =>
            ["`yield` cannot be used inside a closure"]
        yield_in_fn_among_tokens: { items!(x => fn g() { yield_!(1); }); } =>
            ["`yield` cannot be used inside an inner function"]
        for_await_in_closure: { g(|| { #[for_await] for x in y { yield_!(x); } }); } =>
            ["`#[for_await]` cannot be used inside a closure"]
        catch_in_closure: { g(|| catch! { yield_!(1) }); } =>
            ["`catch!` cannot be used inside a closure"]
        finally_in_async_block: { async { finally! { g() } yield_!(1); }.await; } =>
            ["`finally!` cannot be used inside an `async` block"]
        finally_in_expression: { let _ = finally! { g() }; } => ["`finally!` is a statement"]
        return_value: { return 1; } => ["`return` with a value in an async generator"]
        return_error: { return Err(e); } => ["`return` with a value in an async generator"]
        return_value_among_tokens: { select! { _ = x => return 1, } } =>
            ["`return` with a value in an async generator"]
        break_outside_of_a_loop: { yield_!(1); break; } => ["`break` outside of a loop"]
        continue_outside_of_a_loop: { for x in y {} let _ = catch! { continue; }; } =>
            ["`continue` outside of a loop"]
        last_expression: { 1 + 1 } => ["the last expression of an async generator must be `()`"]
        last_expression_in_both_branches: { if x { 1 } else { g() } } =>
            ["the last expression of an async generator must be `()`"]
        last_macro: { format!("{x}") } => ["the last expression of an async generator must be `()`"]
        last_catch: { catch! { yield_!(1) } } =>
            ["the last expression of an async generator must be `()`"]
        yield_from: { yield_!(from x); } => ["`yield from` does not exist in async generators"]
        yield_from_macro: { yield_from!(x); } => ["`yield from` does not exist in async generators"]
        yield_from_in_macro: { println!("{:?}", yield_!(from x)); } =>
            ["`yield from` does not exist in async generators"]
        yield_from_keyword: { g! { yield from x } } =>
            ["`yield from` does not exist in async generators"]
        yield_two: { yield_!(1, 2); } => ["`yield_!` takes one expression"]
        yield_two_in_macro: { println!("{:?}", yield_!(1, 2)); } =>
            ["`yield_!` takes one expression"]
        for_await_with_arguments: { #[for_await(x)] for x in y {} } =>
            ["`#[for_await]` takes no argument but `close`"]
        for_await_with_a_keyword_and_arguments: { for await(x) y in z {} } =>
            ["`#[for_await]` takes no argument but `close`"]
        for_await_close_in_closure: { g(|| { #[for_await(close)] for x in y { yield_!(x); } }); } =>
            ["`#[for_await]` cannot be used inside a closure"]
        break_value_across_finally: { let _ = loop { finally! { g() } break 1; }; } =>
            ["a `break` with a value cannot leave a `catch!` block \
              or the part guarded by `finally!`"]
        break_value_across_two:
            { let _ = loop { finally! { g() } let _ = catch! { break 1 }; }; } =>
            ["a `break` with a value cannot leave a `catch!` block \
              or the part guarded by `finally!`"]
        break_among_tokens_across_catch:
            { loop { let _ = catch! { select! { _ = x => break 1, } }; } } => [
            "a `break` among another macro's arguments cannot leave a `catch!` block \
             or the part guarded by `finally!`"
        ]
        continue_among_tokens_across_finally:
            { 'a: loop { finally! { g() } select! { _ = x => continue 'a, } } } => [
            "a `continue` among another macro's arguments cannot leave a `catch!` block \
             or the part guarded by `finally!`"
        ]
    }
}

/// A generator that a macro receives owns what is in it.
#[test]
fn nothing_is_reported_in_another_generator() {
    for body in [
        quote!(items! { x => #[async_generator] async fn g() { yield_!(1); return; } } yield_!(1);),
        quote!(items! { x => async gen fn g() { yield 1; } } yield_!(1);),
        quote!(g(|| stream! { yield_!(1); g()?; }); yield_!(1);),
        quote!(g(async { a::try_stream! { yield_!(1); } }); yield_!(1);),
        quote!(#[async_generator] async fn g() { yield_!(1); } yield_!(1);),
        quote!(struct S; impl S { #[async_generator] async fn g() { yield_!(1); } } yield_!(1);),
        quote!(trait T { #[async_generator] async fn g() { yield_!(1); } } yield_!(1);),
    ] {
        let none: [&str; 0] = [];
        assert_eq!(reported_in_body(body.clone()), none, "{body}");
    }
}

#[test]
fn boxed_without_alloc_is_reported_once() {
    for arguments in [quote!(boxed), quote!(boxed(local), throws = E), quote!(throws = E, boxed,)] {
        let mut diagnostics = Diagnostics::default();
        args::parse_for(arguments, false, &mut diagnostics);
        let message = "`boxed` needs the feature `alloc` of `asyncgen`";
        assert_eq!(messages(diagnostics.into_items()), [message]);
    }
}

/// Documentation and the attributes below ours see the user's own names of the parameters.
#[test]
fn parameters_keep_their_names() {
    let item = quote!(
        async fn f(used: u32, unused: u32, _ignored: u32, mut changed: u32, r#type: u32) -> u32 {
            changed += 1;
            yield_!(used + changed);
        }
    );
    for args in [quote!(), quote!(boxed)] {
        let function: syn::ItemFn =
            syn::parse2(expand::attribute(args, item.clone())).expect("a function");
        let names: Vec<String> = function.sig.inputs.iter().map(name_of_parameter).collect();
        assert_eq!(names, ["used", "unused", "_ignored", "changed", "r#type"]);
    }
}

fn name_of_parameter(arg: &syn::FnArg) -> String {
    match arg {
        syn::FnArg::Typed(it) => match &*it.pat {
            syn::Pat::Ident(pat) => pat.ident.to_string(),
            other => other.to_token_stream().to_string(),
        },
        syn::FnArg::Receiver(_) => "self".to_owned(),
    }
}

/// A body that cannot be parsed was reported by rustc. The signature survives, and a lint says so
/// if rustc knows more.
#[test]
fn a_body_that_cannot_be_parsed_leaves_the_signature() {
    let expanded = expand::attribute(quote!(), quote!(pub async fn f(x: u32) -> u32 { let = x; }));
    let file: syn::File = syn::parse2(expanded.clone()).expect("items");
    assert!(matches!(&file.items[..], [syn::Item::Fn(f)] if f.sig.ident == "f"));
    let has_lint = tokens::any_ident(expanded, &mut |word| word == "unknown_syntax");
    assert!(has_lint);
}

#[test]
fn nothing_panics() {
    for item in [
        "",
        "async",
        "f(",
        "f<",
        "async fn",
        "async fn f",
        "async fn f(",
        "async fn f() -> {}",
        "struct",
        "#",
        "fn f() {{{",
    ] {
        if let Ok(item) = item.parse::<TokenStream>() {
            expand::attribute(quote!(throws =, =, boxed(), "x" y), item.clone());
            expand::async_gen(quote!(asyncgen #item));
            expand::async_gen(quote!(asyncgen async gen #item));
            expand::async_gen(quote!(asyncgen fn f() { for await #item }));
        }
    }
    for body in [
        "yield_!",
        "yield_!(",
        "yield",
        "catch!",
        "for_await",
        "break",
        "return =",
        "$",
        "yield_!()()",
        "x!(yield)",
    ] {
        if let Ok(body) = body.parse::<TokenStream>() {
            expand::attribute(quote!(), quote!(async fn f() { #body }));
        }
    }
}
