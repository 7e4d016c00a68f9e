//! The lifetimes that the declared type of an item names.
//!
//! The body learns that type from the function's own signature, but not where a lifetime in it was
//! asked for: only a type at the item makes rustc report there what does not live long enough.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{AngleBracketedGenericArguments, GenericArgument, Lifetime, Signature, Type};

use crate::hygiene::Emit;
use crate::tokens;

/// The type with `_` for what has no lifetime in it, or nothing if it names none. An unknown type
/// must not be named a second time, because it would be reported twice.
///
/// ```text
/// // Input:
/// (&'a Row<T>, Vec<u8>, Entry<'static, K>)
/// // Output:
/// (&'a _, _, Entry<'static, _>)
/// ```
pub(crate) fn outline(ty: &Type, sig: &Signature) -> Option<Type> {
    let mut outline = Outline { sig, names_any: false };
    let mut ty = ty.clone();
    outline.visit(&mut ty);
    outline.names_any.then_some(ty)
}

/// An item that must have the lifetimes in the declared type. The call is located at the user's
/// item: rustc reports there what lives too short, and as an argument that escapes. Where a type is
/// annotated it would suggest a bound for the `impl` that the function returns.
///
/// ```text
/// // Input, for a type with the outline `&'static _`:
/// item
/// // Output:
/// (identity::<&'static _>)(item)
/// ```
pub(crate) fn of_declared(
    outline: &Type,
    variable: &Ident,
    item: &TokenStream,
    emit: Emit<'_>,
) -> TokenStream {
    let (first, last) = tokens::ends(item.clone());
    let located = |tokens, span| tokens::parenthesized(tokens, emit.span.located_at(span));
    let identity = emit.identity();
    let function = located(quote_spanned!(emit.span=> #identity::<#outline>), first);
    let argument = located(variable.to_token_stream(), last);
    quote!(#function #argument)
}

struct Outline<'a> {
    /// Has the lifetimes that are known. Others belong to an `impl`, or are a mistake.
    sig: &'a Signature,
    names_any: bool,
}

impl Outline<'_> {
    fn is_known(&self, lifetime: &Lifetime) -> bool {
        lifetime.ident == "static"
            || self.sig.generics.lifetimes().any(|it| it.lifetime == *lifetime)
    }

    /// Visits a type, or part of one; it becomes `_` if no lifetime is in it.
    fn visit(&mut self, ty: &mut Type) {
        let outer = std::mem::take(&mut self.names_any);
        self.visit_inside(ty);
        if !self.names_any {
            *ty = Type::Verbatim(quote_spanned!(ty.span()=> _));
        }
        self.names_any |= outer;
    }

    fn visit_inside(&mut self, ty: &mut Type) {
        match ty {
            Type::Reference(it) => {
                it.lifetime = it.lifetime.take().filter(|lifetime| self.is_known(lifetime));
                self.names_any |= it.lifetime.is_some();
                self.visit(&mut it.elem);
            }
            Type::Tuple(it) => {
                for elem in &mut it.elems {
                    self.visit(elem);
                }
            }
            Type::Paren(it) => self.visit(&mut it.elem),
            Type::Group(it) => self.visit(&mut it.elem),
            Type::Slice(it) => self.visit(&mut it.elem),
            Type::Array(it) => self.visit(&mut it.elem),
            Type::Path(it) if it.qself.is_none() => {
                for segment in &mut it.path.segments {
                    if let syn::PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
                        self.visit_arguments(arguments);
                    }
                }
            }
            _ => {}
        }
    }

    fn visit_arguments(&mut self, arguments: &mut AngleBracketedGenericArguments) {
        for argument in &mut arguments.args {
            match argument {
                GenericArgument::Lifetime(it) if self.is_known(it) => self.names_any = true,
                GenericArgument::Lifetime(it) => *it = Lifetime::new("'_", it.span()),
                GenericArgument::Type(it) => self.visit(it),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use syn::{Type, parse_quote};

    use super::outline;

    fn parsed(ty: &str) -> Type {
        syn::parse_str(ty).unwrap_or_else(|error| panic!("{ty}: {error}"))
    }

    #[track_caller]
    fn assert_outline(ty: &str, outlined: Option<&str>) {
        let sig = parse_quote!(async fn f<'a, T, const N: usize>());
        let text = |ty: Type| ty.into_token_stream().to_string();
        let seen = outline(&parsed(ty), &sig).map(text);
        assert_eq!(seen, outlined.map(|it| text(parsed(it))), "{ty}");
    }

    #[test]
    fn what_has_no_lifetime_in_it_is_left_out() {
        for (ty, outlined) in [
            ("&'a Row<T>", "&'a _"),
            ("&'a &'a u8", "&'a &'a _"),
            ("& &'a u8", "& &'a _"),
            ("&'static mut str", "&'static mut _"),
            ("Entry<'a>", "Entry<'a>"),
            ("(&'a Row<T>, Vec<u8>, Entry<'static, K>)", "(&'a _, _, Entry<'static, _>)"),
            ("(&'a u8, &'a u8)", "(&'a _, &'a _)"),
            ("(u8, &'a u8)", "(_, &'a _)"),
            ("([&'a [u8; N]; N], [&'a u8])", "([&'a _; N], [&'a _])"),
            ("(&'a (u8))", "(&'a _)"),
            ("Vec<Entry<N, &'a u8>>", "Vec<Entry<_, &'a _>>"),
        ] {
            assert_outline(ty, Some(outlined));
        }
    }

    #[test]
    fn lifetimes_of_others_do_not_count() {
        assert_outline("&'b Entry<'b, &'a u8>", Some("&Entry<'_, &'a _>"));
        for ty in ["u8", "&'b u8", "Entry<'b>", "<T as Of<'a>>::Row", "fn(&'a u8)", "&str", "()"] {
            assert_outline(ty, None);
        }
    }
}
