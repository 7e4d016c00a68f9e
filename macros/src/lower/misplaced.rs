//! `yield` and `for await` outside of a generator: reported, and replaced by code that has a type.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::parse::Parser;
use syn::{Block, Expr, Stmt};

use super::lookahead::arguments_of_for_await;
use super::lowering::{Lowering, Surroundings};
use super::output::Output;

use crate::tokens::{self, is_brace, is_punct, is_word};

impl Lowering<'_> {
    /// A yield outside of a generator. Its operand stays, where an expression can stand.
    pub(super) fn misplaced_yield<'t>(
        &mut self,
        tokens: &'t [TokenTree],
        output: &mut Output,
    ) -> &'t [TokenTree] {
        let Some((first, rest)) = tokens.split_first() else { return tokens };
        let help = "write `async gen fn`, or put `#[async_generator]` on the function";
        self.diagnostics.error(first, "`yield` outside of an async generator", help);
        self.has_misplaced = true;
        let begins_item = output.last().is_none_or(|last| is_brace(last) || is_punct(last, ';'));
        if self.surroundings == Surroundings::Items && begins_item {
            let end = rest.iter().position(|token| is_punct(token, ';'));
            return &rest[end.map_or(rest.len(), |end| end + 1)..];
        }
        let is_bare = rest.first().is_none_or(tokens::ends_expression);
        output.extend(if is_bare { quote!(()) } else { TokenStream::new() });
        rest
    }

    /// The head of a `for await` in an ordinary function.
    ///
    /// ```text
    /// // Input:
    /// for await x in stream { body }
    /// // Output:
    /// for x in [dummy_item(&stream)] { body }
    /// ```
    pub(super) fn misplaced_for_await<'t>(
        &mut self,
        tokens: &'t [TokenTree],
        output: &mut Output,
    ) -> Option<&'t [TokenTree]> {
        let [for_token, await_token, rest @ ..] = tokens else { return None };
        if !is_word(await_token, "await") {
            return None;
        }
        let help = "write `while let Some(x) = stream.next().await { … }`, \
                    or make it an `async gen fn`";
        let words = quote!(#for_token #await_token);
        let mark = self.diagnostics.mark();
        self.diagnostics.error(words, "`for await` outside of an async generator", help);
        self.has_misplaced = true;
        let rest = &rest[usize::from(arguments_of_for_await(rest).is_some())..];
        let (pat, after) = rest.split_at(tokens::find_word(rest, "in")?);
        let (in_token, head) = after.split_first()?;
        let (stream, after) = head.split_at(head.iter().position(is_brace)?);
        let stream = self.lower_slice(stream);
        let runtime = &self.runtime;
        // In the place of the item, the error keeps rustc from asking whether there is a stream.
        let item = match tokens::is_rustc() {
            true => {
                let error = self.diagnostics.since(mark);
                quote_spanned!(in_token.span()=> { let _ = &(#stream); #error })
            }
            false => quote_spanned!(in_token.span()=>
                #runtime::__private::dummy_item(&(#stream))
            ),
        };
        output.extend(quote_spanned!(in_token.span()=> #for_token #(#pat)* #in_token [#item]));
        Some(after)
    }
}

/// An ordinary function with a generator's body, which has no value at its end: so that rustc does
/// not report a missing one.
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
                let last = stmts.last();
                matches!(last, Some(Stmt::Expr(end, None))
                    if !matches!(end, Expr::ForLoop(_) | Expr::While(_)))
            }
            Err(_) => true,
        };
        if !has_end {
            let span = body.span();
            *body = Group::new(body.delimiter(), quote!(#stmts loop {}));
            body.set_span(span);
        }
    }
    tokens.into_iter().collect()
}
