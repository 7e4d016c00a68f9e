//! What becomes of `catch!` and `finally!`, where they stand alone, in each other, and among
//! another macro's arguments: pieces of the output, without the white space.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand;

/// The expansion of a generator with this body.
fn expanded(body: &str) -> String {
    let item = format!("async fn f() -> u32 {{ {body} }}");
    let item = item.parse().unwrap_or_else(|error| panic!("{body}: {error}"));
    let code: TokenStream = expand::attribute(quote!(throws = E), item);
    code.to_string().split_whitespace().collect()
}

/// Whether this piece is in the expansion.
fn has(body: &str, piece: &str) -> bool {
    let piece: String = piece.split_whitespace().collect();
    expanded(body).contains(&piece)
}

#[test]
fn what_guards_nothing_is_warned_of() {
    for (body, expected) in [
        ("finally! { f() }", true),
        ("yield_!(1); finally! { f() }", true),
        ("yield_!(1); finally!(f())", true),
        ("finally! { f() } yield_!(1);", false),
        ("select! { _ = x => { finally! { f() } } }", false),
    ] {
        assert_eq!(has(body, "FINALLY_GUARDS_NOTHING"), expected, "{body}");
        assert!(!has(body, "compile_error"), "{body}");
    }
}

#[test]
fn a_result_that_nobody_uses_is_warned_of() {
    for (body, expected) in [
        ("catch! { yield_!(1) };", true),
        ("catch! { yield_!(1) } f();", true),
        ("let _ = catch! { yield_!(1) };", false),
        ("f(catch! { yield_!(1) });", false),
        ("f!(); yield_!(1);", false),
        ("finally! { f() } yield_!(1);", false),
        ("select! { _ = x => { catch! { f()? }; } }", false),
        ("f(|| { catch! { 1 }; });", false),
    ] {
        assert_eq!(has(body, "UNUSED_CATCH"), expected, "{body}");
    }
}

/// It guards the rest of its block, also where a macro has the block among its arguments.
#[test]
fn a_block_among_the_arguments_of_a_macro_is_guarded() {
    let body = "select! { _ = x => { finally! { f() } yield_!(1); } }";
    assert!(!has(body, "compile_error"));
    assert!(has(body, "guarded::<1, _, _>"));
}

/// What is hidden from a macro is passed to an arm of the local macro, the jumps as well.
#[test]
fn a_jump_among_the_arguments_of_a_macro_is_passed_on() {
    let body = "loop { m!(t by t => catch! { break; }); }";
    assert!(has(body, "BlockExit::Jump(0)) => $_asyncgen_1_1,"), "{}", expanded(body));
    assert!(has(body, "{ return __asyncgen_in_macro!(jump @ 0); }, break)"));
}

#[test]
fn a_jump_to_a_labelled_block_is_carried_out_behind_the_guard() {
    let body = "'a: { let _ = catch! { break 'a; }; } yield_!(1);";
    assert!(has(body, "BlockExit::Jump(0)) => break 'a,"), "{}", expanded(body));
    let inside = "let _ = catch! { 'a: { break 'a; } }; yield_!(1);";
    assert!(!has(inside, "BlockExit::Jump(0)"));
}

/// The runtime is told of each cleanup that may await, and whether it is inside another one.
#[test]
fn a_cleanup_that_awaits_has_two_ends() {
    let of_another = "leave_cleanup::<true>(::core::result::Result::is_ok(&_asyncgen_outcome))";
    let alone = "leave_cleanup::<false>(::core::result::Result::is_ok(&_asyncgen_outcome))";
    for (body, inner, outer) in [
        ("finally! { f() } yield_!(1);", 0, 0),
        ("finally! { f().await } yield_!(1);", 0, 1),
        ("finally! { finally! { a.await; } b.await; } yield_!(1);", 1, 1),
        ("finally! { finally! { a(); } b.await; } yield_!(1);", 0, 1),
        ("finally! { finally! { a.await; } b(); } yield_!(1);", 1, 1),
        ("finally! { a.await; } finally! { b.await; } yield_!(1);", 0, 2),
    ] {
        let expanded = expanded(body);
        let count = |piece: &str| expanded.matches(piece).count();
        assert_eq!((count(of_another), count(alone)), (inner, outer), "{body}: {expanded}");
    }
}

/// A cleanup that is left by a jump, or behind an error that is caught, is over.
#[test]
fn a_cleanup_may_be_left_in_its_middle() {
    let over = "leave_cleanup::<false>(false).await";
    let of_another = "leave_cleanup::<true>(false).await";
    for (body, expected) in [
        ("let _ = catch! { finally! { a.await; } yield_!(1) };", [1, 0]),
        ("let _ = catch! { finally! { a(); } yield_!(1) };", [0, 0]),
        ("let _ = catch! { { finally! { a.await; } yield_!(1); } f() };", [1, 0]),
        ("let _ = catch! { catch! { finally! { a.await; } yield_!(1) } };", [2, 0]),
        ("finally! { let _ = catch! { finally! { a.await; } b() }; c.await; } d();", [0, 1]),
        ("loop { finally! { m!(x); f().await; } yield_!(1); }", [1, 0]),
        ("while a { finally! { m!(x); f().await; } yield_!(1); }", [2, 0]),
        ("loop { finally! { m!(x); f().await; } yield_!(1); } g();", [2, 0]),
        ("loop { finally! { m!(x); f().await; } yield_!(1); };", [2, 0]),
        ("#[cfg(a)] g(); loop { finally! { m!(x); f().await; } yield_!(1); }", [1, 0]),
        ("#[cfg(a)] g(); loop { finally! { m!(x); f().await; } yield_!(1); } h();", [2, 0]),
        ("loop { finally! { f().await; } yield_!(1); }", [0, 0]),
        ("loop { finally! { m!(x); f(); } yield_!(1); }", [1, 0]),
        ("loop { finally! { println!(); f().await; } yield_!(1); }", [0, 0]),
    ] {
        let expanded = expanded(body);
        let seen = [over, of_another].map(|piece| expanded.matches(piece).count());
        assert_eq!(seen, expected, "{body}: {expanded}");
    }
}

/// To rustc, the value of a guarded block is the user's own last expression.
#[test]
fn a_value_is_located_at_the_last_expression() {
    let value = "BlockExit::Value(_asyncgen_value)) => (_asyncgen_value,).0,";
    assert!(has("let x = { finally! { a() } b() }; yield_!(x);", value));
    assert!(!has("finally! { a() } b(); yield_!(1);", value));
}
