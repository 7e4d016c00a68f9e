//! What a generator's signature declares: the types of its protocol, and what the function returns.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{ReturnType, Signature, Type};

use crate::hygiene::{self, Emit};
use crate::tokens;

/// The types of a generator's protocol.
pub(crate) struct Protocol {
    /// The type of an item, if it is declared.
    pub(crate) yields: Option<Type>,
    /// `send = S`.
    pub(crate) sends: Option<Type>,
    pub(crate) throws: Throws,
}

/// What is known of `throws = E`.
pub(crate) enum Throws {
    Declared(Box<Type>),
    Undeclared,
    /// It could not be parsed, which was reported: a `?` is then no mistake of its own.
    Unparsed,
    /// In a block, rustc infers the error type of `?`.
    Inferred,
}

/// What a generator function returns.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Returns {
    /// `impl AsyncGenerator`
    #[default]
    Opaque,
    /// `impl AsyncGenerator + Send`
    OpaqueSend,
    /// `BoxAsyncGenerator`
    Boxed,
    /// `LocalBoxAsyncGenerator`
    BoxedLocal,
}

/// What `finally!` blocks a body has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cleanups {
    #[default]
    None,
    /// None of their cleanups awaits.
    Prompt,
    /// One of their cleanups awaits, or may do so.
    Awaiting,
}

impl Protocol {
    pub(crate) fn of_function(sig: &Signature, sends: Option<Type>, throws: Throws) -> Self {
        let yields = match &sig.output {
            ReturnType::Default => unit(sig.paren_token.span.close()),
            ReturnType::Type(_, ty) => Type::Verbatim(capture_all_lifetimes(ty.to_token_stream())),
        };
        Protocol { yields: Some(yields), sends, throws }
    }

    /// Of a block, all of whose types rustc infers.
    pub(crate) fn of_block() -> Self {
        Protocol { yields: None, sends: None, throws: Throws::Inferred }
    }

    /// The declared types, as the user wrote them.
    pub(crate) fn declared(&self) -> impl Iterator<Item = &Type> {
        let throws = match &self.throws {
            Throws::Declared(ty) => Some(&**ty),
            _ => None,
        };
        self.yields.iter().chain(&self.sends).chain(throws)
    }

    /// The type of an item, unless the body cannot name it: there is none, or it is an
    /// `impl Trait`.
    pub(crate) fn nameable_yields(&self) -> Option<&Type> {
        self.yields.as_ref().filter(|ty| !tokens::has_impl(ty.to_token_stream()))
    }

    /// Whether the body can return an error, as far as the macro can tell.
    pub(crate) fn can_throw(&self) -> bool {
        matches!(self.throws, Throws::Declared(_) | Throws::Inferred)
    }

    pub(crate) fn sent(&self) -> TokenStream {
        self.sends.as_ref().map_or_else(|| quote!(()), Type::to_token_stream)
    }

    pub(crate) fn thrown(&self, emit: Emit<'_>) -> TokenStream {
        match &self.throws {
            Throws::Declared(ty) => ty.to_token_stream(),
            Throws::Undeclared | Throws::Unparsed => emit.infallible_error(),
            Throws::Inferred => quote!(_),
        }
    }

    /// The stream's item: `Result<T, E>` with `throws = E`.
    pub(crate) fn item(&self, emit: Emit<'_>) -> TokenStream {
        let yields = &self.yields;
        match &self.throws {
            Throws::Declared(throws) => {
                let result = emit.result();
                quote_spanned!(emit.span=> #result<#yields, #throws>)
            }
            _ => quote!(#yields),
        }
    }

    /// The span of the declared type of an item.
    pub(crate) fn span(&self) -> Span {
        self.yields.as_ref().map_or_else(Span::call_site, Spanned::span)
    }
}

/// `()`, located at the place where a type could stand.
fn unit(span: Span) -> Type {
    Type::Verbatim(quote_spanned!(span=> ()))
}

/// Sets a span of ours on each `impl` in the declared type: it then captures all lifetimes in every
/// edition, as in the language's own `async fn`.
fn capture_all_lifetimes(tokens: TokenStream) -> TokenStream {
    let with_our_span = |token| match token {
        TokenTree::Ident(ident) if ident == "impl" => {
            Ident::new("impl", hygiene::ours(ident.span())).into()
        }
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), capture_all_lifetimes(group.stream()));
            inner.set_span(group.span());
            inner.into()
        }
        other => other,
    };
    tokens.into_iter().map(with_our_span).collect()
}
