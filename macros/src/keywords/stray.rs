//! `yield` and `for await` where there is no generator: told, and replaced by something that has a type.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::parse::Parser;
use syn::{Block, Expr, Stmt};

use super::Keywords;
use super::around::is_brace;
use super::done::Done;
use crate::hygiene;
use crate::tokens::{self, is_punct, is_word};

impl Keywords<'_> {
    /// A yield where nothing can be yielded: its operand stays, if there is a place for it.
    pub(super) fn stray_yield<'t>(&mut self, tokens: &'t [TokenTree], done: &mut Done) -> &'t [TokenTree] {
        let Some((first, rest)) = tokens.split_first() else { return tokens };
        let help = "write `async gen fn`, or put `#[async_generator]` on the function";
        self.diagnostics.error(first, "`yield` outside of an async generator", help);
        self.has_stray = true;
        let begins_an_item = done.last().is_none_or(|last| is_brace(last) || is_punct(last, ';'));
        if self.among_items && begins_an_item {
            let end = rest.iter().position(|token| is_punct(token, ';'));
            return &rest[end.map_or(rest.len(), |end| end + 1)..];
        }
        let is_bare = rest.first().is_none_or(tokens::ends_expression);
        done.extend(if is_bare { quote!(()) } else { TokenStream::new() });
        rest
    }

    /// The rest of a `for await` where nothing can be awaited for a generator.
    ///
    /// ```text
    /// // Input:
    /// for await x in stream { body }
    /// // Output:
    /// for x in [stand_in_item(&stream)] { body }
    /// ```
    pub(super) fn stray_for_await<'t>(&mut self, tokens: &'t [TokenTree], done: &mut Done) -> Option<&'t [TokenTree]> {
        let [for_token, await_token, rest @ ..] = tokens else { return None };
        if !is_word(await_token, "await") {
            return None;
        }
        let help = "write `while let Some(x) = stream.next().await { … }`, or make it an `async gen fn`";
        let words = quote!(#for_token #await_token);
        self.diagnostics.error(words, "`for await` outside of an async generator", help);
        self.has_stray = true;
        let (pat, after) = rest.split_at(rest.iter().position(|token| is_word(token, "in"))?);
        let (in_token, head) = after.split_first()?;
        let (stream, after) = head.split_at(head.iter().position(is_brace)?);
        let stream = self.read(stream.iter().cloned().collect());
        let place = in_token.span();
        let stand_in = self.names.private("stand_in_item", place);
        done.extend(quote_spanned!(hygiene::ours(place)=> #for_token #(#pat)* #in_token [#stand_in(&(#stream))]));
        Some(after)
    }
}

/// An ordinary function with a generator's body, which has no value at its end: none is missed there.
///
/// ```text
/// // Input:
/// f() -> u32 { stmts; }
/// // Output:
/// f() -> u32 { stmts; loop {} }
/// ```
pub(super) fn without_end(function: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = function.into_iter().collect();
    if let Some(TokenTree::Group(body)) = tokens.last_mut() {
        let stmts = body.stream();
        let has_end = match Block::parse_within.parse2(stmts.clone()) {
            Ok(stmts) => {
                matches!(stmts.last(), Some(Stmt::Expr(end, None)) if !matches!(end, Expr::ForLoop(_) | Expr::While(_)))
            }
            Err(_) => true,
        };
        if !has_end {
            let span = body.span();
            let forever = quote_spanned!(hygiene::ours(span)=> loop {});
            *body = Group::new(body.delimiter(), quote!(#stmts #forever));
            body.set_span(span);
        }
    }
    tokens.into_iter().collect()
}
