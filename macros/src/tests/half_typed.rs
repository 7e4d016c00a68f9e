//! Half-typed code: an editor completes a name only where the expansion of the code as it is and
//! that of the code with a name at the cursor are the same up to the cursor.

use proc_macro2::TokenStream;

use crate::expand::{self, BlockItems};

/// The code before the cursor, and the code behind it.
const PLACES: &[(&str, &str)] = &[
    ("yield_!(page.", ");"),
    ("yield_!(f(1, page.", "));"),
    ("let x = yield_!(page.", ");"),
    ("let _ = catch! { page.", " };"),
    ("let _ = catch! { let y = page.", " };"),
    ("let _ = catch! { page.", " yield_!(1); };"),
    ("let _ = catch! { yield_!(page.", "); };"),
    ("finally! { page.", " } yield_!(1);"),
    ("finally! { let y = page.", " let z = 1; } yield_!(1);"),
];

/// The same where rustc and editors see no syntax.
const PLACES_IN_A_MACRO: &[(&str, &str)] = &[
    ("let y = page.", ""),
    ("let y = page.", " let z = 1;"),
    ("let y = page.", " yield 1;"),
    ("let y = page.", " yield_!(1);"),
    ("let y = page.", " println!();"),
    ("let y = page.", " return;"),
    ("let y = page.", " if true { yield 1; }"),
    ("let y = page.", " match 1 { x if x > 1 => {} _ => {} }"),
    ("let y = page.", " for n in 0..3 { yield n; }"),
    ("let y = page.", " for await n in s { yield n; }"),
    ("let y = page.", " 'outer: loop { break 'outer; }"),
    ("let y = page.", " #[for_await] for n in s { yield n; }"),
    ("page.", " yield 1;"),
    ("page.", "; yield 1;"),
    ("f(1).await.", " yield 1;"),
    ("if let Some(x) = page.", " yield 1;"),
    ("if let Some(x) = page.", " { yield x; }"),
    ("for x in page.", " { yield x; }"),
    ("match page.", " { _ => yield 1 }"),
    ("if true { page.", " yield 1; } yield 2;"),
    ("let y = ; page.", " yield 1;"),
    ("f(, 1); page.", " yield 1;"),
    ("yield page.", ";"),
    ("yield page.", " let z = 1;"),
];

fn stream(body: &str) -> TokenStream {
    let code: TokenStream = format!("asyncgen {body}").parse().expect("tokens");
    expand::stream(code, BlockItems::AsYielded)
}

fn function(body: &str) -> TokenStream {
    let function = format!("async fn f(page: Page) -> u32 {{ {body} }}");
    expand::attribute(TokenStream::new(), function.parse().expect("tokens"))
}

#[track_caller]
fn assert_same_to_the_cursor(expand: fn(&str) -> TokenStream, (before, after): (&str, &str)) {
    let unfinished = expand(&format!("{before}{after}")).to_string();
    let finished = expand(&format!("{before}name{after}")).to_string();
    let cursor = finished.find("name").expect("the name is in the expansion");
    assert!(unfinished.contains("compile_error"), "no error in: {unfinished}");
    let (same, rest) = finished.split_at(cursor);
    assert!(unfinished.starts_with(same), "{before}|{after}\n{unfinished}\n\n{same}|{rest}");
}

#[test]
fn is_expanded_as_with_a_name_at_the_cursor() {
    for &half_typed in PLACES {
        assert_same_to_the_cursor(function, half_typed);
        assert_same_to_the_cursor(stream, half_typed);
    }
    for &half_typed in PLACES_IN_A_MACRO {
        assert_same_to_the_cursor(stream, half_typed);
    }
}

#[test]
fn that_cannot_be_completed_is_an_error() {
    let expanded = stream("let y = 1 +; yield y;").to_string();
    assert!(expanded.contains("compile_error"), "{expanded}");
    assert!(!expanded.contains("unfinished"), "{expanded}");
}

#[test]
fn is_not_what_can_be_parsed() {
    for body in ["union page;", "let x = 0..; yield x;", "match 1 { x if x > 1 => {} _ => {} }"] {
        let expanded = stream(body).to_string();
        assert!(!expanded.contains("unfinished"), "{expanded}");
    }
}
