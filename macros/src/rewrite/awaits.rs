//! `.await` and `?` in the generator's own body.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{ExprAwait, ExprTry};

use super::{Rewriter, Throws};
use crate::hygiene;
use crate::scope::Owner;

impl Rewriter<'_> {
    /// ```text
    /// // Input:
    /// future.await
    /// // Output:
    /// Await::awaiting(future).await
    /// ```
    pub(super) fn await_(&mut self, it: &mut ExprAwait) -> TokenStream {
        self.visit_expr_mut(&mut it.base);
        let place = it.await_token.span();
        let span = hygiene::ours(place);
        let awaits = self.names.public("Await", place);
        let ExprAwait { attrs, base, dot_token, await_token } = it;
        quote_spanned!(span=> #(#attrs)* #awaits::awaiting(#base) #dot_token #await_token)
    }

    /// Whether a `?` here has nothing to raise.
    pub(super) fn raises_nothing(&self) -> bool {
        self.owner == Owner::Generator && self.kind.throws != Throws::Declared
    }

    /// `?` stays Rust's own; without `throws = …` there is nothing it could raise.
    ///
    /// ```text
    /// // Input:
    /// result?
    /// // Output: something of the same type.
    /// QuestionMark::value(result)
    /// ```
    pub(super) fn question_mark(&mut self, it: &mut ExprTry) -> TokenStream {
        self.visit_expr_mut(&mut it.expr);
        let place = it.question_token.span();
        if self.kind.throws == Throws::Undeclared {
            let help = "say what it raises: `#[async_generator(throws = Error)]`; the items are then results";
            self.diagnostics.error(it.question_token, "`?` in an async generator that raises nothing", help);
        }
        let span = hygiene::ours(place);
        let question_mark = self.names.public("QuestionMark", place);
        let base = &it.expr;
        quote_spanned!(span=> #question_mark::value(#base))
    }
}
