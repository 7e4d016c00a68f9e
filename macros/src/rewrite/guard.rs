//! A guarded block: what `catch!` and `finally!` have in common. Whatever leaves it lands at its edge.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::visit_mut::VisitMut;
use syn::{Block, Expr};

use super::Rewriter;
use super::hidden::Argument;
use crate::hygiene;
use crate::reachable;
use crate::scope::Edge;

/// A guarded block, rewritten.
pub(super) struct Guarded {
    pub(super) block: TokenStream,
    /// The jumps that leave it, by number.
    jumps: Vec<TokenStream>,
    /// The macros that it defines; see `hidden.rs`.
    definitions: TokenStream,
}

impl Guarded {
    /// What of it is the user's.
    pub(super) fn arguments(&self) -> Vec<Argument> {
        let jumps = self.jumps.iter().cloned().map(Argument::Expr);
        [Argument::Block(self.block.clone())].into_iter().chain(jumps).collect()
    }

    /// The same with other tokens for what is the user's.
    pub(super) fn with(self, mut arguments: impl Iterator<Item = TokenStream>) -> Self {
        Guarded { block: arguments.next().unwrap_or_default(), jumps: arguments.collect(), ..self }
    }
}

impl Rewriter<'_> {
    /// Rewrites a block that is to be guarded.
    pub(super) fn guard(&mut self, mut block: Block) -> Guarded {
        let inside = Edge::with_definitions(self.rules.clone());
        self.outer_edges.push(std::mem::replace(&mut self.edge, inside));
        self.visit_block_mut(&mut block);
        let edge = std::mem::replace(&mut self.edge, self.outer_edges.pop().unwrap_or_default());
        let definitions = edge.definitions().iter().cloned().collect();
        let jumps = edge.into_jumps().into_iter().map(|jump| self.jump_onward(jump)).collect();
        Guarded { block: block.into_token_stream(), jumps, definitions }
    }

    /// The block, awaited: a `Result<Flow<T>, E>`.
    ///
    /// ```text
    /// // Input:
    /// { stmts }
    /// // Output:
    /// handle.guarded(async {
    ///     'body: {
    ///         break 'body Ok(Flow::Value({ stmts }));
    ///     }
    /// }).await
    /// ```
    pub(super) fn outcome(&self, place: Span, guarded: &Guarded) -> TokenStream {
        let span = hygiene::ours(place);
        let (handle, label) = (hygiene::handle(place), hygiene::label(place));
        let (result, flow) = (self.names.private("Result", place), self.names.private("Flow", place));
        let Guarded { block, definitions, .. } = guarded;
        let value = reachable::after_value(block, place, self.names);
        quote_spanned!(span=>
            #handle.guarded(async {
                #label: {
                    #definitions
                    break #label #result::Ok(#flow::Value(#value));
                }
            }).await
        )
    }

    /// The arms of a `match` on that which carry outward every flow but `Flow::Value`.
    ///
    /// ```text
    /// Ok(Flow::Return) => loop { break 'body Ok(()) },
    /// Ok(Flow::Jump(0)) => break 'outer,
    /// Ok(Flow::Jump(_)) => unreachable(),
    /// ```
    pub(super) fn arms(&self, place: Span, guarded: &Guarded) -> TokenStream {
        let span = hygiene::ours(place);
        let leave = self.leave_with(self.left(place), place);
        let (result, flow) = (self.names.private("Result", place), self.names.private("Flow", place));
        let never = self.names.private("never", place);
        let jumps = &guarded.jumps;
        let numbers = (0..jumps.len()).map(Literal::usize_unsuffixed);
        quote_spanned!(span=>
            #result::Ok(#flow::Return) => #leave,
            #(#result::Ok(#flow::Jump(#numbers)) => #jumps,)*
            #result::Ok(#flow::Jump(_)) => #never(),
        )
    }

    /// The jump itself, or the next leg of it if the loop is further out still.
    fn jump_onward(&mut self, jump: TokenStream) -> TokenStream {
        let Ok(mut expr) = syn::parse2::<Expr>(jump.clone()) else { return jump };
        self.visit_expr_mut(&mut expr);
        expr.into_token_stream()
    }
}
