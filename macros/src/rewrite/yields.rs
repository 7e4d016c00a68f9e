//! `yield_!(x)` and `yield x`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{Expr, ExprYield, Macro, Token};

use super::hidden::{Argument, may_be_an_expression};
use super::{Place, Rewriter};
use crate::diagnostics::with_help;
use crate::hygiene;
use crate::tokens;

const FROM: &str = "write `#[for_await] for x in inner { yield_!(x); }`";
const FROM_KEYWORD: &str = "write `for await x in inner { yield x; }`";

impl Rewriter<'_> {
    /// `yield x`, where the compiler lets us see it.
    pub(super) fn yield_keyword(&mut self, it: &mut ExprYield) -> TokenStream {
        let item = it.expr.take().map(|expr| *expr);
        self.yield_(it.yield_token.span(), item.unwrap_or_else(|| unit(it.yield_token.span())))
    }

    /// `yield_!(x)`.
    pub(super) fn yield_macro(&mut self, mac: &Macro) -> TokenStream {
        let place = mac.path.span();
        if let Some(from) = starts_with_from(&mac.tokens) {
            self.diagnostics.error(from, "`yield from` does not exist in async generators", FROM);
            return self.stand_in(place, TokenStream::new());
        }
        match mac.parse_body_with(parse_item) {
            Ok(item) => self.yield_(place, item.unwrap_or_else(|| unit(place))),
            Err(_) if self.place != Place::Code && !are_several(&mac.tokens) => {
                self.yield_expanded(place, mac.tokens.clone(), false)
            }
            Err(error) => {
                self.diagnostics.syntax(error);
                self.stand_in(place, TokenStream::new())
            }
        }
    }

    /// `yield_from!(x)`.
    pub(super) fn yield_from_macro(&mut self, mac: &Macro) -> TokenStream {
        // The keyword has lost its operand; see `keywords`.
        let help = if mac.tokens.is_empty() { FROM_KEYWORD } else { FROM };
        self.diagnostics.error(&mac.path, "`yield from` does not exist in async generators", help);
        self.stand_in(mac.path.span(), TokenStream::new())
    }

    fn yield_(&mut self, place: Span, mut item: Expr) -> TokenStream {
        let is_ours = self.belongs_to_the_generator("`yield`", quote_spanned!(place=> yield_));
        self.visit_expr_mut(&mut item);
        // Now every `await` that is the expansion's own can be seen.
        let in_place = !tokens::may_suspend(item.to_token_stream());
        if !is_ours {
            return self.stand_in(place, item.into_token_stream());
        }
        self.yield_expanded(place, item.into_token_stream(), in_place)
    }

    /// A yield of what `item` evaluates to, in code or among the arguments of somebody else's macro.
    pub(super) fn yield_expanded(&mut self, place: Span, item: TokenStream, in_place: bool) -> TokenStream {
        self.yields = true;
        let in_code = self.place == Place::Code;
        if !in_code && !may_be_an_expression(&item) {
            return self.stand_in(place, item);
        }
        // The argument of a hidden call can be written by anybody, so that it may suspend.
        let in_place = in_place && in_code;
        self.hidden(place, "yield", vec![Argument::Expr(item)], |this, item| this.yield_of(place, &item[0], in_place))
    }

    /// ```text
    /// // Input:
    /// yield_!(x)
    /// // Output, where evaluating `x` cannot suspend: it goes straight into the poller's frame. In braces, so that what
    /// // comes out of the `.await` is gone when the yield is over.
    /// ({
    ///     match handle.await.put({ let item: T = x; item }).await {
    ///         Some(left) => loop { break 'body left },
    ///         _ => (),
    ///     }
    /// })
    /// // Where it can, the place comes last: it is good for one poll only.
    /// ({ match { let item: T = x; handle.await.put(item) }.await { … } })
    /// // With `send = S`:
    /// ({
    ///     match handle.await.exchange({ let item: T = x; item }).await {
    ///         Err(left) => loop { break 'body left },
    ///         Ok(value) => value,
    ///     }
    /// })
    /// ```
    fn yield_of(&self, place: Span, item: &TokenStream, in_place: bool) -> TokenStream {
        let span = hygiene::ours(place);
        let [value, left] = ["value", "left"].map(|name| hygiene::variable(name, place));
        let leave = self.leave_with(self.leaving(left.to_token_stream(), place), place);
        if self.kind.sends.is_some() {
            let suspend = self.suspend("exchange", place, item, in_place);
            let result = self.names.private("Result", place);
            return quote_spanned!(span=> ({
                match #suspend.await { #result::Err(#left) => #leave, #result::Ok(#value) => #value }
            }));
        }
        let suspend = self.suspend("put", place, item, in_place);
        let option = self.names.private("Option", place);
        quote_spanned!(span=> ({ match #suspend.await { #option::Some(#left) => #leave, _ => () } }))
    }

    /// The expression that hands the item out, and gives the future that suspends the body.
    fn suspend(&self, put: &str, place: Span, item: &TokenStream, in_place: bool) -> TokenStream {
        let span = hygiene::ours(place);
        let (handle, put) = (hygiene::handle(place), Ident::new(put, span));
        let item_ = hygiene::variable("item", place);
        let evaluate = match &self.kind.yields {
            Some(ty) => quote_spanned!(span=> let #item_: #ty = #item;),
            // The type has no name here. The first branch says which it is, so that an error points at the item.
            None => quote_spanned!(span=>
                let #item_;
                if false { #item_ = #handle.an_item() } else { #item_ = #item }
            ),
        };
        match in_place {
            true => quote_spanned!(span=> #handle.await.#put({ #evaluate #item_ })),
            false => quote_spanned!(span=> { #evaluate #handle.await.#put(#item_) }),
        }
    }

    /// What stands for a rejected yield.
    pub(super) fn stand_in(&mut self, place: Span, operand: TokenStream) -> TokenStream {
        self.yields = true;
        let span = hygiene::ours(place);
        let option = self.names.private("Option", place);
        let value = match &self.kind.sends {
            Some(sent) => quote_spanned!(span=> #option::<#sent>::None),
            None => quote_spanned!(span=> ()),
        };
        let operand = (!operand.is_empty()).then(|| quote_spanned!(span=> let _ = &#operand;));
        quote_spanned!(span=> ({ #operand #value }))
    }
}

fn unit(place: Span) -> Expr {
    Expr::Verbatim(quote_spanned!(place=> ()))
}

/// The `from` of `yield_!(from x)`.
fn starts_with_from(tokens: &TokenStream) -> Option<TokenStream> {
    let mut tokens = tokens.clone().into_iter();
    let first = tokens.next()?;
    let second = tokens.next()?;
    let is_operand = !matches!(&second, proc_macro2::TokenTree::Punct(_));
    let is_call = matches!(&second, proc_macro2::TokenTree::Group(_));
    (first.to_string() == "from" && is_operand && !is_call).then(|| quote!(#first #second))
}

/// Nothing, or an expression with or without a comma.
fn parse_item(input: ParseStream<'_>) -> syn::Result<Option<Expr>> {
    if input.is_empty() {
        return Ok(None);
    }
    let item = input.parse()?;
    input.parse::<Option<Token![,]>>()?;
    match input.is_empty() {
        true => Ok(Some(item)),
        false => {
            Err(input.error(with_help("`yield_!` takes one expression", "to yield a tuple, write `yield_!((…, …))`")))
        }
    }
}

/// Whether these are expressions with commas between them.
fn are_several(tokens: &TokenStream) -> bool {
    let exprs = Punctuated::<Expr, Token![,]>::parse_terminated;
    exprs.parse2(tokens.clone()).is_ok_and(|exprs| exprs.len() > 1)
}
