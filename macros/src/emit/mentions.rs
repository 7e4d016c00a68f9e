//! Mentions the names in types that were rejected, so that rustc does not warn of unused imports.

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Generics, Path, Type};

/// ```text
/// // Input: `impl Stream<Item = io::Result<u32>>`
/// // Output: statements
/// #[allow(unused_imports)] use Stream as _;
/// #[allow(unused_imports)] use io::Result as _;
/// ```
pub(crate) fn of_types(mut types: Vec<Type>, generics: &Generics) -> TokenStream {
    let mut mentions = Mentions { generics, paths: Vec::new() };
    for ty in &mut types {
        mentions.visit_type_mut(ty);
    }
    let paths = mentions.paths;
    quote!(#(#[allow(unused_imports)] use #paths as _;)*)
}

struct Mentions<'a> {
    generics: &'a Generics,
    paths: Vec<TokenStream>,
}

impl Mentions<'_> {
    /// Whether a path begins with a name that can have been imported.
    fn is_importable(&self, path: &Path) -> bool {
        let Some(first) = path.segments.first() else { return false };
        let name = &first.ident;
        let is_primitive = path.segments.len() == 1
            && name.to_string().chars().next().is_some_and(char::is_lowercase);
        name != "Self" && !is_primitive && self.generics.type_params().all(|it| it.ident != *name)
    }
}

impl VisitMut for Mentions<'_> {
    fn visit_path_mut(&mut self, path: &mut Path) {
        if self.is_importable(path) {
            let (colon, names) = (&path.leading_colon, path.segments.iter().map(|it| &it.ident));
            self.paths.push(quote!(#colon #(#names)::*));
        }
        visit_mut::visit_path_mut(self, path);
    }

    // Of the lengths of arrays only names: the rest would be many functions to compile.
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::Path(it) = expr {
            self.visit_path_mut(&mut it.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;
    use syn::parse_quote;

    #[test]
    fn what_can_have_been_imported_is_mentioned() {
        let types = vec![
            parse_quote!(impl Stream<Item = io::Result<u32>>),
            parse_quote!(Row<T, Self, str>),
            parse_quote!(&::outer::Row),
            parse_quote!((a::b, Self::Row, T::Row)),
            parse_quote!([u8; COUNT]),
        ];
        let seen = super::of_types(types, &parse_quote!(<T>));
        let used = [
            quote!(Stream),
            quote!(io::Result),
            quote!(Row),
            quote!(::outer::Row),
            quote!(a::b),
            quote!(COUNT),
        ];
        let expected = quote!(#(#[allow(unused_imports)] use #used as _;)*);
        assert_eq!(seen.to_string(), expected.to_string());
    }
}
