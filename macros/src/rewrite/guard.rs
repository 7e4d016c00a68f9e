//! A guarded block: what `catch!` and `finally!` have in common. Whatever leaves it lands at its edge.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::visit_mut::VisitMut;
use syn::{Block, Expr};

use super::Rewriter;
use crate::hygiene;

/// A guarded block, rewritten.
pub(super) struct Guarded {
    /// The block, awaited: a `Result<Flow<T>, E>`.
    pub(super) outcome: TokenStream,
    /// The arms that carry outward every flow but `Flow::Value`.
    pub(super) arms: TokenStream,
}

impl Rewriter<'_> {
    /// ```text
    /// // Input:
    /// { stmts }
    /// // Output, `outcome`:
    /// handle.guarded(async {
    ///     'body: {
    ///         let value = { stmts };
    ///         let end = Ok(Flow::Value(value));
    ///         end
    ///     }
    /// }).await
    /// // Output, `arms`:
    /// Ok(Flow::Return) => loop { break 'body Ok(()) },
    /// Ok(Flow::Jump(0)) => break 'outer,
    /// Ok(Flow::Jump(_)) => unreachable(),
    /// ```
    pub(super) fn guarded(&mut self, place: Span, mut block: Block) -> Guarded {
        self.outer_edges.push(std::mem::take(&mut self.edge));
        let rules = self.rules_in_scope();
        self.visit_block_mut(&mut block);
        block.stmts.splice(0..0, rules);
        let edge = std::mem::replace(&mut self.edge, self.outer_edges.pop().unwrap_or_default());
        let span = hygiene::ours(place);
        let (handle, label) = (hygiene::handle(place), hygiene::label(place));
        let (result, flow) = (self.names.private("Result", place), self.names.private("Flow", place));
        let [value, end] = ["value", "end"].map(|name| hygiene::variable(name, place));
        let outcome = quote_spanned!(span=>
            #handle.guarded(async {
                #label: {
                    let #value = #block;
                    #[allow(unreachable_code)]
                    let #end = #result::Ok(#flow::Value(#value));
                    #end
                }
            }).await
        );
        let arms = self.arms(place, edge.into_jumps());
        Guarded { outcome, arms }
    }

    fn arms(&mut self, place: Span, jumps: Vec<TokenStream>) -> TokenStream {
        let span = hygiene::ours(place);
        let leave = self.leave_with(self.left(place), place);
        let (result, flow) = (self.names.private("Result", place), self.names.private("Flow", place));
        let never = self.names.private("never", place);
        let jumps: Vec<TokenStream> = jumps
            .into_iter()
            .enumerate()
            .map(|(number, jump)| {
                let number = Literal::usize_unsuffixed(number);
                let jump = self.jump_onward(jump);
                quote_spanned!(span=> #result::Ok(#flow::Jump(#number)) => #jump,)
            })
            .collect();
        quote_spanned!(span=>
            #result::Ok(#flow::Return) => #leave,
            #(#jumps)*
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
