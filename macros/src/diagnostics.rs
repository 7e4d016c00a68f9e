//! What is wrong with the user's code: every mistake is told, each once, at the user's own token.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Vec<syn::Error>,
}

/// Proof that the user has been told why something cannot go on. Only [`Diagnostics`] makes one.
pub(crate) struct Told(());

pub(crate) type Result<T> = std::result::Result<T, Told>;

impl Diagnostics {
    /// Reports a mistake at `place`, with the way out in `help`.
    pub(crate) fn error(&mut self, place: impl ToTokens, message: &str, help: &str) -> Told {
        self.errors.push(syn::Error::new_spanned(place, with_help(message, help)));
        Told(())
    }

    /// Reports what a parser of syn did not like.
    pub(crate) fn syntax(&mut self, error: syn::Error) -> Told {
        self.errors.push(error);
        Told(())
    }

    /// The outcome of a parser of syn, its error reported.
    pub(crate) fn parsed<T>(&mut self, outcome: syn::Result<T>) -> Result<T> {
        outcome.map_err(|error| self.syntax(error))
    }

    /// All errors, as items that can stand beside a function anywhere.
    pub(crate) fn into_items(self) -> TokenStream {
        let errors = self.errors.iter().map(syn::Error::to_compile_error);
        quote!(#(#errors)*)
    }
}

/// The text of a message with the way out, laid out as rustc lays out its own.
pub(crate) fn with_help(message: &str, help: &str) -> String {
    format!("{message}\n\n= help: {help}")
}
