//! What users of other crates and of ordinary functions write as a return type: the help says what
//! to write here.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{
    AngleBracketedGenericArguments, GenericArgument, PathArguments, PathSegment, Type,
    TypeParamBound,
};

/// If a type is a stream, as it is returned by a function without the attribute: the type of its
/// items, and what to write instead.
pub(crate) fn item_of_stream(ty: &Type) -> Option<(Option<Type>, String)> {
    match ty {
        Type::ImplTrait(it) => it.bounds.iter().find_map(|bound| match bound {
            TypeParamBound::Trait(it) => {
                let last = it.path.segments.last().filter(|last| is_stream_trait(last))?;
                let item = arguments(last).and_then(|arguments| associated(arguments, "Item"));
                Some((item.cloned(), help(item, "")))
            }
            _ => None,
        }),
        Type::Path(it) => {
            let last = it.path.segments.last()?;
            let attribute = match last.ident.to_string().as_str() {
                "BoxStream" | "BoxAsyncGenerator" => "boxed",
                "LocalBoxStream" | "LocalBoxAsyncGenerator" => "boxed(local)",
                _ => return None,
            };
            let item = arguments(last).and_then(first_type);
            Some((item.cloned(), help(item, attribute)))
        }
        Type::Paren(it) => item_of_stream(&it.elem),
        Type::Group(it) => item_of_stream(&it.elem),
        _ => None,
    }
}

/// The arguments of a `Result`, as an ordinary function returns it.
pub(crate) fn result_of(ty: &Type) -> Option<(&Type, Option<&Type>)> {
    let Type::Path(it) = ty else { return None };
    let last = it.path.segments.last().filter(|last| last.ident == "Result")?;
    let arguments = arguments(last)?;
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    Some((types.next()?, types.next()))
}

/// Code as one would write it: `impl Stream<Item = u32>`, without the spaces between all tokens.
pub(crate) fn source_text(code: &impl ToTokens) -> String {
    let tokens: TokenStream = code.to_token_stream();
    let mut text = tokens.to_string();
    for (spaced, tight) in [
        (" < ", "<"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" :: ", "::"),
        (":: ", "::"),
        (" ,", ","),
        ("& ", "&"),
        ("( ", "("),
        (" )", ")"),
        ("[ ", "["),
        (" ]", "]"),
        (" ;", ";"),
    ] {
        text = text.replace(spaced, tight);
    }
    text
}

fn help(item: Option<&Type>, attribute: &str) -> String {
    let attribute = match attribute {
        "" => String::new(),
        attribute => format!(", under `#[async_generator({attribute})]`"),
    };
    let write = match item.map(|item| (item, result_of(item))) {
        Some((_, Some((ok, Some(error))))) if attribute.is_empty() => format!(
            "write `-> {}`, and for errors `#[async_generator(throws = {})]`",
            source_text(ok),
            source_text(error)
        ),
        Some((item, _)) => format!("write `-> {}`{attribute}", source_text(item)),
        None => format!("write `-> Item`{attribute}"),
    };
    format!("{write}; what the function then returns is a stream")
}

fn is_stream_trait(segment: &PathSegment) -> bool {
    const STREAMS: [&str; 5] =
        ["Stream", "FusedStream", "TryStream", "AsyncIterator", "AsyncGenerator"];
    STREAMS.iter().any(|name| segment.ident == name)
}

fn arguments(segment: &PathSegment) -> Option<&AngleBracketedGenericArguments> {
    match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(arguments),
        _ => None,
    }
}

fn associated<'a>(arguments: &'a AngleBracketedGenericArguments, name: &str) -> Option<&'a Type> {
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(it) if it.ident == name => Some(&it.ty),
        _ => None,
    })
}

fn first_type(arguments: &AngleBracketedGenericArguments) -> Option<&Type> {
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
