//! Visits a body, and hands each yield, await, exit and guarded block that the generator owns to
//! the file that rewrites it.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Arm, Attribute, BinOp, Block, Expr, ExprArray, ExprMacro, ExprTuple, FieldValue, Item, ItemUse,
    Lit, Local, Macro, PatIdent, Stmt, StmtMacro, Token, Visibility,
};

use super::builtin_macros::{BuiltinMacro, is_yield};
use super::rewriter::{Position, Rewriter};
use super::tail_expr::is_error;
use crate::attributes;
use crate::emit::unreachable_code;
use crate::hygiene;
use crate::operand;
use crate::scope::{NestedScope, Scope};

impl Rewriter<'_> {
    /// Rewrites an expression that the generator owns; returns whether it did.
    fn rewrite(&mut self, expr: &mut Expr) -> bool {
        let rewritten = match expr {
            // The expansion has parentheses of its own; rustc warns of two pairs.
            Expr::Paren(it) if matches!(&*it.expr, Expr::Macro(it) if is_yield(&it.mac)) => {
                self.rewrite(&mut it.expr);
                let (attrs, value) = (&it.attrs, &it.expr);
                quote!(#(#attrs)* #value)
            }
            Expr::Macro(it) => match self.macro_expr(it) {
                Some(tokens) => tokens,
                None => return true,
            },
            Expr::Call(it) => match self.yield_without_bang(it) {
                Some(tokens) => tokens,
                None => return false,
            },
            Expr::Try(it) if self.lacks_throws() => self.question_mark(it),
            Expr::Try(it) => {
                self.found_question_mark(it.question_token.span);
                return false;
            }
            Expr::Await(it) if self.rewrites_awaits() => match self.position {
                Position::Code => self.await_expr(it),
                Position::Foreign | Position::Arm => self.hidden_await(it),
            },
            Expr::Return(it) if self.scope == Scope::Generator => self.return_expr(it),
            Expr::Break(_) | Expr::Continue(_) if self.scope == Scope::Generator => {
                match self.jump(expr) {
                    Some(tokens) => tokens,
                    None => return false,
                }
            }
            Expr::ForLoop(it) if attributes::has_for_await(it) => self.for_await(it),
            _ => return false,
        };
        *expr = Expr::Verbatim(rewritten);
        true
    }

    fn macro_expr(&mut self, it: &mut ExprMacro) -> Option<TokenStream> {
        let tokens =
            self.error_without_throws(&it.mac).or_else(|| self.macro_value(&mut it.mac))?;
        let attrs = &it.attrs;
        Some(quote!(#(#attrs)* #tokens))
    }

    fn rewrites_awaits(&self) -> bool {
        self.scope == Scope::Generator && (self.position == Position::Code || self.is_quiet)
    }

    /// Visits statements. The errors in one that has a `#[cfg]` are reported only if it is there.
    pub(super) fn visit_stmts(&mut self, stmts: &mut Vec<Stmt>) {
        let last = stmts.len().saturating_sub(1);
        if !self.input.has_conditions {
            for (at, stmt) in stmts.iter_mut().enumerate() {
                self.visit_stmt_of_block(stmt, at == last);
            }
            return;
        }
        for (at, mut stmt) in std::mem::take(stmts).into_iter().enumerate() {
            let code = stmt.to_token_stream();
            let visit = &mut |this: &mut Self| this.visit_stmt_of_block(&mut stmt, at == last);
            let errors = self.visit_conditional(code, visit);
            if !errors.is_empty() {
                stmts.push(Stmt::Expr(Expr::Verbatim(errors), None));
            }
            stmts.push(stmt);
        }
    }

    /// Visits elements or arguments in the same way.
    pub(super) fn visit_elements(&mut self, elements: &mut Punctuated<Expr, Token![,]>) {
        for element in elements {
            self.visit_element(element);
        }
    }

    fn visit_element(&mut self, element: &mut Expr) {
        let code = self.conditional_code(element);
        let errors = self.visit_conditional(code.clone(), &mut |this| this.visit_expr_mut(element));
        if !errors.is_empty() {
            let conditions = attributes::conditions(code);
            let reported = quote!(#(#[cfg(#conditions)])* { #errors #element });
            *element = Expr::Verbatim(reported);
        }
    }

    fn conditional_code(&self, code: &impl ToTokens) -> TokenStream {
        match self.input.has_conditions {
            true => code.to_token_stream(),
            false => TokenStream::new(),
        }
    }

    fn visit_stmt_of_block(&mut self, stmt: &mut Stmt, is_last: bool) {
        match stmt {
            Stmt::Expr(Expr::Loop(_), semi) if !is_last || semi.is_some() => {
                self.visit_loop_stmt(stmt)
            }
            _ => self.visit_stmt_mut(stmt),
        }
    }

    /// Visits the parts of an expression that stays what it is.
    fn visit_parts(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Closure(it) => self.visit_nested(NestedScope::Closure, |this| {
                visit_mut::visit_expr_closure_mut(this, it)
            }),
            Expr::Async(it) => self.visit_nested(NestedScope::AsyncBlock, |this| {
                visit_mut::visit_expr_async_mut(this, it)
            }),
            Expr::Const(it) => self.visit_nested(NestedScope::ConstBlock, |this| {
                visit_mut::visit_expr_const_mut(this, it)
            }),
            Expr::Array(ExprArray { elems, .. }) | Expr::Tuple(ExprTuple { elems, .. }) => {
                self.visit_elements(elems);
            }
            Expr::Call(it) => {
                self.visit_expr_mut(&mut it.func);
                self.visit_elements(&mut it.args);
            }
            Expr::MethodCall(it) => {
                self.visit_expr_mut(&mut it.receiver);
                if let Some(arguments) = &mut it.turbofish {
                    self.visit_angle_bracketed_generic_arguments_mut(arguments);
                }
                self.visit_elements(&mut it.args);
            }
            Expr::Repeat(it) => {
                self.visit_expr_mut(&mut it.expr);
                self.visit_nested(NestedScope::ConstBlock, |this| this.visit_expr_mut(&mut it.len));
            }
            // Its type is that of the `break` in it: only as a statement it can be replaced.
            Expr::Loop(it) => {
                self.visit_loop_body(it.label.as_ref(), None, &mut it.body);
            }
            Expr::ForLoop(_) | Expr::While(_) => self.visit_loop(expr),
            Expr::Block(it) if it.label.is_some() => {
                self.visit_target(it.label.as_ref(), false, |this| {
                    this.visit_block_mut(&mut it.block)
                });
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_loop(&mut self, expr: &mut Expr) {
        let span = expr.span();
        let (label, head, body) = match &mut *expr {
            Expr::ForLoop(it) => {
                self.visit_expr_mut(&mut it.expr);
                (&it.label, None, &mut it.body)
            }
            Expr::While(it) => (&it.label, Some(&mut *it.cond), &mut it.body),
            _ => return,
        };
        if self.visit_loop_body(label.as_ref(), head, body) {
            *expr = Expr::Verbatim(self.after_hidden_jump(&expr, span));
        }
    }

    /// Visits the inside of a loop. Returns whether a macro in a cleanup may jump to the loop: then
    /// the cleanup is over in the next turn and behind the loop.
    ///
    /// ```text
    /// // Input:
    /// while condition { body }
    /// // Output, with `after_hidden_jump`:
    /// { while condition { /* see guard.rs */; body } /* see guard.rs */; }
    /// ```
    pub(super) fn visit_loop_body(
        &mut self,
        label: Option<&syn::Label>,
        head: Option<&mut Expr>,
        body: &mut Block,
    ) -> bool {
        let outer = std::mem::take(&mut self.block.has_hidden_jump);
        self.visit_target(label, true, |this| {
            if let Some(head) = head {
                this.visit_expr_mut(head);
            }
            this.visit_block_mut(body);
        });
        let found = std::mem::replace(&mut self.block.has_hidden_jump, outer);
        let has_hidden_jump = found && self.position == Position::Code;
        if has_hidden_jump {
            let leave = self.leave_cleanup(body.span(), self.cleanups);
            body.stmts.insert(0, Stmt::Expr(Expr::Verbatim(quote!(#leave;)), None));
        }
        has_hidden_jump
    }

    pub(super) fn after_hidden_jump(&self, expr: &impl ToTokens, span: Span) -> TokenStream {
        let leave = self.leave_cleanup(span, self.cleanups);
        quote_spanned!(hygiene::ours(span)=> { #expr #leave; })
    }

    /// A `loop` that is a statement.
    fn visit_loop_stmt(&mut self, stmt: &mut Stmt) {
        let is_foreign = self.has_foreign_attribute(stmt);
        let Stmt::Expr(expr @ Expr::Loop(_), _) = stmt else { return };
        self.reject_for_await(expr);
        let span = expr.span();
        let has_hidden_jump = match expr {
            Expr::Loop(it) if !is_foreign => {
                self.visit_loop_body(it.label.as_ref(), None, &mut it.body)
            }
            _ => return self.visit_stmt_mut(stmt),
        };
        if has_hidden_jump {
            let ours = hygiene::ours(span);
            let mut statement = Group::new(Delimiter::Brace, quote_spanned!(ours=> let _ = #expr;));
            statement.set_span(ours);
            let end = hygiene::label("loop", span);
            let statement = unreachable_code::after_body(&statement, &end, false, span);
            let statement = self.after_hidden_jump(&statement, span);
            *stmt = Stmt::Expr(Expr::Verbatim(statement), None);
        }
    }
}

impl VisitMut for Rewriter<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        self.reject_for_await(expr);
        if self.has_foreign_attribute(expr) {
            return self.visit_foreign(|this| this.visit_expr_mut(expr));
        }
        if !self.rewrite(expr) {
            self.visit_parts(expr);
        }
    }

    fn visit_block_mut(&mut self, block: &mut Block) {
        let outer_rules = self.arms_of_rules.len();
        end_statements(block);
        if self.guard_rest(&mut block.stmts) {
            operand::set_braces(block, self.resolve());
        } else {
            self.visit_stmts(&mut block.stmts);
        }
        self.arms_of_rules.truncate(outer_rules);
    }

    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        if let Stmt::Expr(expr, _) = stmt {
            self.reject_for_await(expr);
        }
        if self.has_foreign_attribute(stmt) {
            return self.visit_foreign(|this| this.visit_stmt_mut(stmt));
        }
        if let Stmt::Macro(it) = stmt {
            let rewritten = self.error_without_throws(&it.mac);
            let is_statement = it.semi_token.is_some();
            if let Some(tokens) = rewritten.or_else(|| self.macro_call(&mut it.mac, is_statement)) {
                let (attrs, warning) = (&it.attrs, self.warning_of_unused(it));
                // Half a statement before a parenthesis would read as a call.
                let tokens = operand::without_parentheses(tokens);
                let tokens = match (&attrs[..], &warning) {
                    ([], None) => tokens,
                    _ => quote!(#(#attrs)* #warning #tokens),
                };
                *stmt = Stmt::Expr(Expr::Verbatim(tokens), it.semi_token);
            }
            return;
        }
        self.yield_name_as_stmt(stmt);
        // An `Err(…)` alone does not say what an `Ok(…)` would hold.
        if let Stmt::Expr(Expr::Try(it), Some(_)) = stmt {
            if self.lacks_throws() && is_error(&it.expr) {
                self.visit_expr_mut(&mut it.expr);
                let emit = self.emit(it.span());
                let (result, base) = (emit.result(), &it.expr);
                let typed = quote_spanned!(emit.span=> { let err: #result<(), _> = #base; err });
                *it.expr = Expr::Verbatim(typed);
            }
        }
        if !self.show_output(stmt) {
            visit_mut::visit_stmt_mut(self, stmt);
        }
    }

    fn visit_local_mut(&mut self, it: &mut Local) {
        visit_mut::visit_local_mut(self, it);
        self.declare_number(it);
    }

    fn visit_pat_ident_mut(&mut self, it: &mut PatIdent) {
        self.declare(it);
        visit_mut::visit_pat_ident_mut(self, it);
    }

    fn visit_item_mut(&mut self, item: &mut Item) {
        match item {
            Item::Macro(it) if it.mac.path.is_ident("macro_rules") => self.macro_rules(it),
            item if may_be_generator(item) => {}
            item => self.visit_nested(NestedScope::InnerFunction, |this| {
                visit_mut::visit_item_mut(this, item)
            }),
        }
    }

    fn visit_impl_item_fn_mut(&mut self, it: &mut syn::ImplItemFn) {
        if !may_be_generator(it) {
            visit_mut::visit_impl_item_fn_mut(self, it);
        }
    }

    fn visit_trait_item_fn_mut(&mut self, it: &mut syn::TraitItemFn) {
        if !may_be_generator(it) {
            visit_mut::visit_trait_item_fn_mut(self, it);
        }
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        let code = self.conditional_code(arm);
        let errors = self.visit_conditional(code, &mut |this| visit_mut::visit_arm_mut(this, arm));
        put_before(errors, &mut arm.body);
    }

    fn visit_field_value_mut(&mut self, field: &mut FieldValue) {
        let code = self.conditional_code(field);
        let errors = self.visit_conditional(code, &mut |this| this.visit_expr_mut(&mut field.expr));
        put_before(errors, &mut field.expr);
    }

    /// Macros in patterns and types are no code of the body.
    fn visit_macro_mut(&mut self, _: &mut Macro) {}

    // Nor is there any in these. To visit them would be many functions to compile.
    fn visit_attributes_mut(&mut self, _: &mut Vec<Attribute>) {}
    fn visit_bin_op_mut(&mut self, _: &mut BinOp) {}
    fn visit_item_use_mut(&mut self, _: &mut ItemUse) {}
    fn visit_lit_mut(&mut self, _: &mut Lit) {}
    fn visit_visibility_mut(&mut self, _: &mut Visibility) {}
}

/// Puts the errors in an arm or a field before its value.
fn put_before(errors: TokenStream, value: &mut Expr) {
    if !errors.is_empty() {
        *value = Expr::Verbatim(quote!({ #errors #value }));
    }
}

/// Ends each `yield_! { x }` in the middle of a block with a `;`: it becomes an expression that
/// does not end a statement.
fn end_statements(block: &mut Block) {
    let Some((_, before)) = block.stmts.split_last_mut() else { return };
    for stmt in before {
        if let Stmt::Macro(StmtMacro { mac, semi_token: semi @ None, .. }) = stmt {
            use BuiltinMacro::{Catch, LocalYield, Yield};
            if matches!(BuiltinMacro::of(mac), Some(Yield | LocalYield | Catch)) {
                *semi = Some(Token![;](mac.delimiter.span().close()));
            }
        }
    }
}

/// Whether an item has an attribute that may turn it into a generator, or that sees its tokens.
fn may_be_generator(item: &impl ToTokens) -> bool {
    attributes::begin_with_foreign(item.to_token_stream())
}
