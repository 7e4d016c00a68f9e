//! Collects the mistakes in the user's code: all of them, each once, at the user's own token.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Vec<syn::Error>,
}

/// Proof that a mistake was reported. Only [`Diagnostics`] makes one.
pub(crate) struct Reported(());

pub(crate) type Result<T> = std::result::Result<T, Reported>;

impl Diagnostics {
    /// Reports a mistake at the tokens `at`; `help` says how to correct it.
    pub(crate) fn error(&mut self, at: impl ToTokens, message: &str, help: &str) -> Reported {
        self.error_at(at.into_token_stream(), message, help)
    }

    fn error_at(&mut self, at: TokenStream, message: &str, help: &str) -> Reported {
        self.syntax(syn::Error::new_spanned(at, with_help(message, help)))
    }

    /// Reports an error of a parser.
    pub(crate) fn syntax(&mut self, error: syn::Error) -> Reported {
        self.errors.push(error);
        Reported(())
    }

    /// The output of a parser; its error is reported.
    pub(crate) fn parsed<T>(&mut self, output: syn::Result<T>) -> Result<T> {
        output.map_err(|error| self.syntax(error))
    }

    /// A position among the errors; see [`Self::since`].
    pub(crate) fn mark(&self) -> usize {
        self.errors.len()
    }

    /// Takes the errors that were reported since a mark, as items.
    pub(crate) fn since(&mut self, mark: usize) -> TokenStream {
        Diagnostics { errors: self.errors.split_off(mark) }.into_items()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// All errors, as items that can stand beside a function anywhere.
    pub(crate) fn into_items(self) -> TokenStream {
        let errors = self.errors.iter().map(syn::Error::to_compile_error);
        quote!(#(#errors)*)
    }
}

/// The text of a message and its help, laid out as rustc lays out its own.
pub(crate) fn with_help(message: &str, help: &str) -> String {
    format!("{message}\n\n= help: {help}")
}
