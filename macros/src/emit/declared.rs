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
    let declared = Ident::new(declared, handle.span());
    // rustc underlines it where an item lives too short for the declared type.
    let arguments = tokens::parenthesized(TokenStream::new(), handle.span());
    quote_spanned!(emit.span=> if false { return #handle.#declared #arguments; })
}

/// Where nothing tells the error type of a `try_stream!`, rustc looks for a place to ask for it.
/// This is one that stands at the user's `?`: rustc would otherwise ask for the type of the
/// variable that holds the stream, which nobody can write.
///
/// ```text
/// // Output: never taken. The name, imported, and its `::<_>` have the span of the `?` itself,
/// // because rustc does not ask for types in an expansion. It suggests none where a `_` stands.
/// if false { use try_stream as try_stream; handle.ends_with(try_stream::<_>()); }
/// ```
pub(crate) fn error_of_block(question_mark: Span, emit: Emit<'_>) -> TokenStream {
    let (handle, try_stream) = (emit.handle(), emit.try_stream());
    let name = Ident::new("try_stream", question_mark);
    let function = quote_spanned!(question_mark=> #name::<_>);
    quote_spanned!(emit.span=>
        if false {
            use #try_stream as #name;
            #handle.ends_with(#function());
        }
    )
}

/// Says, before the user's statements, that the items are results if there is a `?`. If they are
/// not, that is reported at the first `?`. What is returned here is then no type, so that rustc
/// accepts each `?`. Where each may be that of a closure, it is no mistake, and the block has then
/// no error.
///
/// ```text
/// // Output: never taken.
/// if false { use EndWithError as _; return handle.items().asyncgen_last().body_output(handle); }
/// // Output where no `?` is certain:
/// if false {
///     use EndWithoutError as _; use EndWithError as _;
///     return handle.items().asyncgen_last_or_none().body_output(handle);
/// }
/// ```
pub(crate) fn output_of_block(
    question_mark: Span,
    is_certain: bool,
    condition: &TokenStream,
    emit: Emit<'_>,
) -> TokenStream {
    let emit = emit.at(question_mark);
    let (handle, end_with_error) = (emit.handle(), emit.end_with_error());
    let (import, last) = match is_certain {
        true => (TokenStream::new(), "asyncgen_last"),
        false => {
            let end_without_error = emit.end_without_error();
            let import = quote_spanned!(emit.span=> use #end_without_error as _;);
            (import, "asyncgen_last_or_none")
        }
    };
    let last = Ident::new(last, emit.span);
    quote_spanned!(emit.span=>
        #condition
        if false {
            #import
            use #end_with_error as _;
            return #handle.items().#last().body_output(#handle);
        }
    )
}

/// Says, before a macro such as `bail!` returns an error, that the block ends with the error of its
/// items. One of another type is then reported once, where it is returned.
///
/// ```text
/// // Output: never taken.
/// if false { return handle.ended(); }
/// ```
pub(crate) fn output_of_results(at: Span, emit: Emit<'_>) -> TokenStream {
    let emit = emit.at(at);
    let handle = emit.handle();
    quote_spanned!(emit.span=> if false { return #handle.ended(); })
}

/// Where a block has no yield of its own, but calls `todo!` or another crate's macro, or ends with
/// what should have been yielded, its items are of the type that its surroundings require, and of
/// rustc's fallback for `!` where these require none.
///
/// ```text
/// // Output: never taken.
/// if false { handle.yields(if false { loop {} } else { handle.an_item() }); }
/// ```
pub(crate) fn item_of_block(emit: Emit<'_>) -> TokenStream {
    let handle = emit.handle();
    quote_spanned!(emit.span=>
        if false {
            #handle.yields(if false { loop {} } else { #handle.an_item() });
        }
    )
}

/// A block that yields nothing has the items that its surroundings require, and `()` where these
/// require none. Behind the user's code, because editors expand half of it.
///
/// ```text
/// // Output: never taken.
/// if false { use ItemsOrUnits as _; handle.asyncgen_items_or_units(); }
/// ```
pub(crate) fn item_of_silent_block(emit: Emit<'_>) -> TokenStream {
    let (handle, items_or_units) = (emit.handle(), emit.items_or_units());
    quote_spanned!(emit.span=>
        if false {
            use #items_or_units as _;
            #handle.asyncgen_items_or_units();
        }
    )
}

/// Where errors about a block are located.
pub(super) struct BlockSpans {
    /// The user's code, from its first to its last token: rustc underlines it where the generator
    /// as a whole is of another type than its surroundings require.
    pub(super) first: Span,
    pub(super) last: Span,
    /// Where an error about the items' type is.
    pub(super) items_at: Span,
}

/// ```text
/// // Input:
/// let handle = …; handle.generator(…)
/// // Output:
/// 'generator: { let handle = …; if false { break 'generator handle.declared() } … }
/// ```
pub(super) fn by_surroundings(
    emit: Emit<'_>,
    spans: BlockSpans,
    generator: impl FnOnce(TokenStream) -> TokenStream,
) -> TokenStream {
    let BlockSpans { first, last, items_at } = spans;
    let label = hygiene::label("generator", emit.span);
    let handle = emit.at(first).handle();
    let arguments = tokens::parenthesized(TokenStream::new(), emit.at(last).span);
    let declared = Ident::new("declared", emit.at(items_at).span);
    let generator = generator(quote_spanned!(emit.span=>
        if false { break #label #handle.#declared #arguments; }
    ));
    quote_spanned!(emit.span=> #label: { #generator })
}
