//! Tells rustc the types that a generator's surroundings declare, before it checks the body.
//!
//! They are written once, where the user wrote them: named again in the body, an unknown type would
//! be reported twice. And a block has no types of its own: an item of another type than its
//! function declares is then the mistake, and not the function's type.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

use crate::hygiene::{self, Emit};
use crate::model::Returns;
use crate::tokens;

/// ```text
/// // Output: never taken. The type of the `return` gives the handle its types.
/// if false { return handle.declared() }
/// ```
pub(super) fn by_function(handle: &Ident, returns: Returns, emit: Emit<'_>) -> TokenStream {
    let declared = match returns {
        Returns::Opaque | Returns::OpaqueSend => "declared",
        Returns::Boxed => "declared_boxed",
        Returns::BoxedLocal => "declared_boxed_local",
    };
    let declared = Ident::new(declared, emit.span);
    // rustc underlines it where an item lives too short for the declared type.
    let arguments = tokens::parenthesized(TokenStream::new(), handle.span());
    quote_spanned!(emit.span=> if false { return #handle.#declared #arguments; })
}

/// ```text
/// // Input:
/// let handle = …; handle.generator(…)
/// // Output:
/// 'generator: { let handle = …; if false { break 'generator handle.declared() } … }
/// ```
///
/// rustc underlines the user's code, from its `first` to its `last` token, where the generator as a
/// whole is of another type than its surroundings require.
pub(super) fn by_surroundings(
    handle: &Ident,
    emit: Emit<'_>,
    (first, last): (Span, Span),
    generator: impl FnOnce(TokenStream) -> TokenStream,
) -> TokenStream {
    let label = hygiene::lifetime("generator", emit.span);
    let mut handle = handle.clone();
    handle.set_span(emit.span.located_at(first));
    let arguments = tokens::parenthesized(TokenStream::new(), emit.span.located_at(last));
    let generator = generator(quote_spanned!(emit.span=>
        if false { break #label #handle.declared #arguments; }
    ));
    quote_spanned!(emit.span=> #label: { #generator })
}
