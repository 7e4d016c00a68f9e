//! What users of other crates and of ordinary functions write as a return type: the help says what
//! to write here.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{
    AngleBracketedGenericArguments, GenericArgument, PathArguments, PathSegment, Type,
    TypeParamBound,
};

use crate::tokens;

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
    tokens::ident_is_one_of(&segment.ident, &STREAMS)
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

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
    use syn::Type;

    use super::{item_of_stream, result_of, source_text};

    /// The type of the items, and what to write instead, without what every help ends with.
    fn item(ty: &Type) -> Option<(String, String)> {
        let (item, help) = item_of_stream(ty)?;
        let write = help.strip_suffix("; what the function then returns is a stream");
        let write = write.unwrap_or_else(|| panic!("{help}"));
        Some((item.map_or_else(String::new, |it| source_text(&it)), write.to_owned()))
    }

    fn parsed(code: &str) -> Type {
        syn::parse_str(code).unwrap_or_else(|error| panic!("{code}: {error}"))
    }

    #[test]
    fn streams_have_items() {
        for (code, expected, help) in [
            ("impl Stream<Item = u32>", "u32", "write `-> u32`"),
            ("impl Send + a::FusedStream<Item = u32> + 'a", "u32", "write `-> u32`"),
            ("impl TryStream<Item = [u8; 2]>", "[u8; 2]", "write `-> [u8; 2]`"),
            ("impl AsyncIterator<Error = E>", "", "write `-> Item`"),
            ("impl AsyncGenerator", "", "write `-> Item`"),
            (
                "impl Stream<Item = io::Result<u32, E>>",
                "io::Result<u32, E>",
                "write `-> u32`, and for errors `#[async_generator(throws = E)]`",
            ),
            ("impl Stream<Item = Result<u32>>", "Result<u32>", "write `-> Result<u32>`"),
            (
                "BoxStream<'a, Result<u32, E>>",
                "Result<u32, E>",
                "write `-> Result<u32, E>`, under `#[async_generator(boxed)]`",
            ),
            (
                "a::BoxAsyncGenerator<'static>",
                "",
                "write `-> Item`, under `#[async_generator(boxed)]`",
            ),
            ("LocalBoxStream<u8>", "u8", "write `-> u8`, under `#[async_generator(boxed(local))]`"),
            (
                "LocalBoxAsyncGenerator<'a, u8>",
                "u8",
                "write `-> u8`, under `#[async_generator(boxed(local))]`",
            ),
            ("(impl Stream<Item = u8>)", "u8", "write `-> u8`"),
        ] {
            let seen = item(&parsed(code));
            assert_eq!(seen, Some((expected.to_owned(), help.to_owned())), "{code}");
        }
    }

    #[test]
    fn of_other_types_are_not_known() {
        for code in ["impl Send + 'a", "impl Iterator<Item = u8>", "Stream", "Vec<u8>", "&u8", "()"]
        {
            assert_eq!(item(&parsed(code)), None, "{code}");
        }
    }

    /// A `$t:ty` of a `macro_rules!`.
    #[test]
    fn of_a_fragment_are_those_of_its_type() {
        let inside: TokenStream = "impl Stream<Item = u8>".parse().expect("tokens");
        let fragment = TokenTree::from(Group::new(Delimiter::None, inside));
        let ty = syn::parse2(fragment.into()).expect("a type");
        assert_eq!(item(&ty), Some(("u8".to_owned(), "write `-> u8`".to_owned())));
    }

    #[test]
    fn results_have_one_type_or_two() {
        for (code, expected) in [
            ("Result<u8, E>", Some(("u8", Some("E")))),
            ("io::Result<'a, u8>", Some(("u8", None))),
            ("Result", None),
            ("Result<'a>", None),
            ("Option<u8>", None),
            ("(u8, E)", None),
        ] {
            let ty = parsed(code);
            let seen = result_of(&ty).map(|(ok, error)| (source_text(ok), error.map(source_text)));
            let expected = expected.map(|(ok, error)| (ok.to_owned(), error.map(str::to_owned)));
            assert_eq!(seen, expected, "{code}");
        }
    }

    #[test]
    fn are_shown_as_one_would_write_them() {
        for code in ["&[a::B<C, [u8; 2]>]", "(u8, u16)", "Box<[u8]>"] {
            assert_eq!(source_text(&parsed(code)), code);
        }
    }
}
