//! What follows a block counts as reachable, whatever the block does: of code behind a `loop` or a `return` rustc warns,
//! and the user must not be warned of ours. To `allow` it there would be an error where the user forbids it.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::quote_spanned;

use crate::hygiene::{self, Names};

/// ```text
/// // Input:
/// { stmts }
/// // Output: nobody ever takes the `break`, which rustc does not ask.
/// 'end: { if false { break 'end } { stmts } }
/// ```
///
/// Not for a block that a `break` without a label leaves: rustc wants a label there.
pub(crate) fn after_body(block: &TokenStream, place: Span) -> TokenStream {
    let (span, end) = (hygiene::ours(place), hygiene::lifetime("end", place));
    quote_spanned!(span=> #end: { if false { break #end } #block })
}

/// ```text
/// // Input:
/// { cleanup }
/// // Output:
/// if true { { cleanup }; }
/// ```
pub(crate) fn after_statement(block: &TokenStream, place: Span) -> TokenStream {
    quote_spanned!(hygiene::ours(place)=> if true { #block; })
}

/// ```text
/// // Input:
/// value()
/// // Output:
/// if false { stand_in() } else { value() }
/// ```
///
/// An error about the value underlines it all: from the `if` to the last brace.
pub(crate) fn after_value(value: &TokenStream, place: Span, names: &Names) -> TokenStream {
    let last = value.clone().into_iter().last().map_or(place, |token| token.span());
    let stand_in = names.private("stand_in", place);
    let mut braces = Group::new(Delimiter::Brace, value.clone());
    braces.set_span(hygiene::ours(last));
    quote_spanned!(hygiene::ours(place)=> if false { #stand_in() } else #braces)
}
