//! Keeps rustc from warning of unreachable code that is ours.
//!
//! After a `loop` or a `return` of the user's, the expansion goes on. An `allow` there would be an
//! error where the user forbids the lint, so reachability analysis is made to believe that the
//! code can be reached.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::quote_spanned;

use crate::hygiene::{self, Emit};

/// ```text
/// // Input:
/// { stmts }
/// // Output: the `break` is never taken; reachability analysis does not know.
/// 'end: { if false { break 'end } { stmts } }
/// ```
///
/// Not for a block that a `break` without a label leaves, which rustc rejects in a labelled block.
pub(crate) fn after_body(block: &TokenStream, span: Span) -> TokenStream {
    let end = hygiene::lifetime("end", span);
    quote_spanned!(hygiene::ours(span)=> #end: { if false { break #end } #block })
}

/// ```text
/// // Input:
/// { cleanup }
/// // Output:
/// if true { cleanup }
/// ```
pub(crate) fn after_statement(block: &TokenStream, span: Span) -> TokenStream {
    quote_spanned!(hygiene::ours(span)=> if true #block)
}

/// ```text
/// // Input:
/// value()
/// // Output:
/// if false { dummy_value() } else { value() }
/// ```
///
/// rustc underlines an error about the value from the `if` to the last brace, so the braces end
/// where the value ends.
pub(crate) fn after_value(value: &TokenStream, emit: Emit<'_>) -> TokenStream {
    let last = value.clone().into_iter().last().map_or(emit.span, |token| token.span());
    let dummy_value = emit.dummy_value();
    let mut braces = Group::new(Delimiter::Brace, value.clone());
    braces.set_span(hygiene::ours(last));
    quote_spanned!(emit.span=> if false { #dummy_value() } else #braces)
}
