//! Every name and every path of an expansion is made here.
//!
//! Names are mixed-site, so that no user can name them and none of theirs is captured; paths are absolute, through
//! the `__private` module of the runtime, so that no user's `Option` or `core` gets in the way.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use syn::Lifetime;

/// Makes the names and paths of one expansion.
pub(crate) struct Names {
    runtime: Option<TokenStream>,
}

impl Names {
    /// Paths go through `runtime`, or through `::asyncgen`.
    pub(crate) fn new(runtime: Option<TokenStream>) -> Self {
        Names { runtime }
    }

    /// An item of the runtime that users may see.
    pub(crate) fn public(&self, name: &str, place: Span) -> TokenStream {
        let span = ours(place);
        let name = Ident::new(name, span);
        match &self.runtime {
            Some(path) => {
                let path = path.clone().into_iter().map(|token| located_at(token, place)).collect::<TokenStream>();
                quote_spanned!(span=> #path::#name)
            }
            None => quote_spanned!(span=> ::asyncgen::#name),
        }
    }

    /// An item of the runtime's `__private` module.
    pub(crate) fn private(&self, name: &str, place: Span) -> TokenStream {
        let span = ours(place);
        let name = Ident::new(name, span);
        let private = self.public("__private", place);
        quote_spanned!(span=> #private::#name)
    }
}

/// A `$crate` that means the same, but does not lead rustc to the definition of a macro of ours.
fn located_at(mut token: TokenTree, place: Span) -> TokenTree {
    if matches!(&token, TokenTree::Ident(ident) if ident == "$crate") {
        token.set_span(token.span().located_at(place));
    }
    token
}

/// The span of generated code that belongs to the user's code at `place`.
pub(crate) fn ours(place: Span) -> Span {
    Span::mixed_site().located_at(place)
}

/// A variable of the expansion.
///
/// With a prefix, because a constant of the user's that had its name would be taken for a pattern; with an underscore,
/// because where the user's code never ends nothing uses it.
pub(crate) fn variable(name: &str, place: Span) -> Ident {
    Ident::new(&format!("{PREFIX}{name}"), ours(place))
}

/// The handle of the generator under expansion.
///
/// A user reads its name in one case: when what is yielded does not live as long as the declared type says, rustc shows
/// that "lifetime `'1` appears in the type of" this.
pub(crate) fn handle(place: Span) -> Ident {
    Ident::new(HANDLE, ours(place))
}

const HANDLE: &str = "_what_this_generator_yields";
const PREFIX: &str = "_asyncgen_";

/// Whether a variable of the expansion may have this name: then a name of the user's must not get our span.
pub(crate) fn is_reserved(name: &Ident) -> bool {
    let name = name.to_string();
    name == HANDLE || name.starts_with(PREFIX)
}

/// The label of the `async` block in which code stands: that of the body, or of a guarded block in it.
///
/// A user reads its name in one case: when a macro has put a yield into an `async` block or closure of its own.
pub(crate) fn label(place: Span) -> Lifetime {
    Lifetime::new("'must_stand_directly_in_the_async_generator", ours(place))
}

/// A lifetime that the user did not write.
///
/// With a prefix: of two lifetime parameters of one name rustc accepts neither.
pub(crate) fn lifetime(name: &str, place: Span) -> Lifetime {
    Lifetime::new(&format!("'asyncgen_{name}"), ours(place))
}
