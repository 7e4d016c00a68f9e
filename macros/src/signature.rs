//! The function around the body: a plain `fn` that returns the generator.

use std::iter;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, ReturnType, Signature, Type, parse_quote_spanned};

use crate::args::{Args, Returns};
use crate::boxed;
use crate::captures::{Arguments, Captures};
use crate::hygiene::{self, Names};
use crate::reachable;
use crate::rewrite::{Kind, Throws};
use crate::tokens;

/// The types that make up a generator's protocol.
pub(crate) struct Types {
    /// What is yielded: the declared return type.
    yields: Type,
    sends: Option<Type>,
    throws: Option<Type>,
    throws_unread: bool,
    returns: Returns,
}

impl Types {
    pub(crate) fn of(sig: &Signature, args: &Args) -> Self {
        let yields = match &sig.output {
            ReturnType::Default => Type::Verbatim(quote_spanned!(sig.paren_token.span.close()=> ())),
            ReturnType::Type(_, ty) => Type::Verbatim(capture_all_lifetimes(ty.to_token_stream())),
        };
        let Args { send, throws, throws_unread, returns, .. } = args;
        let (sends, throws) = (send.clone(), throws.clone());
        Types { yields, sends, throws, throws_unread: *throws_unread, returns: *returns }
    }

    /// The types that the user has written: of what is yielded, sent and thrown.
    pub(crate) fn declared(&self) -> impl Iterator<Item = &Type> {
        iter::once(&self.yields).chain(&self.sends).chain(&self.throws)
    }

    /// What the body has to know of them.
    pub(crate) fn kind(&self, names: &Names) -> Kind {
        let throws = match self.throws {
            Some(_) => Throws::Declared,
            None if self.throws_unread => Throws::Unread,
            None => Throws::Undeclared,
        };
        Kind { yields: self.nameable_yields(), sends: self.sends.clone(), throws, thrown: self.thrown(names) }
    }

    /// The type of what is yielded, unless it is an `impl Trait`, which the body cannot name.
    fn nameable_yields(&self) -> Option<Type> {
        (!tokens::has_impl(self.yields.to_token_stream())).then(|| self.yields.clone())
    }

    /// The stream's item.
    pub(crate) fn item(&self, names: &Names) -> TokenStream {
        let yields = &self.yields;
        match &self.throws {
            None => quote!(#yields),
            Some(throws) => {
                let result = names.private("Result", yields.span());
                quote!(#result<#yields, #throws>)
            }
        }
    }

    pub(crate) fn sent(&self) -> TokenStream {
        self.sends.as_ref().map_or_else(|| quote!(()), Type::to_token_stream)
    }

    pub(crate) fn thrown(&self, names: &Names) -> TokenStream {
        match &self.throws {
            Some(throws) => throws.to_token_stream(),
            None => names.private("Infallible", Span::call_site()),
        }
    }

    /// `Handle::<T, S, E, K>`
    fn handle(&self, names: &Names) -> TokenStream {
        let handle = names.private("Handle", Span::call_site());
        let yields = self.nameable_yields().map_or_else(|| quote!(_), |ty| ty.to_token_stream());
        let (sent, thrown) = (self.sent(), self.thrown(names));
        let items = names.private(if self.throws.is_some() { "Throwing" } else { "Plain" }, Span::call_site());
        quote!(#handle::<#yields, #sent, #thrown, #items>)
    }
}

/// ```text
/// // Input:
/// async fn f(x: &str) -> T
/// // Output:
/// fn f(x: &str) -> impl AsyncGenerator<Item = T, Sent = (), Thrown = Infallible> + Debug
/// ```
pub(crate) fn rewrite(sig: &mut Signature, types: &Types, returns: Returns, names: &Names) {
    sig.asyncness = None;
    let place = match &sig.output {
        ReturnType::Default => sig.paren_token.span.close(),
        ReturnType::Type(_, ty) => ty.span(),
    };
    let output = match returns {
        Returns::Opaque => opaque(types, TokenStream::new(), place, names),
        Returns::OpaqueSend => {
            let send = names.private("Send", place);
            opaque(types, quote!(+ #send), place, names)
        }
        Returns::Boxed => boxed::output(sig, types, "BoxAsyncGenerator", place, names),
        Returns::BoxedLocal => boxed::output(sig, types, "LocalBoxAsyncGenerator", place, names),
    };
    let span = hygiene::ours(place);
    sig.output = ReturnType::Type(syn::Token![->](span), Box::new(Type::Verbatim(output)));
}

/// Clippy does not see through the box that what is returned must be used as it is, and wants a second `#[must_use]`.
pub(crate) fn lints(returns: Returns) -> Option<Attribute> {
    match returns {
        Returns::Opaque | Returns::OpaqueSend => None,
        Returns::Boxed | Returns::BoxedLocal => {
            let span = hygiene::ours(Span::call_site());
            Some(parse_quote_spanned!(span=> #[allow(clippy::must_use_candidate)]))
        }
    }
}

fn opaque(types: &Types, bounds: TokenStream, place: Span, names: &Names) -> TokenStream {
    let span = hygiene::ours(place);
    let (generator, debug) = (names.public("AsyncGenerator", place), names.private("Debug", place));
    let (item, sent, thrown) = (types.item(names), types.sent(), types.thrown(names));
    quote_spanned!(span=> impl #generator<Item = #item, Sent = #sent, Thrown = #thrown> + #debug #bounds)
}

/// The body of the plain `fn`, in the braces of the user's. See `expand::function_body`.
pub(crate) fn body(
    place: Span,
    captures: Captures,
    block: TokenStream,
    braces: Span,
    types: &Types,
    names: &Names,
) -> TokenStream {
    let span = hygiene::ours(place);
    let (handle, handle_type) = (hygiene::handle(types.yields.span()), types.handle(names));
    let capture = quote_spanned!(span=> move);
    let generator = match captures.arguments {
        None => generator(place, handle, handle_type, capture, captures.receiver, block, names),
        Some(arguments) => {
            let handle = quote_spanned!(span=> let #handle = unsafe { #handle_type::new() };);
            waiting(place, handle, arguments, captures.receiver, block, names)
        }
    };
    let inside = match types.returns {
        Returns::Opaque | Returns::OpaqueSend => generator,
        Returns::Boxed | Returns::BoxedLocal => {
            let boxed = names.private("boxed", place);
            quote_spanned!(span=> #boxed({ #generator }))
        }
    };
    let mut body = Group::new(Delimiter::Brace, inside);
    body.set_span(braces);
    body.to_token_stream()
}

/// The generator as an expression. See `expand::expression`.
pub(crate) fn generator(
    place: Span,
    handle: Ident,
    handle_type: TokenStream,
    capture: TokenStream,
    receiver: TokenStream,
    block: TokenStream,
    names: &Names,
) -> TokenStream {
    let span = hygiene::ours(place);
    let generator = names.private("generator", place);
    let (constructor, deref, enter) = match capture.is_empty() {
        true => {
            let inside = quote_spanned!(span=> let #handle = *#handle; #receiver);
            (quote_spanned!(span=> by_reference), quote_spanned!(span=> *), inside)
        }
        false => (quote_spanned!(span=> new), TokenStream::new(), receiver),
    };
    let body = async_block(place, capture, enter, block, names);
    quote_spanned!(span=>
        let #handle = unsafe { #handle_type::#constructor() };
        #generator(#deref #handle, #body)
    )
}

/// The generator of a function with arguments, behind its handle. See `expand::function_body`.
///
/// The arguments come first: a parameter may have the handle's name.
fn waiting(
    place: Span,
    make_handle: TokenStream,
    arguments: Arguments,
    receiver: TokenStream,
    block: TokenStream,
    names: &Names,
) -> TokenStream {
    let span = hygiene::ours(place);
    let handle = hygiene::handle(place);
    let [arguments_, take] = ["arguments", "take"].map(|name| hygiene::variable(name, place));
    let waiting = names.private("waiting", place);
    let Arguments { before, value, pattern, after } = arguments;
    let enter = quote_spanned!(span=> #receiver let #pattern = #take.await; #after);
    let body = async_block(place, quote_spanned!(span=> move), enter, block, names);
    quote_spanned!(span=>
        #before
        let #arguments_ = #value;
        #make_handle
        let (#arguments_, #take) = #handle.arguments(#arguments_);
        #waiting(#handle, #arguments_, move || #body)
    )
}

fn async_block(
    place: Span,
    capture: TokenStream,
    enter: TokenStream,
    block: TokenStream,
    names: &Names,
) -> TokenStream {
    let span = hygiene::ours(place);
    let (label, result) = (hygiene::label(place), names.private("Result", place));
    let block = reachable::after_body(&block, place);
    quote_spanned!(span=>
        async #capture {
            #enter
            #label: {
                #block
                #result::Ok(())
            }
        }
    )
}

/// Gives each `impl` in the declared type our span: like the language's own `async fn`, it then captures all
/// lifetimes in every edition.
fn capture_all_lifetimes(tokens: TokenStream) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(ident) if ident == "impl" => Ident::new("impl", hygiene::ours(ident.span())).into(),
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), capture_all_lifetimes(group.stream()));
                inner.set_span(group.span());
                inner.into()
            }
            other => other,
        })
        .collect()
}
