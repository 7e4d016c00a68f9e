//! What is written from habit, and what rustc alone would not explain: a yield without its `!`, a
//! macro that returns an error where none is declared, a value whose type nobody has said.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprCall, Macro, Stmt};

use super::rewriter::Rewriter;
use crate::known_macros::MacroName;
use crate::model::Throws;
use crate::operand;
use crate::tokens;

impl Rewriter<'_> {
    /// Reports `yield_(x)`, and takes it for the yield that was meant.
    pub(super) fn yield_without_bang(&mut self, it: &ExprCall) -> Option<TokenStream> {
        if !self.report_missing_bang(&it.func) {
            return None;
        }
        Some(self.local_yield(it.func.span(), &it.args.to_token_stream()))
    }

    /// Reports the statement `yield_;`. Elsewhere `yield_` may be a variable.
    pub(super) fn yield_name_as_stmt(&mut self, stmt: &mut Stmt) {
        let Stmt::Expr(expr @ Expr::Path(_), Some(_)) = stmt else { return };
        if self.report_missing_bang(expr) {
            let dummy = self.dummy_yield(expr.span(), TokenStream::new());
            *expr = Expr::Verbatim(operand::without_parentheses(dummy));
        }
    }

    fn report_missing_bang(&mut self, name: &Expr) -> bool {
        let is_yield = matches!(name, Expr::Path(it) if it.path.is_ident("yield_"));
        if is_yield {
            let help = "write `yield_!(…)`, with a `!`";
            self.diagnostics.error(name, "`yield_` is a macro", help);
        }
        is_yield
    }

    /// Reports a macro that returns an error of its own, if the generator declares none.
    ///
    /// ```text
    /// // Input:
    /// anyhow::bail!("empty")
    /// // Output:
    /// { let _ = || -> Result<(), _> { if true { anyhow::bail!("empty"); } Ok(()) }; loop {} }
    /// ```
    pub(super) fn error_without_throws(&mut self, mac: &Macro) -> Option<TokenStream> {
        let error = MacroName::of(mac).returned_error()?;
        if matches!(self.input.protocol.throws, Throws::Inferred) {
            // As a `?` does.
            self.found_question_mark(mac.path.span());
        }
        let declares_none = matches!(self.input.protocol.throws, Throws::Undeclared);
        if !self.lacks_throws() || !declares_none {
            return None;
        }
        let path = &mac.path;
        let name = path.segments.last().map_or_else(String::new, |last| last.ident.to_string());
        let message = format!("`{name}!` requires `throws = …`");
        let help = format!(
            "declare the error type: `#[async_generator(throws = {error})]`; the items are then \
             results"
        );
        self.diagnostics.error(path, &message, &help);
        let emit = self.emit(path.span());
        let result = emit.result();
        let is_simple = !self.contains_builtins(mac.tokens.clone())
            && !tokens::any_ident(mac.tokens.clone(), &mut |word| word == "await");
        let used = is_simple.then(|| {
            quote_spanned!(emit.span=>
                let _ = || -> #result<(), _> { if true { #mac; } #result::Ok(()) };
            )
        });
        let end = (name == "bail").then(|| quote_spanned!(emit.span=> loop {}));
        Some(quote_spanned!(emit.span=> { #used #end }))
    }
}

/// The receiver of a call whose type depends on where it stands, as that of `text.parse()?`.
pub(super) fn receiver_of_inferred(value: &Expr) -> Option<&Expr> {
    const GENERIC: [&str; 6] = ["collect", "into", "parse", "product", "sum", "try_into"];
    const UNWRAPPING: [&str; 4] = ["expect", "map_err", "unwrap", "unwrap_or_default"];
    match value {
        Expr::Try(it) => receiver_of_inferred(&it.expr),
        Expr::Await(it) => receiver_of_inferred(&it.base),
        Expr::Paren(it) => receiver_of_inferred(&it.expr),
        Expr::MethodCall(it) if tokens::ident_is_one_of(&it.method, &UNWRAPPING) => {
            receiver_of_inferred(&it.receiver)
        }
        Expr::MethodCall(it) => {
            let is_generic = tokens::ident_is_one_of(&it.method, &GENERIC);
            (is_generic && it.turbofish.is_none()).then_some(&*it.receiver)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use syn::Expr;

    use super::receiver_of_inferred;

    #[test]
    fn are_of_a_type_that_nobody_has_said() {
        for (code, expected) in [
            ("a.parse()", Some("a")),
            ("a.b.collect()", Some("a . b")),
            ("a.parse()?", Some("a")),
            ("a.parse().await", Some("a")),
            ("(a.parse())", Some("a")),
            ("a.parse().unwrap()", Some("a")),
            ("a.parse().map_err(f)?", Some("a")),
            ("a.parse::<u8>()", None),
            ("a.f()", None),
            ("a.f().unwrap()", None),
            ("parse(a)", None),
            ("a", None),
        ] {
            let expr: Expr = syn::parse_str(code).unwrap_or_else(|error| panic!("{code}: {error}"));
            let seen = receiver_of_inferred(&expr).map(|it| it.to_token_stream().to_string());
            assert_eq!(seen.as_deref(), expected, "{code}");
        }
    }
}
