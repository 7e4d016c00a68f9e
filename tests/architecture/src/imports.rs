//! Which file of a crate names something of which other file.
//!
//! A file depends on another if one of its `use` declarations, or a path in its code, leads there.
//! A path through a re-export leads to the file that is re-exported. What this does not see is the
//! call of a method that another file defines on a shared type: it needs no path.

use std::collections::{BTreeMap, BTreeSet};

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Expr, ItemMod, ItemUse, Macro, Token, UseTree};

use crate::sources::Source;

/// The files of a crate, by their names in the list of layers, and what each depends on.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// The dependencies among the files of the crate in `folder`.
///
/// # Panics
///
/// If a file cannot be parsed.
#[must_use]
pub fn graph(folder: &str, sources: &[Source]) -> Graph {
    let files = Files::new(folder, sources);
    let dependencies = |file: &File| {
        let targets = file.paths.iter().filter_map(|path| files.target(&file.module, path));
        targets.filter(|target| *target != file.name).collect()
    };
    files.files.iter().map(|file| (file.name.clone(), dependencies(file))).collect()
}

/// A path in a file: the inline modules around it, then its segments.
struct FilePath {
    inline_modules: usize,
    segments: Vec<String>,
}

struct File {
    /// In the list of layers.
    name: String,
    /// The path of the file's module; empty for the crate.
    module: Vec<String>,
    /// The paths in its code, of `use` declarations too.
    paths: Vec<FilePath>,
    /// What it re-exports: the visible name, and the path.
    exports: Vec<(String, Vec<String>)>,
}

struct Files {
    files: Vec<File>,
}

impl Files {
    fn new(folder: &str, sources: &[Source]) -> Self {
        let files = sources.iter().map(|source| {
            let syntax = source.syntax().unwrap_or_else(|it| panic!("{}: {it}", source.path));
            let mut paths = Paths::default();
            paths.visit_file(&syntax);
            let name = source.module(folder);
            let is_root = name == "lib" || name == "main";
            let module = if is_root { "" } else { &name };
            let module = module.split('/').filter(|it| !it.is_empty()).map(str::to_owned);
            File { module: module.collect(), name, paths: paths.found, exports: paths.exports }
        });
        Files { files: files.collect() }
    }

    fn at(&self, module: &[String]) -> Option<&File> {
        self.files.iter().find(|file| file.module == module)
    }

    /// The file to which a path in `module` leads, if that is one of the crate.
    fn target(&self, module: &[String], path: &FilePath) -> Option<String> {
        let mut segments = path.segments.iter().map(String::as_str).peekable();
        let mut at = module.to_vec();
        let mut inline_modules = path.inline_modules;
        match segments.peek() {
            Some(&"crate") => at.clear(),
            Some(&"self" | &"super") => {}
            // A child module needs no `self::`.
            Some(child) => {
                let child = [module, &[(*child).to_owned()]].concat();
                self.at(&child)?;
                return self.named(child, segments.skip(1));
            }
            None => return None,
        }
        while let Some(word) = segments.next_if(|it| ["crate", "self", "super"].contains(it)) {
            match word {
                "super" if inline_modules > 0 => inline_modules -= 1,
                "super" => drop(at.pop()),
                _ => {}
            }
        }
        self.named(at, segments)
    }

    /// The file where the item is that these segments name from the module `at`.
    fn named<'a>(
        &self,
        mut at: Vec<String>,
        segments: impl Iterator<Item = &'a str>,
    ) -> Option<String> {
        for segment in segments {
            let child = [&at[..], &[segment.to_owned()]].concat();
            if self.at(&child).is_some() {
                at = child;
                continue;
            }
            let file = self.at(&at)?;
            let export = file.exports.iter().find(|(name, _)| name == segment);
            let exported = export.and_then(|(_, path)| {
                self.target(&at, &FilePath { inline_modules: 0, segments: path.clone() })
            });
            return Some(exported.unwrap_or_else(|| file.name.clone()));
        }
        self.at(&at).map(|file| file.name.clone())
    }
}

/// Collects the paths in a file.
#[derive(Default)]
struct Paths {
    inline_modules: usize,
    found: Vec<FilePath>,
    exports: Vec<(String, Vec<String>)>,
}

impl Paths {
    fn add(&mut self, segments: Vec<String>) {
        self.found.push(FilePath { inline_modules: self.inline_modules, segments });
    }

    fn add_tree(&mut self, tree: &UseTree, mut path: Vec<String>, is_export: bool) {
        let name = match tree {
            UseTree::Path(it) => {
                path.push(it.ident.to_string());
                return self.add_tree(&it.tree, path, is_export);
            }
            UseTree::Group(it) => {
                return it
                    .items
                    .iter()
                    .for_each(|tree| self.add_tree(tree, path.clone(), is_export));
            }
            UseTree::Name(it) => {
                path.push(it.ident.to_string());
                it.ident.to_string()
            }
            UseTree::Rename(it) => {
                path.push(it.ident.to_string());
                it.rename.to_string()
            }
            UseTree::Glob(_) => String::from("*"),
        };
        if is_export {
            self.exports.push((name, path.clone()));
        }
        self.add(path);
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, it: &'ast ItemUse) {
        let is_export = !matches!(it.vis, syn::Visibility::Inherited);
        self.add_tree(&it.tree, Vec::new(), is_export);
    }

    fn visit_item_mod(&mut self, it: &'ast ItemMod) {
        self.inline_modules += 1;
        visit::visit_item_mod(self, it);
        self.inline_modules -= 1;
    }

    fn visit_path(&mut self, it: &'ast syn::Path) {
        if it.leading_colon.is_none() {
            self.add(it.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, it);
    }

    /// The path in `pub(in path)` is not a dependency.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    /// The arguments of a macro that is called as a function is. In those of `quote!` are tokens
    /// of another crate.
    fn visit_macro(&mut self, it: &'ast Macro) {
        let name = it.path.segments.last().map(|segment| segment.ident.to_string());
        if name.is_some_and(|name| name.contains("quote")) {
            return;
        }
        let arguments = it.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated);
        for argument in arguments.iter().flatten() {
            self.visit_expr(argument);
        }
    }
}
