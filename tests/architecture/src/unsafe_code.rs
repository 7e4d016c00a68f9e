//! Where the word `unsafe` stands in code: also among the tokens of a macro, such as `quote!`.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use crate::exemption::Finding;
use crate::sources::Source;

/// Each `unsafe` of a file.
///
/// # Panics
///
/// If the file cannot be read as tokens.
#[must_use]
pub fn unsafe_words(source: &Source) -> Vec<Finding> {
    let tokens = source.text.parse().unwrap_or_else(|it| panic!("{}: {it}", source.path));
    let mut lines = Vec::new();
    lines_of_unsafe(tokens, &mut lines);
    let message = |line| format!("{}:{line}: `unsafe`", source.path);
    lines
        .into_iter()
        .map(|line| Finding { what: source.path.clone(), message: message(line) })
        .collect()
}

fn lines_of_unsafe(tokens: TokenStream, lines: &mut Vec<usize>) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) if word == "unsafe" => lines.push(word.span().start().line),
            TokenTree::Group(group) => lines_of_unsafe(group.stream(), lines),
            _ => {}
        }
    }
}

/// The functions that are `unsafe` or have an `unsafe` block of their own, as `name` or
/// `Type::name`, and the `unsafe impl`s, as `Trait for Type`.
///
/// # Panics
///
/// If the file cannot be parsed.
#[must_use]
pub fn unsafe_functions(source: &Source) -> BTreeSet<String> {
    let syntax = source.syntax().unwrap_or_else(|it| panic!("{}: {it}", source.path));
    let mut functions = UnsafeFunctions::default();
    functions.visit_file(&syntax);
    functions.found
}

#[derive(Default)]
struct UnsafeFunctions {
    /// The type of the `impl` around.
    of: Option<String>,
    /// The function around.
    function: Option<String>,
    found: BTreeSet<String>,
}

impl UnsafeFunctions {
    fn function(&mut self, sig: &syn::Signature, visit: impl FnOnce(&mut Self)) {
        let of = self.of.iter().map(|it| format!("{it}::"));
        let name = of.chain([sig.ident.to_string()]).collect::<String>();
        if matches!(sig.safety, syn::Safety::Unsafe(_)) {
            self.found.insert(name.clone());
        }
        let outer = self.function.replace(name);
        visit(self);
        self.function = outer;
    }
}

fn last_segment(path: &syn::Path) -> String {
    path.segments.last().map(|it| it.ident.to_string()).unwrap_or_default()
}

impl<'ast> Visit<'ast> for UnsafeFunctions {
    fn visit_item_impl(&mut self, it: &'ast syn::ItemImpl) {
        let of = match &*it.self_ty {
            syn::Type::Path(ty) => last_segment(&ty.path),
            _ => String::from("?"),
        };
        if let (Some(_), Some((of_trait, _))) = (&it.unsafety, &it.trait_) {
            self.found.insert(format!("{} for {of}", last_segment(of_trait)));
        }
        self.of = Some(of);
        visit::visit_item_impl(self, it);
        self.of = None;
    }

    fn visit_item_fn(&mut self, it: &'ast syn::ItemFn) {
        self.function(&it.sig, |this| visit::visit_item_fn(this, it));
    }

    fn visit_impl_item_fn(&mut self, it: &'ast syn::ImplItemFn) {
        self.function(&it.sig, |this| visit::visit_impl_item_fn(this, it));
    }

    fn visit_expr_unsafe(&mut self, it: &'ast syn::ExprUnsafe) {
        self.found.extend(self.function.clone());
        visit::visit_expr_unsafe(self, it);
    }
}
