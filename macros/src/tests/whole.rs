//! What becomes of a whole function or block: its attributes and types, what it warns of, and what
//! takes the place of a body that cannot be checked.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::{self, BlockItems};
use crate::tokens::as_rustc;

fn text(code: &TokenStream) -> String {
    code.to_string().split_whitespace().collect()
}

fn parsed(code: &str) -> TokenStream {
    code.parse().unwrap_or_else(|error| panic!("{code}: {error}"))
}

/// The expansion of a function under the attribute, without white space.
fn function(args: &str, item: &str) -> String {
    text(&expand::attribute(parsed(args), parsed(item)))
}

/// The expansion of a block.
fn block(code: &str) -> String {
    let code = parsed(code);
    text(&expand::async_gen(quote!(asyncgen async gen { #code })))
}

#[test]
fn inner_attributes_are_those_of_the_function() {
    let expanded = function("", "#[cold] fn f() { #![allow(x)] #![doc = \"y\"] yield_!(1); }");
    assert!(expanded.contains("#[cold]#[allow(x)]#[doc=\"y\"]fnf()"), "{expanded}");
    let expanded = function("", "async fn f() { #![x] yield_!(1); }");
    assert!(expanded.contains("custominnerattributesareunstable"), "{expanded}");
    assert!(!expanded.contains("#[x]"), "{expanded}");
}

#[test]
fn a_body_that_never_yields_is_warned_of() {
    for (args, body, expected) in [
        ("", "f();", true),
        ("", "yield_!(1);", false),
        ("throws = E", "f()?;", false),
        ("throws = E", "f();", false),
        // A mistake may have been the yield.
        ("", "f(); yield_(1);", false),
        ("", "f(); let x = finally! {};", false),
    ] {
        let expanded = function(args, &format!("async fn f() -> u8 {{ {body} }}"));
        assert_eq!(expanded.contains("NEVER_YIELDS"), expected, "{body}: {expanded}");
    }
}

/// A yield is one await where the item is stored. rustc's work grows with the cube of the awaits.
#[test]
fn a_body_of_many_yields_has_one_await_each() {
    for (yields, awaits) in [(1, 2), (32, 64), (33, 33)] {
        let count = |expanded: String| expanded.matches(".await").count();
        let (macros, keywords) = ("yield_!(a);".repeat(yields), "yield a;".repeat(yields));
        let item = format!("async fn f() -> Row {{ {macros} }}");
        assert_eq!(count(function("", &item)), awaits, "{yields}");
        assert_eq!(count(function("throws = E, send = S", &item)), awaits, "{yields}");
        assert_eq!(count(block(&keywords)), awaits, "{yields}");
        // Among the arguments of another macro, and where it may use up a variable, it is stored.
        assert_eq!(count(block(&format!("foreign!({{ {keywords} }});"))), yields, "{yields}");
        let used = "yield_!(f(x));".repeat(yields);
        let item = format!("async fn f() -> Row {{ let x = g(); {used} }}");
        assert_eq!(count(function("", &item)), yields, "{yields}");
    }
}

/// Nothing in the body can be checked against a type that was rejected. So nothing of it is left.
#[test]
fn a_body_without_types_is_not_checked() {
    let item =
        |output: &str| format!("async fn f(x: u8) -> {output} {{ marker(x)?; yield_!(1); }}");
    for (args, output, expected) in [
        ("throws = E", "u8", true),
        ("", "!", false),
        ("item = u8", "u8", false),
        ("item = u8", "!", false),
        ("", "Result<u8, E>", false),
        ("send = str, throws = E", "u8", false),
        ("throws = str", "u8", false),
    ] {
        let expanded = function(args, &item(output));
        assert_eq!(expanded.contains("marker"), expected, "{args} {output}: {expanded}");
    }
}

/// Its arguments are dropped, and rustc is not to warn that nothing uses them.
#[test]
fn a_body_that_is_not_checked_has_no_arguments() {
    let stored = "async fn f(mut a: String, (b, c): (D, E)) -> u8 { yield_!(1); }";
    let captured = "async fn f(n: u32) -> u8 { yield_!(1); }";
    for (item, pieces) in
        [(stored, &["let mut a = a;", "let (b, c) ="][..]), (captured, &["let n = n;"])]
    {
        let (checked, rejected) = (function("", item), function("item = u8", item));
        for piece in pieces {
            let piece: String = piece.split_whitespace().collect();
            assert!(checked.contains(&piece), "{piece}: {checked}");
            assert!(!rejected.contains(&piece), "{piece}: {rejected}");
        }
    }
    let rejected = function("item = u8", stored);
    assert!(rejected.contains("let_=_asyncgen_take.await;"), "{rejected}");
}

#[test]
fn a_block_that_cannot_be_parsed_has_a_type() {
    let expanded = block("a + ;");
    assert!(expanded.contains("compile_error"), "{expanded}");
    assert!(expanded.ends_with("::__private::dummy_value()}"), "{expanded}");
}

/// The type of an item is named, but for an `impl`, which rustc infers.
#[test]
fn a_deferred_body_names_its_types() {
    for (output, types) in
        [("u8", "u8, (), E<>"), ("impl T", "_, (), E<>"), ("Vec<impl T>", "_, (), E<>")]
    {
        let body = parsed(&format!("(throws = E) async fn f() -> {output} {{ yield_!(1); }}"));
        let expanded = text(&expand::generator_body(body));
        let types: String = types.split_whitespace().collect();
        assert!(expanded.contains(&format!("Handle::<{types},")), "{output}: {expanded}");
    }
}

/// Under the attribute, rustc resolves the attribute of an inner generator; in a macro, we do.
#[test]
fn the_attribute_of_an_inner_generator_is_resolved() {
    let inner = "#[async_generator] async fn g() { yield_!(1); } yield_!(1);";
    let expanded = function("", &format!("async fn f() -> u8 {{ {inner} }}"));
    assert!(expanded.contains("#[async_generator]asyncfng()"), "{expanded}");
    let expanded = block(inner);
    let resolved = "#[asyncgen::async_generator(crate=asyncgen,)]asyncfng()";
    assert!(expanded.contains(resolved), "{expanded}");
}

/// Errors stand before items, and in a block around an expression.
#[test]
fn errors_stand_where_the_code_of_a_macro_stands() {
    let expanded = |code: &str| {
        let code = parsed(code);
        text(&expand::async_gen(quote!(asyncgen #code)))
    };
    assert!(expanded("f(a, yield 1)").starts_with("{::core::compile_error!{"));
    assert!(expanded("f(a, yield 1)").ends_with("f(a,1)}"));
    assert!(expanded("fn f() { yield 1; }").starts_with("::core::compile_error!{"));
    assert_eq!(expanded("f(1)"), "f(1)");
    assert_eq!(expanded("fn f() {}"), "fnf(){}");
}

#[test]
fn the_error_of_a_block_depends_on_conditions() {
    let policies = |code: &str| {
        let expanded = block(code);
        let has = |policy: &str| expanded.contains(&format!("asyncgen::__private::{policy}"));
        ["InfallibleItems>", "FinalErrorItems<_>"].map(has)
    };
    assert_eq!(policies("yield 1;"), [true, false]);
    assert_eq!(policies("f()?; yield 1;"), [false, true]);
    assert_eq!(policies("#[cfg(a)] f()?; yield 1;"), [true, true]);
    assert_eq!(policies("#[cfg(a)] f()?; g()?; yield 1;"), [false, true]);
    assert_eq!(policies("g()?; #[cfg(a)] f()?; yield 1;"), [false, true]);
    assert_eq!(policies("#[cfg(a)] f(); g()?; yield 1;"), [false, true]);
    assert_eq!(policies("|| f()?; async { f()? }; yield 1;"), [true, false]);
    assert_eq!(policies("select! { _ = x => return, } yield 1;"), [true, false]);
    assert_eq!(policies("m!(?x => return); yield 1;"), [true, false]);
    assert_eq!(policies("m!(x => f()?); yield 1;"), [false, true]);
    let both = block("#[cfg(a)] #[cfg(b)] f()?; #[cfg(c)] { f()?; } yield 1;");
    assert!(both.contains("#[cfg(any(all(a,b),all(c)))]"), "{both}");
    assert!(both.contains("#[cfg(not(any(all(a,b),all(c))))]"), "{both}");
}

/// rustc is told before the user's statements that the items are results.
#[test]
fn a_block_with_a_question_mark_has_results() {
    let output = "return _what_it_gives.items().asyncgen_last().body_output(_what_it_gives);";
    let output: String = output.replace("return ", "return").replace(' ', "");
    for (code, expected) in [("f()?; yield 1;", true), ("f(); yield 1;", false)] {
        let expanded = block(code);
        assert_eq!(expanded.contains(&output), expected, "{code}: {expanded}");
    }
    let expanded = block("#[cfg(a)] f()?; yield 1;");
    assert!(expanded.contains("#[cfg(any(all(a)))]iffalse{use"), "{expanded}");
}

/// An error under a condition is one only where the condition holds.
#[test]
fn an_error_has_the_conditions_of_its_statement() {
    let expanded = function("", "async fn f() { #[cfg(a)] f()?; yield_!(); }");
    assert!(expanded.contains("#[cfg(a)]{::core::compile_error!{"), "{expanded}");
    let expanded = function("", "async fn f() { #[cfg(a)] g(); f()?; yield_!(); }");
    assert!(!expanded.contains("#[cfg(a)]{"), "{expanded}");
}

/// rustc reports at the item what does not live as long as the declared type says.
#[test]
fn an_item_has_the_lifetimes_of_its_type() {
    let item = "async fn f<'a>(x: &'a str) -> &'a str { yield_!(x); }";
    let identity = "(::core::convert::identity::<&'a_>)(_asyncgen_item)";
    let expanded = function("", item);
    assert!(expanded.contains(identity), "{expanded}");
}

/// As a capture it would be stored twice.
#[test]
fn a_variable_that_only_a_loop_names_is_taken_as_an_argument() {
    let taken = "let(s,)=_asyncgen_take.await;";
    for (code, expected) in [
        ("f(); for await x in s { yield x; }", true),
        ("for await x in s { yield x; } f();", true),
        ("if a { for await x in s { yield x; } }", true),
        ("for await x in s { yield s; }", false),
        ("f!(\"{s}\"); for await x in s { yield x; }", false),
        ("for await x in s() { yield x; }", false),
        ("for await x in S { yield x; }", false),
        ("for await x in self { yield x; }", false),
        ("#[cfg(a)] f(); for await x in s { yield x; }", false),
        ("select! { _ = a => { for await x in s { yield x; } } }", false),
        ("for x in s { yield x; }", false),
    ] {
        let moving = {
            let code = parsed(code);
            text(&expand::async_gen(quote!(asyncgen async gen move { #code })))
        };
        assert_eq!(moving.contains(taken), expected, "{code}: {moving}");
        assert_eq!(moving.contains("_asyncgen_take"), expected, "{code}: {moving}");
        assert!(!block(code).contains("_asyncgen_take"), "{code}");
    }
}

/// It is dropped there when the loop ends, for there the body ends.
#[test]
fn a_variable_of_the_last_loop_stays_where_it_is_captured() {
    let is_captured = |expanded: &str| {
        let (before, _) = expanded.split_once("(asyncmove").unwrap_or_default();
        before.contains("letmut_asyncgen_stream=")
    };
    let code = parsed("let mut n = 0; for await x in s { yield x; n += 1; }");
    let moving = as_rustc(|| expand::async_gen(quote!(asyncgen async gen move { #code })));
    let moving = text(&moving);
    assert!(is_captured(&moving), "{moving}");
    assert!(!is_captured(&as_rustc(|| block("for await x in s { yield x; }"))));
    for (signature, expected) in [
        ("fn f(s: S)", true),
        ("fn f(&self, n: u8, s: S, text: &str)", true),
        ("fn f(mut s: S)", false),
        ("fn f(self, s: S)", false),
        ("fn f(self: Box<Self>, s: S)", false),
        ("fn f(s: S, guard: Guard)", false),
        ("fn f((s, _): (S, S))", false),
        ("fn f(t: T)", false),
        ("fn f()", false),
    ] {
        let body = "{ #[for_await] for x in s { yield_!(x); } }";
        let expanded = as_rustc(|| function("", &format!("async {signature} {body}")));
        assert_eq!(is_captured(&expanded), expected, "{signature}: {expanded}");
    }
}

/// Its items are those that its surroundings require; where the macro does not know whether it
/// yields, they are not `()`.
#[test]
fn a_block_that_yields_nothing_has_items() {
    const SILENT: &str = ".asyncgen_items_or_units();";
    const UNKNOWN: &str = ".yields(iffalse{loop{}}else{";
    for (code, silent, unknown) in [
        ("yield 1;", false, false),
        ("f();", true, false),
        ("", true, false),
        ("x", false, true),
        ("m!(x);", false, true),
        ("f(); yield_;", false, false),
        ("break; f();", false, true),
    ] {
        let expanded = block(code);
        let seen = (expanded.contains(SILENT), expanded.contains(UNKNOWN));
        assert_eq!(seen, (silent, unknown), "{code}: {expanded}");
    }
}

#[test]
fn a_stream_may_stand_in_braces_of_its_own() {
    let expanded = |code| text(&expand::stream(code, BlockItems::AsYielded));
    assert_eq!(
        expanded(quote!(asyncgen { yield_!(1); f() })),
        expanded(quote!(asyncgen yield_!(1); f()))
    );
}
