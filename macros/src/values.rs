//! What the tokens of a type tell about its values.
//!
//! They may mislead, where a user has another type of such a name. A generator is then larger than
//! it need be, and an unused argument with a destructor is dropped by the call.

use syn::{Ident, Lit, Path, Type, TypePath};

const PRIMITIVES: [&str; 14] = [
    "u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize", "f32", "f64", "bool",
    "char",
];

/// Types of the prelude and of std that take three words or less, whatever their arguments are.
const SMALL: [&str; 7] = ["Arc", "Box", "Duration", "PathBuf", "Rc", "String", "Vec"];

/// Whether a value takes a few words, so that it may have a place in the body.
pub(crate) fn are_small(ty: &Type) -> bool {
    are_plain(ty)
        || match transparent(ty) {
            Type::Path(TypePath { qself: None, path, .. }) => ends_with_any(path, &SMALL),
            _ => false,
        }
}

/// Whether a value takes a word or two and has no destructor: it is a number, or a reference.
pub(crate) fn are_plain(ty: &Type) -> bool {
    match transparent(ty) {
        Type::Reference(_) | Type::Ptr(_) => true,
        ty => are_primitive(ty),
    }
}

/// Whether a value has no destructor: it consists of numbers and references.
pub(crate) fn have_no_destructor(ty: &Type) -> bool {
    match transparent(ty) {
        Type::Array(it) => have_no_destructor(&it.elem),
        Type::Tuple(it) => it.elems.iter().all(have_no_destructor),
        ty => are_plain(ty),
    }
}

/// Whether values are of a type that every program knows, and that contains no other.
pub(crate) fn are_primitive(ty: &Type) -> bool {
    match transparent(ty) {
        Type::Tuple(it) => it.elems.is_empty(),
        Type::Path(TypePath { qself: None, path, .. }) => {
            path.get_ident().is_some_and(|it| PRIMITIVES.contains(&&*it.to_string()))
        }
        _ => false,
    }
}

/// Whether a literal is of this type, whatever stands around it.
pub(crate) fn is_literal_of(literal: &Lit, ty: &Type) -> bool {
    let Type::Path(TypePath { qself: None, path, .. }) = transparent(ty) else { return false };
    let name = path.get_ident().map(Ident::to_string);
    let Some(name) = name.filter(|name| PRIMITIVES.contains(&&**name)) else { return false };
    let has_suffix = |suffix: &str| suffix.is_empty() || suffix == name;
    match literal {
        Lit::Int(it) => name.starts_with(['i', 'u']) && has_suffix(it.suffix()),
        Lit::Float(it) => name.starts_with('f') && has_suffix(it.suffix()),
        Lit::Bool(_) => name == "bool",
        Lit::Char(_) => name == "char",
        _ => false,
    }
}

/// Whether a name is that of a type that every program knows, and no type parameter's.
pub(crate) fn is_known_name(name: &Ident) -> bool {
    const OTHERS: [&str; 4] = ["String", "i128", "str", "u128"];
    let name = name.to_string();
    PRIMITIVES.contains(&&*name) || OTHERS.contains(&&*name)
}

fn ends_with_any(path: &Path, names: &[&str]) -> bool {
    path.segments.last().is_some_and(|last| names.contains(&&*last.ident.to_string()))
}

/// The type inside parentheses, and inside the invisible group of a macro's fragment.
fn transparent(ty: &Type) -> &Type {
    match ty {
        Type::Paren(it) => transparent(&it.elem),
        Type::Group(it) => transparent(&it.elem),
        ty => ty,
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn small_values() {
        let small: [Type; 9] = [
            parse_quote!(()),
            parse_quote!(u64),
            parse_quote!((bool)),
            parse_quote!(&str),
            parse_quote!(&'a mut [Row<T>]),
            parse_quote!(*const u8),
            parse_quote!(String),
            parse_quote!(std::vec::Vec<[u8; 4096]>),
            parse_quote!(Arc<Mutex<Row>>),
        ];
        assert!(small.iter().all(are_small));
        let unknown: [Type; 9] = [
            parse_quote!(u128),
            parse_quote!([u8; 16]),
            parse_quote!((u8, u8)),
            parse_quote!(Row),
            parse_quote!(T::String<'a>::Row),
            parse_quote!(<T as Trait>::String),
            parse_quote!(Option<u8>),
            parse_quote!(impl Display),
            parse_quote!(Self),
        ];
        assert!(!unknown.iter().any(are_small));
    }

    #[test]
    fn literals_of_a_type() {
        for (literal, ty, expected) in [
            ("1", "u64", true),
            ("1u64", "(u64)", true),
            ("1u8", "u64", false),
            ("1", "f64", false),
            ("1", "bool", false),
            ("1", "Number", false),
            ("1.5", "f64", true),
            ("1.5f32", "f64", false),
            ("1.5", "u64", false),
            ("true", "bool", true),
            ("true", "char", false),
            ("'a'", "char", true),
            ("'a'", "u64", false),
            ("b'a'", "u8", false),
            ("\"a\"", "()", false),
        ] {
            let parsed = syn::parse_str(literal).and_then(|lit| Ok((lit, syn::parse_str(ty)?)));
            let (lit, parsed): (Lit, Type) = parsed.unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(is_literal_of(&lit, &parsed), expected, "{literal}: {ty}");
        }
    }

    #[test]
    fn plain_and_primitive_values() {
        let [reference, number, text]: [Type; 3] =
            [parse_quote!(&'a T), parse_quote!(usize), parse_quote!(String)];
        assert_eq!([&reference, &number, &text].map(are_plain), [true, true, false]);
        assert_eq!([&reference, &number, &text].map(are_primitive), [false, true, false]);
        assert!(!are_primitive(&parse_quote!(core::primitive::u8)));
    }
}
