//! `catch! { … }`.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Block, Macro, token};

use super::Rewriter;
use super::guard::Guarded;
use crate::hygiene;

impl Rewriter<'_> {
    /// `catch! { stmts }`
    pub(super) fn catch(&mut self, mac: &Macro) -> TokenStream {
        let place = mac.path.span();
        let Some(mut block) = self.block_of(mac) else {
            return self.stand_in(place, TokenStream::new());
        };
        if !self.belongs_to_the_generator("`catch!`", &mac.path) {
            self.visit_block_mut(&mut block);
            return self.stand_in_result(place, &block);
        }
        let guarded = self.guard(block);
        self.hidden(place, "catch", guarded.arguments(), |this, arguments| {
            this.catch_of(place, &guarded.with(arguments.into_iter()))
        })
    }

    /// ```text
    /// // Input:
    /// catch! { stmts }
    /// // Output:
    /// (match handle.guarded(async { … stmts … }).await {
    ///     Ok(Flow::Value(value)) => Ok(value),
    ///     … the flows that go on outward …
    ///     Err(error) => Err(error),
    /// })
    /// ```
    fn catch_of(&self, place: Span, guarded: &Guarded) -> TokenStream {
        let span = hygiene::ours(place);
        let (outcome, arms) = (self.outcome(place, guarded), self.arms(place, guarded));
        let (result, flow) = (self.names.private("Result", place), self.names.private("Flow", place));
        let [value, error] = ["value", "error"].map(|name| hygiene::variable(name, place));
        quote_spanned!(span=> (match #outcome {
            #result::Ok(#flow::Value(#value)) => #result::Ok(#value),
            #arms
            #result::Err(#error) => #result::Err(#error),
        }))
    }

    /// The block that is the argument of `catch!` or `finally!`, if it is one.
    pub(super) fn block_of(&mut self, mac: &Macro) -> Option<Block> {
        let stmts = self.diagnostics.parsed(mac.parse_body_with(Block::parse_within)).ok()?;
        Some(Block { brace_token: token::Brace(hygiene::ours(mac.delimiter.span().open())), stmts })
    }

    /// What stands for a rejected `catch!`.
    fn stand_in_result(&self, place: Span, block: &Block) -> TokenStream {
        let span = hygiene::ours(place);
        let (result, thrown) = (self.names.private("Result", place), &self.kind.thrown);
        quote_spanned!(span=> #result::<_, #thrown>::Ok(#block))
    }
}
