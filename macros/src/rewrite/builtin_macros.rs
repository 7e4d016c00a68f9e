//! The macros that mean something to a generator, and how a call of one is found.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::Macro;
use syn::spanned::Spanned;

use super::rewriter::{Position, Rewriter};
use crate::hygiene::{self, LOCAL_MACRO};
use crate::known_macros::MacroName;
use crate::scope::Scope;
use crate::{operand, tokens};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum BuiltinMacro {
    Yield,
    YieldFrom,
    Catch,
    Finally,
    /// A macro that makes a generator of its own, unless it is another crate's of the same name.
    Generator,
    /// A yield among another macro's arguments, as the lowering pass leaves it.
    LocalYield,
}

impl BuiltinMacro {
    pub(super) fn of(mac: &Macro) -> Option<Self> {
        let builtin = Self::named(&mac.path.segments.last()?.ident)?;
        // The lowering pass has removed the path of the runtime crate.
        let has_path = mac.path.get_ident().is_none();
        (!has_path || builtin == BuiltinMacro::Generator).then_some(builtin)
    }

    pub(super) fn named(name: &Ident) -> Option<Self> {
        match name.to_string().as_str() {
            "yield_" => Some(BuiltinMacro::Yield),
            "yield_from" => Some(BuiltinMacro::YieldFrom),
            "catch" => Some(BuiltinMacro::Catch),
            "finally" => Some(BuiltinMacro::Finally),
            "async_gen" | "stream" | "try_stream" => Some(BuiltinMacro::Generator),
            LOCAL_MACRO => Some(BuiltinMacro::LocalYield),
            _ => None,
        }
    }
}

/// Whether a macro returns an error in the crates that have one of its name, such as `anyhow`.
fn returns_error(mac: &Macro) -> bool {
    const MACROS: [&str; 6] = ["bail", "ensure", "ensure_whatever", "fail", "throw", "whatever"];
    let last = mac.path.segments.last();
    last.is_some_and(|last| tokens::ident_is_one_of(&last.ident, &MACROS))
}

pub(super) fn is_yield(mac: &Macro) -> bool {
    BuiltinMacro::of(mac) == Some(BuiltinMacro::Yield)
}

impl Rewriter<'_> {
    /// Rewrites a macro call in place, or returns what replaces it.
    pub(super) fn macro_call(
        &mut self,
        mac: &mut Macro,
        is_statement: bool,
    ) -> Option<TokenStream> {
        match BuiltinMacro::of(mac) {
            Some(BuiltinMacro::Yield) => Some(self.yield_macro(mac, is_statement)),
            Some(BuiltinMacro::LocalYield) => {
                let item = hygiene::local_yield_item(&mac.tokens)?;
                Some(self.local_yield(mac.path.span(), &item))
            }
            Some(BuiltinMacro::YieldFrom) => Some(self.yield_from_macro(mac)),
            Some(BuiltinMacro::Catch) => Some(self.catch(mac)),
            Some(BuiltinMacro::Finally) => Some(self.misplaced_finally(mac)),
            Some(BuiltinMacro::Generator) => {
                self.may_own_yields(&mac.path, &mac.tokens);
                None
            }
            None => {
                self.may_return_error |= self.scope == Scope::Generator && returns_error(mac);
                if let Some(name) = mac.path.get_ident() {
                    self.found_call_of_rules(name);
                }
                self.foreign_macro(mac);
                None
            }
        }
    }

    fn foreign_macro(&mut self, mac: &mut Macro) {
        let rewrites_awaits = self.rewrites_awaits_of(mac);
        let outer = (self.is_quiet, self.in_unknown_macro);
        self.is_quiet = rewrites_awaits;
        self.in_unknown_macro |= !(MacroName::of(mac).is_of_its_place() || returns_error(mac));
        if !self.join(mac) && (rewrites_awaits || self.contains_builtins(mac.tokens.clone())) {
            mac.tokens = self.arguments(mac.tokens.clone());
        }
        (self.is_quiet, self.in_unknown_macro) = outer;
    }

    /// The same for a call whose value is used.
    ///
    /// ```text
    /// // Input:
    /// catch! { stmts }
    /// // Output: each of these parentheses is located at the call. The whole expression then is
    /// // the user's to rustc, which underlines it and suggests changes of it.
    /// (value)(… see guard.rs …)
    /// // Output for a `yield_!(x)` without a value:
    /// ({ … see yield_expr.rs … },).0
    /// ```
    pub(super) fn macro_value(&mut self, mac: &mut Macro) -> Option<TokenStream> {
        use BuiltinMacro::{Catch, Yield};
        let has_value = matches!(BuiltinMacro::of(mac), Some(Yield | Catch));
        let (first, last) = tokens::ends(mac.to_token_stream());
        let bang = mac.bang_token.span;
        let tokens = self.macro_call(mac, false)?;
        let is_ours = self.position == Position::Code && self.scope == Scope::Generator;
        if !has_value || !is_ours {
            return Some(tokens);
        }
        if BuiltinMacro::of(mac) == Some(Yield) && self.input.protocol.sends.is_none() {
            let unit = operand::without_parentheses(tokens);
            return Some(tokens::located(&unit, (first, last), self.resolve()));
        }
        let value = self.emit(bang).value().into_token_stream();
        let value = tokens::parenthesized(value, first);
        let operand = tokens::parenthesized(operand::without_parentheses(tokens), last);
        Some(quote!(#value #operand))
    }

    fn misplaced_finally(&mut self, mac: &Macro) -> TokenStream {
        let help = "write it as a statement of its own: it guards the rest of its block";
        self.diagnostics.error(&mac.path, "`finally!` is a statement", help);
        quote!({})
    }
}

#[cfg(test)]
mod tests {
    use syn::Macro;

    use super::{BuiltinMacro, returns_error};

    fn mac(path: &str) -> Macro {
        syn::parse_str(&format!("{path}!()")).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    #[test]
    fn have_names_that_other_crates_have_too() {
        use BuiltinMacro::{Catch, Finally, Generator, LocalYield, Yield, YieldFrom};
        for (path, expected) in [
            ("yield_", Some(Yield)),
            ("a::yield_", None),
            ("yield_from", Some(YieldFrom)),
            ("a::yield_from", None),
            ("catch", Some(Catch)),
            ("finally", Some(Finally)),
            ("::catch", None),
            ("a::catch", None),
            ("a::finally", None),
            ("a::async_gen", Some(Generator)),
            ("stream", Some(Generator)),
            ("try_stream", Some(Generator)),
            ("__asyncgen_in_macro", Some(LocalYield)),
            ("println", None),
            ("yield_::a", None),
        ] {
            assert!(BuiltinMacro::of(&mac(path)) == expected, "{path}");
        }
    }

    #[test]
    fn may_return_an_error_by_their_names() {
        for (path, expected) in
            [("bail", true), ("a::ensure", true), ("bail::a", false), ("println", false)]
        {
            assert_eq!(returns_error(&mac(path)), expected, "{path}");
        }
    }
}
