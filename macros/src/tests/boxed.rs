//! The signatures of `boxed` generators: which lifetimes are named, shortened and bounded.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use crate::expand;

const SIGNATURES: &str = include_str!("../../tests/boxed_signatures.txt");

/// Without white space, which depends on whether tokens are parsed or quoted.
fn text(code: &str) -> String {
    code.split_whitespace().collect()
}

/// The signature of the expansion, up to the body.
fn expanded(signature: &str) -> String {
    let item = format!("async fn {signature} {{ yield_!(x) }}");
    let item = item.parse().unwrap_or_else(|error| panic!("{signature}: {error}"));
    let is_body = |it: &TokenTree| match it {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let code = expand::attribute(quote!(boxed), item).into_iter();
    let code: TokenStream = code.take_while(|token| !is_body(token)).collect();
    let code = text(&code.to_string());
    let (_, signature) = code.split_once("fnf").expect("the function");
    format!("f{signature}")
        .replace("::asyncgen::BoxAsyncGenerator", "Box")
        .replace(",(),::core::convert::Infallible>", ">")
        .replace("<>", "")
}

/// A name that occurs twice has arguments, so that rustc reports an unknown one once.
#[test]
fn write_a_type_a_second_time_with_arguments() {
    let expanded = |item: &str| {
        let item = item.parse().unwrap_or_else(|error| panic!("{item}: {error}"));
        text(&expand::attribute(quote!(boxed), item).to_string())
    };
    let of_two = |output: &str| {
        expanded(&format!(
            "async fn f<'a, 'b, T>(x: &'a u8, y: &'b u8) -> {output} {{ yield_!(x) }}"
        ))
    };
    assert!(of_two("Row").contains(",Row<>:"), "{}", of_two("Row"));
    assert!(!of_two("T").contains("T<>:"), "{}", of_two("T"));
}

#[test]
fn bound_what_they_capture() {
    let rows: Vec<&str> = SIGNATURES.lines().filter(|row| !row.starts_with("# ")).collect();
    assert!(rows.len() > 80);
    for pair in rows.chunks(2) {
        assert_eq!(expanded(pair[0]), text(pair[1]), "{}", pair[0]);
    }
}
