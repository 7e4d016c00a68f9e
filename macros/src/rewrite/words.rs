//! A word among the arguments of somebody else's macro that begins something of ours: `yield`, `return`, a macro.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, ExprReturn, ExprYield, Macro, Token};

use super::macros::Ours;
use super::{Place, Rewriter};
use crate::keywords;
use crate::scope::Owner;
use crate::tokens;

impl Rewriter<'_> {
    /// A word that may begin something of ours; takes the rest of that from `rest`.
    pub(super) fn word(&mut self, word: &Ident, rest: &mut TokenStream) -> Option<TokenStream> {
        if word == keywords::NESTED_GENERATOR {
            return Some(self.nested_generator(word, rest));
        }
        if self.place == Place::PerhapsAGenerator {
            return self.perhaps_a_yield(word, rest);
        }
        if word == "return" && self.owner == Owner::Generator {
            return self.return_in_tokens(word, rest);
        }
        if (word == "break" || word == "continue") && self.owner == Owner::Generator {
            return self.jump_in_tokens(word, rest);
        }
        if word == "yield" {
            return self.yield_in_tokens(word, rest);
        }
        let ours = Ours::named(word)?;
        let mut tokens = rest.clone().into_iter();
        let (Some(TokenTree::Punct(bang)), Some(TokenTree::Group(group))) = (tokens.next(), tokens.next()) else {
            return None;
        };
        if bang.as_char() != '!' || ours == Ours::Generator {
            return None;
        }
        *rest = tokens.collect();
        let mut mac: Macro = syn::parse2(quote!(#word #bang #group)).ok()?;
        self.macro_call(&mut mac)
    }

    /// Another generator, all of which is its own.
    fn nested_generator(&mut self, word: &Ident, rest: &mut TokenStream) -> TokenStream {
        let mut tokens = std::mem::take(rest).into_iter();
        let call: TokenStream = tokens.by_ref().take(2).collect();
        *rest = tokens.collect();
        let path = self.names.private(keywords::NESTED_GENERATOR, word.span());
        quote!(#path #call)
    }

    /// `return` among tokens, with what is after it as far as it reads as an expression.
    fn return_in_tokens(&mut self, word: &Ident, rest: &mut TokenStream) -> Option<TokenStream> {
        let parser = |input: ParseStream<'_>| Ok((input.parse::<ExprReturn>()?, input.parse::<TokenStream>()?));
        let (mut it, remaining) = parser.parse2(quote!(#word #rest)).ok()?;
        *rest = remaining;
        Some(self.return_(&mut it))
    }

    /// A `break` or `continue` among tokens: what would become of it nobody knows, so it may not leave a guarded block.
    fn jump_in_tokens(&mut self, word: &Ident, rest: &mut TokenStream) -> Option<TokenStream> {
        let parser = |input: ParseStream<'_>| {
            let jump: Expr =
                if input.peek(Token![break]) { Expr::Break(input.parse()?) } else { Expr::Continue(input.parse()?) };
            Ok((jump, input.parse::<TokenStream>()?))
        };
        let (mut jump, remaining) = parser.parse2(quote!(#word #rest)).ok()?;
        let label = match &mut jump {
            Expr::Break(it) => {
                it.expr = it.expr.take().map(|_| Box::new(syn::parse_quote!(stand_in())));
                it.label.clone()
            }
            Expr::Continue(it) => it.label.clone(),
            _ => return None,
        };
        if !self.leaves_the_guard(label.as_ref()) {
            return None;
        }
        let message = format!(
            "a `{word}` among another macro's arguments cannot leave a `catch!` block or the part guarded by `finally!`"
        );
        self.diagnostics.error(word, &message, &format!("set a variable there, and `{word}` after the macro"));
        *rest = remaining;
        self.jump(&mut jump)
    }

    /// See `may_be_a_generator`.
    fn perhaps_a_yield(&mut self, word: &Ident, rest: &mut TokenStream) -> Option<TokenStream> {
        let tokens: Vec<TokenTree> = rest.clone().into_iter().collect();
        let (operand, taken) = match &tokens[..] {
            [TokenTree::Punct(bang), TokenTree::Group(operand), ..] if word == "yield_" && bang.as_char() == '!' => {
                (operand.stream(), 2)
            }
            _ if word == "yield" => {
                let taken = tokens.iter().take_while(|token| !tokens::ends_expression(token)).count();
                (tokens[..taken].iter().cloned().collect(), taken)
            }
            _ => return None,
        };
        let original = &tokens[..taken];
        let operand = if operand.is_empty() { quote!(()) } else { operand };
        let expanded = self.yield_expanded(word.span(), operand, false);
        let yield_of_outer = self.names.private(keywords::YIELD_OF_OUTER, word.span());
        let replacement = quote!(#yield_of_outer!([#word #(#original)*] #expanded));
        *rest = tokens[taken..].iter().cloned().collect();
        Some(replacement)
    }

    /// `yield x` among tokens: up to the end of the expression, or to the next `,` or `;` if that cannot be told.
    fn yield_in_tokens(&mut self, word: &Ident, rest: &mut TokenStream) -> Option<TokenStream> {
        let parser = |input: ParseStream<'_>| Ok((input.parse::<ExprYield>()?, input.parse::<TokenStream>()?));
        let tokens = rest.clone();
        match parser.parse2(quote!(#word #tokens)) {
            // In a rule of `macro_rules!`, syn stops before a `$`.
            Ok((mut expr, remaining)) if !begins_with(&remaining, '$') => {
                *rest = remaining;
                return Some(self.yield_keyword(&mut expr));
            }
            _ => {}
        }
        let mut tokens = tokens.into_iter().peekable();
        let mut item = TokenStream::new();
        while let Some(token) = tokens.next_if(|token| !tokens::ends_expression(token)) {
            item.extend([token]);
        }
        *rest = tokens.collect();
        Some(self.yield_expanded(word.span(), item, false))
    }
}

fn begins_with(tokens: &TokenStream, character: char) -> bool {
    let first = tokens.clone().into_iter().next();
    matches!(first, Some(TokenTree::Punct(punct)) if punct.as_char() == character)
}
