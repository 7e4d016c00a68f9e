//! How long functions and lines may be, and how a file begins.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Signature};

use crate::exemption::Finding;
use crate::sources::Source;

/// The lines of the longest function, from `fn` to the last brace.
pub const LINES: usize = 50;

/// The columns of the longest line.
pub const COLUMNS: usize = 100;

/// Functions of more than [`LINES`] lines. A file that syn cannot parse is a finding.
#[must_use]
pub fn long_functions(source: &Source) -> Vec<Finding> {
    let path = &source.path;
    let Ok(syntax) = source.syntax() else {
        let message = format!("{path} cannot be parsed, so its functions cannot be measured");
        return vec![Finding { what: path.clone(), message }];
    };
    let mut functions = Functions::default();
    functions.visit_file(&syntax);
    let long = functions.found.into_iter().filter(|(_, lines)| *lines > LINES);
    let message = |(name, lines)| format!("{path}: `{name}` has {lines} lines");
    long.map(|it| Finding { what: path.clone(), message: message(it) }).collect()
}

/// The functions of a file, with how many lines each has.
#[derive(Default)]
struct Functions {
    found: Vec<(String, usize)>,
}

impl Functions {
    fn add(&mut self, sig: &Signature, block: &Block) {
        let line = |span: Span| span.start().line;
        let first = line(sig.fn_token.span());
        self.found.push((sig.ident.to_string(), line(block.brace_token.span.close()) - first + 1));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, it: &'ast syn::ItemFn) {
        self.add(&it.sig, &it.block);
        visit::visit_item_fn(self, it);
    }

    fn visit_impl_item_fn(&mut self, it: &'ast syn::ImplItemFn) {
        self.add(&it.sig, &it.block);
        visit::visit_impl_item_fn(self, it);
    }

    fn visit_trait_item_fn(&mut self, it: &'ast syn::TraitItemFn) {
        if let Some(block) = &it.default {
            self.add(&it.sig, block);
        }
        visit::visit_trait_item_fn(self, it);
    }
}

/// Lines of more than [`COLUMNS`] columns: of any file, Rust or not.
#[must_use]
pub fn long_lines(source: &Source) -> Vec<Finding> {
    let path = &source.path;
    let lines = source.text.lines().enumerate();
    let long = lines.filter(|(_, line)| line.chars().count() > COLUMNS);
    let message = |number| format!("{path}:{}: more than {COLUMNS} columns", number + 1);
    long.map(|(number, _)| Finding { what: path.clone(), message: message(number) }).collect()
}

/// A file whose first line is not a comment that says what the file is for.
#[must_use]
pub fn without_header(source: &Source) -> Option<Finding> {
    let first = source.text.lines().next().unwrap_or_default();
    // A file that another one includes cannot begin with `//!`.
    let text = first.strip_prefix("//! ").or_else(|| first.strip_prefix("// "));
    let has_header = text.is_some_and(|text| text.len() > 10);
    let message = format!("{}: the first line does not say what the file is for", source.path);
    (!has_header).then(|| Finding { what: source.path.clone(), message })
}
