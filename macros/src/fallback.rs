//! What stands for a body that cannot be parsed: something of the right type, so that callers and editors go on.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::captures::Captures;
use crate::hygiene::{self, Names};
use crate::signature::{self, Types};

/// The body of a function: a generator of its type that yields nothing.
pub(crate) fn body(captures: Captures, types: &Types, names: &Names) -> TokenStream {
    let captures = captures.unused();
    signature::body(Span::call_site(), captures, quote!({}), Span::call_site(), types, names)
}

/// A block, whose type only its surroundings can tell.
pub(crate) fn expression(place: Span, names: &Names) -> TokenStream {
    let stand_in = names.private("stand_in", place);
    let span = hygiene::ours(place);
    quote_spanned!(span=> #stand_in())
}
