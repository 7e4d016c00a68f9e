//! The lifetimes that the declared type of an item names.
//!
//! The body learns that type from the function's own signature, but not where a lifetime in it was
//! asked for: only a type at the item makes rustc report there what does not live long enough.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{
    AngleBracketedGenericArguments, GenericArgument, Lifetime, Signature, Type, parse_quote_spanned,
};

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
    let known = sig.generics.lifetimes().map(|it| it.lifetime.clone()).collect();
    let mut outline = Outline { known, names_any: false };
    let mut ty = ty.clone();
    outline.visit_type_mut(&mut ty);
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

struct Outline {
    /// The lifetime parameters of the function. Others belong to an `impl`, or are a mistake.
    known: Vec<Lifetime>,
    names_any: bool,
}

impl Outline {
    fn is_known(&self, lifetime: &Lifetime) -> bool {
        lifetime.ident == "static" || self.known.contains(lifetime)
    }

    /// Visits part of a type; it becomes `_` if no lifetime is in it.
    fn visit_part(&mut self, visit: impl FnOnce(&mut Self)) -> bool {
        let outer = std::mem::take(&mut self.names_any);
        visit(self);
        let names_any = self.names_any;
        self.names_any |= outer;
        names_any
    }

    fn visit_arguments(&mut self, arguments: &mut AngleBracketedGenericArguments) {
        for argument in &mut arguments.args {
            match argument {
                GenericArgument::Lifetime(it) if self.is_known(it) => self.names_any = true,
                GenericArgument::Lifetime(it) => *it = Lifetime::new("'_", it.span()),
                GenericArgument::Type(it) => self.visit_type_mut(it),
                _ => {}
            }
        }
    }
}

impl VisitMut for Outline {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        let names_any = self.visit_part(|this| match ty {
            Type::Reference(it) => {
                it.lifetime = it.lifetime.take().filter(|lifetime| this.is_known(lifetime));
                this.names_any |= it.lifetime.is_some();
                this.visit_type_mut(&mut it.elem);
            }
            Type::Tuple(_) | Type::Paren(_) | Type::Group(_) | Type::Slice(_) | Type::Array(_) => {
                visit_mut::visit_type_mut(this, ty);
            }
            Type::Path(it) if it.qself.is_none() => {
                for segment in &mut it.path.segments {
                    if let syn::PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
                        this.visit_arguments(arguments);
                    }
                }
            }
            _ => {}
        });
        if !names_any {
            *ty = parse_quote_spanned!(ty.span()=> _);
        }
    }

    fn visit_expr_mut(&mut self, _: &mut syn::Expr) {}
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
