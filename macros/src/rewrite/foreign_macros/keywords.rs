//! A keyword or the name of a built-in macro among tokens that do not parse.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use syn::parse::Parse;
use syn::{Expr, ExprReturn, Macro, Token};

use crate::rewrite::builtin_macros::BuiltinMacro;
use crate::rewrite::rewriter::Rewriter;
use crate::scope::Scope;
use crate::tokens::{is_punct, parsed_prefix};

/// What replaces some tokens, and the tokens after these.
type Replaced<'t> = Option<(TokenStream, &'t [TokenTree])>;

impl Rewriter<'_> {
    /// Rewrites what a word may begin.
    pub(super) fn keyword<'t>(&mut self, word: &Ident, after: &'t [TokenTree]) -> Replaced<'t> {
        if self.scope == Scope::Generator {
            match word.to_string().as_str() {
                "return" => return self.return_in_tokens(word, after),
                "break" | "continue" => return self.jump_in_tokens(word, after),
                _ => {}
            }
        }
        let builtin = BuiltinMacro::named(word)?;
        let [bang, TokenTree::Group(group), after @ ..] = after else { return None };
        if !is_punct(bang, '!') || builtin == BuiltinMacro::Generator {
            return None;
        }
        let mut mac: Macro = syn::parse2(quote!(#word #bang #group)).ok()?;
        Some((self.macro_call(&mut mac, false)?, after))
    }

    /// The `!` and the arguments of a macro that makes a generator of its own, which owns what is
    /// in it.
    pub(super) fn generator_macro<'t>(
        &mut self,
        word: &Ident,
        after: &'t [TokenTree],
    ) -> Option<(&'t [TokenTree], &'t [TokenTree])> {
        let [bang, TokenTree::Group(group), ..] = after else { return None };
        if !is_punct(bang, '!') || BuiltinMacro::named(word) != Some(BuiltinMacro::Generator) {
            return None;
        }
        self.may_own_yields(word, &group.stream());
        Some(after.split_at(2))
    }

    /// `return`, with as much after it as parses as an expression.
    fn return_in_tokens<'t>(&mut self, word: &Ident, after: &'t [TokenTree]) -> Replaced<'t> {
        let (mut it, end) = parsed_prefix(&word.clone().into(), after, ExprReturn::parse)?;
        Some((self.return_expr(&mut it), &after[end..]))
    }

    /// `break` or `continue`. It must not leave a guarded block, because nobody knows into which
    /// loop the macro puts it.
    fn jump_in_tokens<'t>(&mut self, word: &Ident, after: &'t [TokenTree]) -> Replaced<'t> {
        let (mut jump, end) = parsed_prefix(&word.clone().into(), after, |input| {
            Ok(match input.peek(Token![break]) {
                true => Expr::Break(input.parse()?),
                false => Expr::Continue(input.parse()?),
            })
        })?;
        let label = match &mut jump {
            Expr::Break(it) => {
                it.expr = it.expr.take().map(|_| Box::new(Expr::Verbatim(quote!(dummy_value()))));
                it.label.clone()
            }
            Expr::Continue(it) => it.label.clone(),
            _ => return None,
        };
        if !self.leaves_block(label.as_ref()) {
            return None;
        }
        let message = format!(
            "a `{word}` among another macro's arguments cannot leave {}",
            self.block.name()
        );
        let help = format!("set a variable there, and `{word}` after the macro");
        self.diagnostics.error(word, &message, &help);
        Some((self.jump(&mut jump)?, &after[end..]))
    }
}
