//! `.await`, and `?` without `throws = …`, in the generator's own body.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Expr, ExprAwait, ExprTry, Type};

use super::rewriter::Rewriter;
use crate::habits::{self, source_text};
use crate::model::Throws;
use crate::operand;
use crate::scope::Scope;
use crate::tokens;

/// Where the operand of an await begins and ends.
pub(super) fn operand_ends(it: &ExprAwait) -> (Span, Span) {
    (tokens::ends(it.base.to_token_stream()).0, operand::end(&it.base))
}

/// The await of what a function makes of the operand. Each of these parentheses is located at the
/// operand. The whole expression then is the user's to rustc, which underlines it and suggests
/// changes of it.
///
/// ```text
/// (function)(operand).await
/// ```
pub(super) fn await_of(
    function: TokenStream,
    it: &ExprAwait,
    (first, last): (Span, Span),
) -> TokenStream {
    let ExprAwait { base, dot_token, await_token, .. } = it;
    let function = tokens::parenthesized(function, first);
    let operand = tokens::parenthesized(base.to_token_stream(), last);
    quote!(#function #operand #dot_token #await_token)
}

impl Rewriter<'_> {
    /// ```text
    /// // Input:
    /// future.await
    /// // Output: see `await_of`.
    /// (<_ as Await<_, _>>::asyncgen_awaited)(future).await
    /// ```
    pub(super) fn await_expr(&mut self, it: &mut ExprAwait) -> TokenStream {
        let ends = operand_ends(it);
        self.visit_expr_mut(&mut it.base);
        *it.base =
            operand::unwrapped(std::mem::replace(&mut *it.base, Expr::PLACEHOLDER), self.resolve());
        let at = it.await_token.span();
        let function = self.emit(at).awaited(at);
        let (attrs, awaited) = (&it.attrs, await_of(function, it, ends));
        quote!(#(#attrs)* #awaited)
    }

    /// Whether a `?` here has no error to return. A rule of the user's `macro_rules!` and the
    /// arguments of a foreign macro may be put into a function that has one; where they are not,
    /// rustc reports the `?`.
    pub(super) fn lacks_throws(&self) -> bool {
        self.scope == Scope::Generator
            && self.rules_of.is_none()
            && !self.in_unknown_macro
            && !self.input.protocol.can_throw()
    }

    /// `?` stays Rust's own. Without `throws = …` it is a mistake, and is replaced by something of
    /// the same type.
    ///
    /// ```text
    /// // Input:
    /// result?
    /// // Output:
    /// QuestionMark::asyncgen_value(result)
    /// ```
    pub(super) fn question_mark(&mut self, it: &mut ExprTry) -> TokenStream {
        self.visit_expr_mut(&mut it.expr);
        self.report_question_mark(it);
        *it.expr =
            operand::unwrapped(std::mem::replace(&mut *it.expr, Expr::PLACEHOLDER), self.resolve());
        let emit = self.emit(it.question_token.span());
        let (question_mark, base, attrs) = (emit.question_mark(), &it.expr, &it.attrs);
        quote_spanned!(emit.span=> #(#attrs)* #question_mark::asyncgen_value(#base))
    }

    fn report_question_mark(&mut self, it: &ExprTry) {
        let protocol = self.input.protocol;
        if !matches!(protocol.throws, Throws::Undeclared) || protocol.lacks_types {
            return;
        }
        // It may be a fragment, which is parsed only as part of the signature.
        let yields = protocol.yields.as_ref().map(ToTokens::to_token_stream);
        let yields: Option<Type> = yields.and_then(|yields| syn::parse2(yields).ok());
        let help = match yields.as_ref().and_then(habits::result_of) {
            Some((ok, Some(error))) => {
                // The first one tells what to declare, and all others would be right then.
                if std::mem::replace(&mut self.found.lacks_types, true) {
                    return;
                }
                format!(
                    "declare the error type, and what is yielded otherwise: \
                     `#[async_generator(throws = {})]` and `-> {}`",
                    source_text(error),
                    source_text(ok)
                )
            }
            _ => "declare the error type: `#[async_generator(throws = Error)]`; \
                  the items are then results"
                .to_owned(),
        };
        self.diagnostics.error(it.question_token, "`?` requires `throws = …`", &help);
    }
}
