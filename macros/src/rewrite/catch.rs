//! `catch! { … }`.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{Block, Macro, token};

use super::Rewriter;
use super::guard::Guarded;
use crate::hygiene;

impl Rewriter<'_> {
    /// ```ignore
    /// // Input:
    /// catch! { stmts }
    /// // Output:
    /// (match handle.guarded(async { … stmts … }).await {
    ///     Ok(Flow::Value(value)) => Ok(value),
    ///     … the flows that go on outward …
    ///     Err(error) => Err(error),
    /// })
    /// ```
    pub(super) fn catch(&mut self, mac: &Macro) -> TokenStream {
        let place = mac.path.span();
        let Some(block) = self.block_of(mac, "catch") else {
            return self.stand_in(place, TokenStream::new());
        };
        let Guarded { outcome, arms } = self.guarded(place, block);
        let span = hygiene::ours(place);
        let (result, flow) = (self.names.private("Result", place), self.names.private("Flow", place));
        quote_spanned!(span=> (match #outcome {
            #result::Ok(#flow::Value(value)) => #result::Ok(value),
            #arms
            #result::Err(error) => #result::Err(error),
        }))
    }

    /// The block that is the argument of `catch!` or `finally!`, if it is one and the generator owns it.
    pub(super) fn block_of(&mut self, mac: &Macro, name: &str) -> Option<Block> {
        let stmts = match syn::parse::Parser::parse2(Block::parse_within, mac.tokens.clone()) {
            Ok(stmts) => stmts,
            Err(error) => {
                self.diagnostics.syntax(error);
                return None;
            }
        };
        if let crate::scope::Owner::Other(other) = self.owner {
            let (place, help) = other.words();
            let message = format!("`{name}!` {place} does not belong to the generator");
            self.diagnostics.error(&mac.path, &message, help);
            return None;
        }
        Some(Block { brace_token: token::Brace(hygiene::ours(mac.delimiter.span().open())), stmts })
    }
}
