//! Keywords as other languages place them, where rustc has not parsed the code before.

use proc_macro2::TokenTree;
use quote::{quote, quote_spanned};

use super::lowering::Lowering;
use super::output::Output;
use crate::tokens::{is_punct, is_word};

impl Lowering<'_> {
    /// Reports the first keyword under the attribute that stable Rust rejects before it calls the
    /// attribute. rustc says so itself; what to write instead it does not know.
    pub(super) fn rejected_keyword(&mut self, keyword: &TokenTree, help: &str) {
        if std::mem::take(&mut self.rustc_rejects) {
            let word = if is_word(keyword, "await") { "for await" } else { "yield" };
            let message = format!("`{word}` is not yet part of stable Rust");
            self.diagnostics.error(keyword, &message, help);
        }
    }

    /// Python's `async for x in s { }`.
    ///
    /// ```text
    /// // Input:
    /// async for x in s { … }
    /// // Output:
    /// #[for_await] for x in s { … }
    /// ```
    pub(super) fn async_for<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        let [first, second, rest @ ..] = rest else { return None };
        if !self.is_first_parser() || !is_word(second, "for") {
            return None;
        }
        let message = "`async for` does not exist";
        self.diagnostics.error(quote!(#first #second), message, "write `for await x in stream`");
        output.insert_before_label(quote_spanned!(first.span()=> #[for_await]));
        output.push(second.clone());
        Some(rest)
    }

    /// `await x` as in other languages.
    ///
    /// ```text
    /// // Input:
    /// await f(x)
    /// // Output:
    /// f(x).await
    /// ```
    pub(super) fn prefix_await<'t>(
        &mut self,
        rest: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        let (keyword, rest) = rest.split_first()?;
        let is_postfix =
            output.last().is_some_and(|last| is_punct(last, '.') || is_word(last, "for"));
        let is_operand = |token: &TokenTree| match token {
            TokenTree::Punct(punct) => matches!(punct.as_char(), '.' | ':'),
            TokenTree::Group(group) => group.delimiter() != proc_macro2::Delimiter::Brace,
            _ => true,
        };
        let end = rest.iter().position(|token| !is_operand(token)).unwrap_or(rest.len());
        if !self.is_first_parser() || is_postfix || end == 0 {
            return None;
        }
        let help = "write it behind its operand: `future.await`";
        self.diagnostics.error(keyword, "`await` is a postfix operator", help);
        let operand = self.lower_slice(&rest[..end]);
        output.extend(quote_spanned!(keyword.span()=> #operand.#keyword));
        Some(&rest[end..])
    }

    /// Whether rustc has not parsed this code, so that nobody else reports a mistake in it.
    fn is_first_parser(&self) -> bool {
        self.resolves_attributes && self.in_body()
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::Lowering;
    use crate::diagnostics::Diagnostics;

    /// rustc stops at the first one, so that a second one would be reported by us alone.
    #[test]
    fn the_first_keyword_that_rustc_rejects_is_reported() {
        for (code, message) in [
            ("yield 1; yield 2;", "`yield` is not yet part of stable Rust"),
            ("for await x in s { yield x; }", "`for await` is not yet part of stable Rust"),
            ("f(yield); for await x in s {}", "`yield` is not yet part of stable Rust"),
        ] {
            for rejects in [true, false] {
                let mut diagnostics = Diagnostics::default();
                let mut lowering = Lowering::of_body(quote!(asyncgen), &mut diagnostics, false);
                lowering.rustc_rejects = rejects;
                let tokens: TokenStream = code.parse().expect("tokens");
                lowering.lower(tokens);
                assert_eq!(diagnostics.mark(), usize::from(rejects), "{code}");
                let errors = diagnostics.into_items().to_string();
                assert_eq!(errors.contains(message), rejects, "{code}: {errors}");
            }
        }
    }
}
