//! Mentions the names in types that were rejected, so that rustc does not warn of unused imports.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Generics, Path, Type};

use crate::type_paths;

/// ```text
/// // Input: `impl Stream<Item = io::Result<u32>>`
/// // Output: statements
/// #[allow(unused_imports)] use Stream as _;
/// #[allow(unused_imports)] use io::Result as _;
/// ```
pub(crate) fn of_types(types: Vec<Type>, generics: &Generics) -> TokenStream {
    let mut mentions = TokenStream::new();
    for mut ty in types {
        type_paths::visit(&mut ty, &mut |path, _| {
            if is_importable(path, generics) {
                let (colon, names) =
                    (&path.leading_colon, path.segments.iter().map(|it| &it.ident));
                mentions.extend(quote!(#[allow(unused_imports)] use #colon #(#names)::* as _;));
            }
        });
    }
    mentions
}

/// Whether a path begins with a name that can have been imported.
fn is_importable(path: &Path, generics: &Generics) -> bool {
    let Some(first) = path.segments.first() else { return false };
    let name = &first.ident;
    let is_primitive =
        path.segments.len() == 1 && name.to_string().chars().next().is_some_and(char::is_lowercase);
    name != "Self" && !is_primitive && generics.type_params().all(|it| it.ident != *name)
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
