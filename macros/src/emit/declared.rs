//! Tells rustc the types that a generator's surroundings declare, before it checks the body.
//!
//! They are written once, where the user wrote them: named again in the body, an unknown type would
//! be reported twice. And a block has no types of its own: an item of another type than its
//! function declares is then the mistake, and not the function's type.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;

use crate::hygiene::{self, Emit};
use crate::model::Returns;

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
    quote_spanned!(emit.span=> if false { return #handle.#declared(); })
}

/// ```text
/// // Input:
/// let handle = …; handle.generator(…)
/// // Output:
/// 'generator: { let handle = …; if false { break 'generator handle.declared() } … }
/// ```
pub(super) fn by_surroundings(
    handle: &Ident,
    emit: Emit<'_>,
    generator: impl FnOnce(TokenStream) -> TokenStream,
) -> TokenStream {
    let label = hygiene::lifetime("generator", emit.span);
    let generator = generator(quote_spanned!(emit.span=>
        if false { break #label #handle.declared(); }
    ));
    quote_spanned!(emit.span=> #label: { #generator })
}
