//! What a generator's signature declares: the types of its protocol, and what the function returns.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{PathArguments, ReturnType, Signature, Type, parse_quote_spanned};

use crate::hygiene::{self, Emit};
use crate::type_paths::{self, LeadsTo};
use crate::{lifetimes, tokens, values};

/// The types of a generator's protocol.
pub(crate) struct Protocol {
    /// The type of an item, if it is declared.
    pub(crate) yields: Option<Type>,
    /// Whether an item is known to be small.
    pub(crate) yields_small: bool,
    /// The type of an item, if every program knows it: nothing is wrong with it if it is repeated.
    pub(crate) yields_primitive: Option<Type>,
    /// The lifetimes in that type; see `lifetimes.rs`.
    pub(crate) lifetimes: Option<Type>,
    /// Where that type is declared: its arrow, or where one could stand.
    pub(crate) declared_at: Option<Span>,
    /// `send = S`.
    pub(crate) sends: Option<Type>,
    pub(crate) throws: Throws,
    /// Whether all of them are of types that every program knows.
    pub(crate) has_primitive_types: bool,
    /// Whether one of these was rejected, so that nothing in the body can be checked against it.
    pub(crate) lacks_types: bool,
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
        let close = sig.paren_token.span.close();
        let declared = match &sig.output {
            ReturnType::Default => None,
            ReturnType::Type(arrow, ty) => Some((arrow.span(), &**ty)),
        };
        let is = |of: fn(&Type) -> bool| declared.is_none_or(|(_, ty)| of(ty));
        let has_primitive_types = is(values::are_primitive)
            && sends.as_ref().is_none_or(values::are_primitive)
            && !matches!(&throws, Throws::Declared(_));
        Protocol {
            yields_small: is(values::are_small),
            yields_primitive: is(values::are_primitive)
                .then(|| declared.map_or_else(|| unit(close), |(_, ty)| ty.clone())),
            lifetimes: declared.and_then(|(_, ty)| lifetimes::outline(ty, sig)),
            declared_at: Some(declared.map_or(close, |(arrow, _)| arrow)),
            yields: Some(declared.map_or_else(
                || unit(close),
                |(_, ty)| Type::Verbatim(capture_all_lifetimes(ty.to_token_stream())),
            )),
            has_primitive_types,
            sends,
            throws,
            lacks_types: false,
        }
    }

    /// Of a block, all of whose types rustc infers.
    pub(crate) fn of_block() -> Self {
        Protocol {
            yields: None,
            yields_small: false,
            yields_primitive: None,
            lifetimes: None,
            declared_at: None,
            sends: None,
            throws: Throws::Inferred,
            has_primitive_types: false,
            lacks_types: false,
        }
    }

    /// The declared types, as the user wrote them.
    pub(crate) fn declared(&self) -> Vec<TokenStream> {
        let mut declared = Vec::new();
        if let Some(ty) = &self.yields {
            declared.push(ty.to_token_stream());
        }
        if let Some(ty) = &self.sends {
            declared.push(ty.to_token_stream());
        }
        if let Throws::Declared(ty) = &self.throws {
            declared.push(ty.to_token_stream());
        }
        declared
    }

    /// Names at the place of the declared type, for what has that type: rustc shows the type there
    /// as the expected one, and reports there, once for all that is located there, that it has no
    /// size.
    pub(crate) fn at_declared<'a>(&self, emit: Emit<'a>) -> Emit<'a> {
        self.yields.as_ref().map_or(emit, |ty| emit.at(ty.span()))
    }

    /// Whether the body can return an error, as far as the macro can tell.
    pub(crate) fn can_throw(&self) -> bool {
        matches!(self.throws, Throws::Declared(_) | Throws::Inferred)
    }

    /// Whether nothing can be thrown into the generator, as far as the signature says.
    pub(crate) fn is_infallible(&self) -> bool {
        matches!(self.throws, Throws::Undeclared | Throws::Unparsed)
    }

    pub(crate) fn sent(&self) -> TokenStream {
        self.sends.as_ref().map_or_else(|| quote!(()), Type::to_token_stream)
    }

    pub(crate) fn thrown(&self, emit: Emit<'_>) -> TokenStream {
        match &self.throws {
            Throws::Declared(ty) => lone_names_with_arguments(ty.to_token_stream()),
            Throws::Undeclared | Throws::Unparsed => emit.infallible_error().into_token_stream(),
            Throws::Inferred => quote!(_),
        }
    }

    /// The stream's item: `Result<T, E>` with `throws = E`.
    pub(crate) fn item(&self, emit: Emit<'_>) -> TokenStream {
        let yields = &self.yields;
        match &self.throws {
            Throws::Declared(_) => {
                let (result, thrown) = (emit.result(), self.thrown(emit));
                quote_spanned!(emit.span=> #result<#yields, #thrown>)
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

/// A type that occurs twice in a signature, such as that of the error. An unknown one would be
/// reported twice, unless both errors read alike: but where it is an argument of another type,
/// rustc adds that a generic parameter may be missing. It adds that nowhere to a name with
/// arguments of its own. These have the name's own span, because rustc explains types of an
/// expansion in another way.
///
/// Not those that every program knows: where a lifetime is wrong, rustc finds that the arguments
/// lack one, and suggests `&str<>`.
///
/// ```text
/// // Input:
/// (Row, io::Error, Box<Row>, T, &str)
/// // Output:
/// (Row<>, io::Error, Box<Row<>>, T<>, &str)
/// ```
pub(crate) fn lone_names_with_arguments(ty: TokenStream) -> TokenStream {
    let Ok(mut ty) = syn::parse2::<Type>(ty.clone()) else { return ty };
    type_paths::visit(&mut ty, &mut |path, leads_to| {
        let is_lone = leads_to == LeadsTo::Type && path.leading_colon.is_none();
        if is_lone && path.get_ident().is_some_and(may_be_unknown) {
            let name = &mut path.segments[0];
            name.arguments =
                PathArguments::AngleBracketed(parse_quote_spanned!(name.ident.span()=> <>));
        }
    });
    ty.into_token_stream()
}

/// Whether a name may be one that rustc does not know.
fn may_be_unknown(name: &Ident) -> bool {
    let is_keyword = tokens::ident_is_one_of(name, &["Self", "self", "super", "crate"]);
    !is_keyword && !values::is_known_name(name)
}

/// Sets a span of ours on each `impl` in the declared type: it then captures all lifetimes in every
/// edition, as in the language's own `async fn`.
fn capture_all_lifetimes(tokens: TokenStream) -> TokenStream {
    tokens::map(tokens, &mut |token| match token {
        TokenTree::Ident(ident) if ident == "impl" => {
            Ident::new("impl", hygiene::ours(ident.span())).into()
        }
        TokenTree::Group(group) => tokens::map_group(&group, capture_all_lifetimes).into(),
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::{Protocol, Throws, lone_names_with_arguments};

    #[test]
    fn are_declared_in_the_signature_and_the_arguments() {
        let throws = || Throws::Declared(Box::new(parse_quote!(E)));
        for (protocol, expected) in [
            (
                Protocol::of_function(&parse_quote!(fn f() -> u8), Some(parse_quote!(S)), throws()),
                &["u8", "S", "E"][..],
            ),
            (Protocol::of_function(&parse_quote!(fn f()), None, Throws::Undeclared), &["()"]),
            (Protocol::of_block(), &[]),
        ] {
            let seen: Vec<String> = protocol.declared().iter().map(ToString::to_string).collect();
            assert_eq!(seen, expected);
        }
    }

    #[test]
    fn are_told_from_a_generic_type_where_they_occur_twice() {
        let ty = parse_quote!((Row, io::Error, Box<Row>, ::E, Self, self, <T as A>::B, u8, &str));
        let seen: String = lone_names_with_arguments(ty).to_string().split_whitespace().collect();
        assert_eq!(seen, "(Row<>,io::Error,Box<Row<>>,::E,Self,self,<T<>asA>::B,u8,&str)");
    }
}
