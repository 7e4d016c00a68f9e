//! Macro calls in a body: ours are rewritten. See `arguments` for what others are given.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Macro;

use super::{Place, Rewriter};
use crate::keywords;
use crate::scope::Owner;

/// The macros that mean something to a generator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ours {
    Yield,
    YieldFrom,
    Catch,
    Finally,
    /// A macro that makes a generator of its own, if it is not somebody else's of the same name.
    Generator,
    /// One that does.
    NestedGenerator,
}

impl Ours {
    pub(super) fn of(mac: &Macro) -> Option<Self> {
        mac.path.segments.last().and_then(|segment| Self::named(&segment.ident))
    }

    pub(super) fn named(name: &Ident) -> Option<Self> {
        match name.to_string().as_str() {
            "yield_" => Some(Ours::Yield),
            "yield_from" => Some(Ours::YieldFrom),
            "catch" => Some(Ours::Catch),
            "finally" => Some(Ours::Finally),
            "async_gen" | "stream" | "try_stream" => Some(Ours::Generator),
            keywords::NESTED_GENERATOR => Some(Ours::NestedGenerator),
            _ => None,
        }
    }
}

impl Rewriter<'_> {
    /// Rewrites a macro call in place, or says what to put in its stead.
    pub(super) fn macro_call(&mut self, mac: &mut Macro) -> Option<TokenStream> {
        match Ours::of(mac) {
            Some(Ours::Yield) => Some(self.yield_macro(mac)),
            Some(Ours::YieldFrom) => Some(self.yield_from_macro(mac)),
            Some(Ours::Catch) => Some(self.catch(mac)),
            Some(Ours::Finally) => Some(self.misplaced_finally(mac)),
            Some(Ours::Generator) => {
                self.may_be_a_generator(mac);
                None
            }
            Some(Ours::NestedGenerator) => None,
            None => {
                if self.concerns_us(mac.tokens.clone()) {
                    mac.tokens = self.arguments(mac.tokens.clone());
                }
                None
            }
        }
    }

    /// A macro with the name of one that makes a generator: the yields in it are that generator's. But the name may
    /// be somebody else's, so each is given what it would be in either case.
    ///
    /// ```text
    /// // Input:
    /// stream! { yield 1; }
    /// // Output:
    /// stream! { yield_of_outer!([yield 1] …what a yield of ours becomes…); }
    /// ```
    fn may_be_a_generator(&mut self, mac: &mut Macro) {
        let is_foreign = mac.path.segments.first().is_some_and(|first| first.ident == "async_stream");
        if is_foreign || self.owner != Owner::Generator {
            return;
        }
        let outer = std::mem::replace(&mut self.place, Place::PerhapsAGenerator);
        mac.tokens = self.token_by_token(std::mem::take(&mut mac.tokens));
        self.place = outer;
    }

    fn misplaced_finally(&mut self, mac: &Macro) -> TokenStream {
        let help = "write it as a statement of its own: it guards the rest of its block";
        self.diagnostics.error(&mac.path, "`finally!` is a statement", help);
        quote!({})
    }
}
