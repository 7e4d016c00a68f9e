//! `catch!` and `finally!`: a guarded block is an `async` block, awaited on the spot. Every exit
//! from it becomes a `BlockExit`, which is dispatched after the block.

use std::vec;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::visit_mut::VisitMut;
use syn::{Attribute, Block, Expr, Item, Macro, Stmt, StmtMacro, token};

use super::builtin_macros::BuiltinMacro;
use super::cleanup::{self, Awaits, Findings};
use super::local_macros::{self, Argument};
use super::rewriter::{Position, Rewriter};
use crate::attributes;
use crate::emit::unreachable_code;
use crate::emit::warning::warning;
use crate::hygiene;
use crate::model::Cleanups;
use crate::repair::Part;
use crate::scope::{BlockScope, Scope};
use crate::tokens;

/// What guards a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guard {
    Catch,
    /// `finally!`, whose cleanup awaits or not. For the rank see `Guarded` in the runtime.
    Finally {
        awaits: Awaits,
        rank: u8,
    },
}

/// A guarded block, rewritten.
pub(super) struct Guarded {
    guard: Guard,
    block: TokenStream,
    /// Where its last expression begins and ends, if it has one.
    ends: Option<(Span, Span)>,
    /// The jumps that leave it, by number.
    jumps: Vec<TokenStream>,
    /// The definition of its local macro.
    local_macro: TokenStream,
    /// Whether a cleanup that may await stands in it.
    has_awaiting_cleanup: bool,
}

impl Guarded {
    /// The parts that the user wrote.
    pub(super) fn arguments(&self) -> Vec<Argument> {
        let mut arguments = vec![Argument::Block(self.block.clone())];
        for jump in &self.jumps {
            arguments.push(Argument::Expr(jump.clone()));
        }
        arguments
    }

    /// Whether a `continue` leaves it, and no value. Clippy would take one at the end of a loop for
    /// superfluous, but not in a tuple.
    fn continues(&self) -> bool {
        let is_continue = |jump: &TokenStream| {
            jump.clone().into_iter().next().is_some_and(|it| tokens::is_word(&it, "continue"))
        };
        self.ends.is_none() && self.jumps.iter().any(is_continue)
    }

    /// The same block with other tokens for the parts that the user wrote.
    pub(super) fn with(&self, block: TokenStream, jumps: vec::IntoIter<TokenStream>) -> Self {
        let (jumps, local_macro) = (jumps.collect(), self.local_macro.clone());
        Guarded { block, jumps, local_macro, ..*self }
    }
}

impl Rewriter<'_> {
    /// `catch! { stmts }`
    pub(super) fn catch(&mut self, mac: &Macro) -> TokenStream {
        let span = self.inner_span(mac);
        self.found_word("catch", name_span(mac));
        let Some(mut block) = self.parse_block(mac) else {
            return self.dummy_yield(span, TokenStream::new());
        };
        if !self.require_generator_scope("`catch!`", mac.path.to_token_stream()) {
            self.visit_block_mut(&mut block);
            return self.dummy_result(span, &block);
        }
        let guarded = self.guard(block);
        self.hidden(span, "catch", guarded.arguments(), &|this, arguments| {
            let mut arguments = arguments.into_iter();
            let block = arguments.next().unwrap_or_default();
            this.catch_of(span, &guarded.with(block, arguments))
        })
    }

    /// ```text
    /// // Input:
    /// catch! { stmts }
    /// // Output:
    /// (match handle.caught(#[inline(always)] async { … stmts … }).await {
    ///     Ok(BlockExit::Value(value)) => Ok(value),
    ///     … the other exits …
    ///     Err(error) => Err(error),
    /// })
    /// ```
    fn catch_of(&self, span: Span, guarded: &Guarded) -> TokenStream {
        let emit = self.emit(span);
        let (outcome, arms) = (self.awaited(span, guarded), self.exit_arms(span, guarded));
        let (result, block_exit) = (emit.result(), emit.block_exit());
        let (value, error) = (emit.variable("value"), emit.variable("error"));
        quote_spanned!(emit.span=> (match #outcome {
            #result::Ok(#block_exit::Value(#value)) => #result::Ok(#value),
            #arms
            #result::Err(#error) => #result::Err(#error),
        }))
    }

    /// Rewrites the statements of a block that has a `finally!` in it; returns whether it has.
    ///
    /// ```text
    /// // Input:
    /// { before; finally! { cleanup } rest }
    /// // Output, with the items of the rest among `before`:
    /// { before; {
    ///     let outcome = handle.guarded::<1, _, _>(#[inline(always)] async { … rest … }).await;
    ///     if true { cleanup }
    ///     match outcome {
    ///         Ok(BlockExit::Value(value)) => value,
    ///         … the other exits …
    ///         Err(error) => break 'body Err(error),
    ///     }
    /// } }
    /// // Output for a cleanup that may await:
    /// { before; {
    ///     let outcome = handle.guarded::<1, _, _>(#[inline(always)] async { … rest … }).await;
    ///     let exits = if handle.enter_cleanup::<true>().await {
    ///         if true { cleanup }
    ///         handle.leave_cleanup::<false>(Result::is_ok(&outcome)).await
    ///     } else {
    ///         false
    ///     };
    ///     match outcome {
    ///         Ok(_) if exits => break 'body Ok(()),
    ///         … as above …
    ///     }
    /// } }
    /// ```
    pub(super) fn guard_rest(&mut self, stmts: &mut Vec<Stmt>) -> bool {
        let Some(at) = stmts.iter().position(|stmt| finally_macro(stmt).is_some()) else {
            return false;
        };
        let mut rest = stmts.split_off(at);
        let finally = rest.remove(0);
        let Some((mac, attrs)) = finally_macro(&finally) else { return false };
        stmts.extend(take_items(&mut rest));
        if rest.is_empty() && self.position == Position::Code {
            let emit = self.emit(name_span(mac));
            stmts.push(Stmt::Expr(Expr::Verbatim(warning(&emit.guards_nothing(), emit)), None));
        }
        self.visit_stmts(stmts);
        let guarded = self.finally(mac, attrs, rest);
        stmts.push(Stmt::Expr(Expr::Verbatim(guarded), None));
        true
    }

    /// A warning of an unused `catch!`, if this is one and nothing is wrong, and the beginning of a
    /// `let` that keeps rustc from warning at the attribute.
    pub(super) fn warning_of_unused(&self, stmt: &StmtMacro) -> Option<TokenStream> {
        let is_unused = stmt.semi_token.is_some()
            && self.position == Position::Code
            && self.scope == Scope::Generator
            && BuiltinMacro::of(&stmt.mac) == Some(BuiltinMacro::Catch);
        let emit = self.emit(name_span(&stmt.mac));
        is_unused.then(|| {
            let is_right = self.diagnostics.is_empty();
            let warning = is_right.then(|| warning(&emit.unused_catch(), emit));
            quote_spanned!(emit.span=> #warning let _ =)
        })
    }

    fn finally(&mut self, mac: &Macro, attrs: &[Attribute], rest: Vec<Stmt>) -> TokenStream {
        let span = self.inner_span(mac);
        self.found_word("finally", name_span(mac));
        let ours = hygiene::ours(span);
        let is_ours = self.require_generator_scope("`finally!`", mac.path.to_token_stream());
        let mut rest =
            Block { brace_token: token::Brace(self.brace_span(&rest, span)), stmts: rest };
        let Some(mut cleanup) = self.parse_block(mac).filter(|_| is_ours) else {
            self.visit_block_mut(&mut rest);
            return rest.into_token_stream();
        };
        let Findings { awaits, may_hide_jumps } = cleanup::searched(&cleanup);
        let guarded = self.guard(rest);
        let guarded = self.with_finally(guarded, awaits);
        let may_await = usize::from(awaits != Awaits::No);
        self.block.has_hidden_jump |= may_hide_jumps;
        self.cleanups += may_await;
        self.visit_block_mut(&mut cleanup);
        self.cleanups -= may_await;
        let cleanup = Argument::Block(cleanup.into_token_stream());
        let mut arguments = guarded.arguments();
        arguments.insert(0, cleanup);
        self.hidden(span, "finally", arguments, &|this, arguments| {
            let mut arguments = arguments.into_iter();
            let mut next = || arguments.next().unwrap_or_default();
            let (cleanup, block) = (next(), next());
            let cleanup = unreachable_code::after_statement(&cleanup, span);
            let cleanup = quote_spanned!(ours=> #(#attrs)* #cleanup);
            this.finally_of(span, &cleanup, &guarded.with(block, arguments))
        })
    }

    /// The guard of a `finally!` for a block, noted in what is around it.
    pub(super) fn with_finally(&mut self, guarded: Guarded, awaits: Awaits) -> Guarded {
        self.guards = self.guards.saturating_add(1);
        let cleanups = match awaits {
            Awaits::No => Cleanups::Prompt,
            Awaits::Unknown | Awaits::Yes => Cleanups::Awaiting,
        };
        self.found.cleanups = self.found.cleanups.max(cleanups);
        self.block.has_awaiting_cleanup |= awaits != Awaits::No;
        Guarded { guard: Guard::Finally { awaits, rank: self.guards }, ..guarded }
    }

    pub(super) fn finally_of(
        &self,
        span: Span,
        cleanup: &TokenStream,
        guarded: &Guarded,
    ) -> TokenStream {
        let emit = self.emit(span);
        let (outcome, arms) = (self.awaited(span, guarded), self.exit_arms(span, guarded));
        let (result, block_exit) = (emit.result(), emit.block_exit());
        let variable = emit.variable("outcome");
        let (value, error) = (emit.variable("value"), emit.variable("error"));
        let value_tokens = value.to_token_stream();
        let located = match guarded.ends {
            Some(ends) => tokens::located(&value_tokens, ends, self.resolve()),
            None => value_tokens,
        };
        let leave = self.leave_with(quote_spanned!(emit.span=> #result::Err(#error)), span);
        let awaits = match guarded.guard {
            Guard::Catch | Guard::Finally { awaits: Awaits::No, .. } => None,
            Guard::Finally { awaits, .. } => Some(awaits == Awaits::Yes),
        };
        let (cleanup, exit_arm) = match awaits {
            None => (cleanup.clone(), TokenStream::new()),
            Some(awaits) => self.cleanup_that_may_await(span, cleanup, awaits),
        };
        let dispatch = quote_spanned!(emit.span=>
            match #variable {
                #exit_arm
                #result::Ok(#block_exit::Value(#value)) => #located,
                #arms
                #result::Err(#error) => #leave,
            }
        );
        let dispatch = match guarded.continues() {
            true => quote_spanned!(emit.span=> (#dispatch,).0),
            false => dispatch,
        };
        quote_spanned!(emit.span=> { let #variable = #outcome; #cleanup #dispatch })
    }

    /// A cleanup between its two ends, and the arm of the dispatch for exit that is raised behind
    /// it.
    fn cleanup_that_may_await(
        &self,
        span: Span,
        cleanup: &TokenStream,
        awaits: bool,
    ) -> (TokenStream, TokenStream) {
        let emit = self.emit(span);
        let (handle, result) = (emit.handle(), emit.result());
        let (outcome, exits) = (emit.variable("outcome"), emit.variable("exits"));
        let in_another = self.cleanups > 0;
        let leave = self.leave_with(self.left(span), span);
        let cleanup = quote_spanned!(emit.span=>
            let #exits = if #handle.enter_cleanup::<#awaits>().await {
                #cleanup
                #handle.leave_cleanup::<#in_another>(#result::is_ok(&#outcome)).await
            } else {
                false
            };
        );
        (cleanup, quote_spanned!(emit.span=> #result::Ok(_) if #exits => #leave,))
    }

    /// Tells the runtime that a cleanup may have been left in its middle, by a jump or an error.
    /// `cleanups` are around the place that is reached.
    pub(super) fn leave_cleanup(&self, span: Span, cleanups: usize) -> TokenStream {
        let emit = self.emit(span);
        let (handle, in_another) = (emit.handle(), cleanups > 0);
        quote_spanned!(emit.span=> #handle.leave_cleanup::<#in_another>(false).await)
    }

    /// Rewrites a block that is to be guarded.
    fn guard(&mut self, mut block: Block) -> Guarded {
        let ends = match block.stmts.last() {
            Some(Stmt::Expr(last, None)) => Some(tokens::ends(last.to_token_stream())),
            _ => None,
        };
        let guarded = self.guarded(&mut |this| {
            this.visit_block_mut(&mut block);
            block.to_token_stream()
        });
        Guarded { ends, ..guarded }
    }

    /// Rewrites what is to be guarded.
    pub(super) fn guarded(&mut self, rewrite: &mut dyn FnMut(&mut Self) -> TokenStream) -> Guarded {
        let inside = BlockScope::with_arms(self.arms_of_rules.clone());
        self.outer_blocks.push(std::mem::replace(&mut self.block, inside));
        let block = rewrite(self);
        let outer = self.outer_blocks.pop().unwrap_or_default();
        let block_scope = std::mem::replace(&mut self.block, outer);
        let has_awaiting_cleanup = block_scope.has_awaiting_cleanup;
        self.block.has_awaiting_cleanup |= has_awaiting_cleanup;
        let (jumps, arms) = block_scope.into_parts();
        let local_macro = match self.rules_of {
            Some(_) => local_macros::open_definition(&arms),
            None => local_macros::definition(&arms),
        };
        let mut onward = Vec::new();
        for jump in jumps {
            onward.push(self.jump_onward(jump));
        }
        let jumps = onward;
        let (guard, ends) = (Guard::Catch, None);
        Guarded { guard, block, ends, jumps, local_macro, has_awaiting_cleanup }
    }

    /// The block, awaited: a `Result<BlockExit<T>, E>`.
    ///
    /// ```text
    /// // Input:
    /// { stmts }
    /// // Output:
    /// handle.guarded::<1, _, _>(#[inline(always)] async {
    ///     'body: {
    ///         macro_rules! __asyncgen_in_macro { … }
    ///         break 'body Ok(BlockExit::Value({ stmts }));
    ///     }
    /// }).await
    /// // Output if a cleanup in it may await:
    /// { let outcome = … as above …; handle.leave_cleanup::<false>(false).await; outcome }
    /// ```
    fn awaited(&self, span: Span, guarded: &Guarded) -> TokenStream {
        let emit = self.emit(span);
        let (handle, label) = (emit.handle(), emit.label());
        let (result, block_exit) = (emit.result(), emit.block_exit());
        let Guarded { block, local_macro, .. } = guarded;
        let value = unreachable_code::after_value(block, emit);
        let guard = match guarded.guard {
            Guard::Catch => quote_spanned!(emit.span=> caught),
            Guard::Finally { rank, .. } => {
                let rank = Literal::u8_unsuffixed(rank);
                quote_spanned!(emit.span=> guarded::<#rank, _, _>)
            }
        };
        let outcome = quote_spanned!(emit.span=>
            #handle.#guard(#[inline(always)] async {
                #label: {
                    #local_macro
                    break #label #result::Ok(#block_exit::Value(#value));
                }
            }).await
        );
        if !guarded.has_awaiting_cleanup {
            return outcome;
        }
        let variable = emit.variable("outcome");
        let leave = self.leave_cleanup(span, self.cleanups);
        quote_spanned!(emit.span=> { let #variable = #outcome; #leave; #variable })
    }

    /// The arms of a `match` on that result for every exit but `BlockExit::Value`.
    ///
    /// ```text
    /// Ok(BlockExit::Return) => break 'body Ok(()),
    /// Ok(BlockExit::Jump(0)) => break 'outer,
    /// Ok(BlockExit::Jump(_)) => unreachable_jump(),
    /// ```
    fn exit_arms(&self, span: Span, guarded: &Guarded) -> TokenStream {
        let emit = self.emit(span);
        let leave = self.leave_with(self.left(span), span);
        let (result, block_exit) = (emit.result(), emit.block_exit());
        let unreachable_jump = emit.unreachable_jump();
        let jumps = &guarded.jumps;
        let numbers = (0..jumps.len()).map(Literal::usize_unsuffixed);
        quote_spanned!(emit.span=>
            #result::Ok(#block_exit::Return) => #leave,
            #(#result::Ok(#block_exit::Jump(#numbers)) => #jumps,)*
            #result::Ok(#block_exit::Jump(_)) => #unreachable_jump(),
        )
    }

    /// The jump itself, or the next leg of it if its target is further out still.
    fn jump_onward(&mut self, jump: TokenStream) -> TokenStream {
        let Ok(mut expr) = syn::parse2::<Expr>(jump.clone()) else { return jump };
        self.visit_expr_mut(&mut expr);
        expr.into_token_stream()
    }

    /// Where the code is located that replaces a macro: behind its name, because an editor takes
    /// every name that is located there for one of its meanings. What another macro does with it,
    /// rustc reports at the name.
    fn inner_span(&self, mac: &Macro) -> Span {
        match self.position {
            Position::Code => mac.bang_token.span,
            Position::Foreign | Position::Arm => name_span(mac),
        }
    }

    /// The block that is the argument of `catch!` or `finally!`.
    fn parse_block(&mut self, mac: &Macro) -> Option<Block> {
        let stmts = self.diagnostics.parsed(mac.parse_body_with(Block::parse_within));
        let stmts = match stmts {
            Ok(stmts) => stmts,
            Err(_) => self.completed(&mac.tokens, Part::Statements, Block::parse_within)?,
        };
        let braces = self.brace_span(&stmts, mac.delimiter.span().open());
        Some(Block { brace_token: token::Brace(braces), stmts })
    }

    /// The span of the braces of a block that was a macro's argument. It is the user's own if the
    /// block may have a value. For other blocks clippy would take the last of their statements for
    /// an expression that lacks a `;`.
    fn brace_span(&self, stmts: &[Stmt], span: Span) -> Span {
        match self.position {
            Position::Foreign => hygiene::users(span),
            Position::Code if may_have_value(stmts) => span,
            Position::Code | Position::Arm => hygiene::ours(span),
        }
    }

    /// Replaces a rejected `catch!`.
    fn dummy_result(&self, span: Span, block: &Block) -> TokenStream {
        let emit = self.emit(span);
        let (result, thrown) = (emit.result(), self.input.protocol.thrown(emit));
        quote_spanned!(emit.span=> #result::<_, #thrown>::Ok(#block))
    }
}

/// Whether there are statements and a value after them, which a macro may be. The edition of the
/// braces around them then decides when that value drops what it borrows.
pub(super) fn may_have_value(stmts: &[Stmt]) -> bool {
    let [_, .., last] = stmts else { return false };
    matches!(last, Stmt::Expr(_, None) | Stmt::Macro(StmtMacro { semi_token: None, .. }))
}

/// Takes the items out of the statements behind a `finally!`: their names are known in all of the
/// block, so also in the cleanup and before it. What calls a macro stays where a `macro_rules!` is
/// above it.
fn take_items(stmts: &mut Vec<Stmt>) -> Vec<Stmt> {
    let mut is_below_rules = false;
    let mut items = Vec::new();
    for stmt in std::mem::take(stmts) {
        let is_rules = matches!(stmt, Stmt::Item(Item::Macro(_)));
        is_below_rules |= is_rules;
        let is_taken = matches!(stmt, Stmt::Item(_))
            && !is_rules
            && !(is_below_rules && tokens::any_punct(stmt.to_token_stream(), '!'));
        if is_taken { &mut items } else { &mut *stmts }.push(stmt);
    }
    items
}

/// The span of a macro's name.
fn name_span(mac: &Macro) -> Span {
    let name: Option<&Ident> = mac.path.segments.last().map(|segment| &segment.ident);
    name.map_or_else(Span::call_site, Ident::span)
}

fn finally_macro(stmt: &Stmt) -> Option<(&Macro, &[Attribute])> {
    let (mac, attrs) = match stmt {
        Stmt::Macro(it) => (&it.mac, &it.attrs),
        Stmt::Expr(Expr::Macro(it), _) => (&it.mac, &it.attrs),
        _ => return None,
    };
    let is_finally = BuiltinMacro::of(mac) == Some(BuiltinMacro::Finally);
    (is_finally && !attributes::any_foreign(attrs)).then_some((mac, attrs))
}
