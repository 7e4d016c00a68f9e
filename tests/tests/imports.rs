//! `use asyncgen::*` brings nothing into scope that is called in place of the user's own methods,
//! and nothing that rustc would advise to import.

use std::fs;
use std::path::{Path, PathBuf};

use syn::visit_mut::{self, VisitMut};
use syn::{ItemTrait, TraitItem, TraitItemFn, UseTree, Visibility};

/// The shortest program, with the glob import with which the documentation of many crates begins.
mod with_the_glob_import {
    use asyncgen::*;
    use futures::StreamExt;
    use std::pin::pin;

    #[async_generator]
    async fn countdown(from: u32) -> u32 {
        for n in (1..=from).rev() {
            yield_!(n);
        }
    }

    #[test]
    fn the_most_basic_program_runs() {
        let seen = futures::executor::block_on(async {
            let mut seen = Vec::new();
            let mut g = pin!(countdown(3));
            while let Some(n) = g.next().await {
                seen.push(n);
            }
            seen
        });
        assert_eq!(seen, [3, 2, 1]);
    }

    #[test]
    fn next_is_stream_ext_s() {
        let mut g = pin!(countdown(1));
        let next: futures::stream::Next<'_, _> = g.next();
        assert_eq!(futures::executor::block_on(next), Some(1));
    }

    /// Methods that hidden traits once gave to every type.
    #[test]
    fn the_user_s_own_methods_are_called() {
        trait Own: Sized {
            fn value(self) -> &'static str {
                "value"
            }
            fn end(self) -> &'static str {
                "end"
            }
            fn awaiting(self) -> &'static str {
                "awaiting"
            }
            fn start(self) -> &'static str {
                "start"
            }
        }
        impl Own for Option<u32> {}
        assert_eq!(
            [Some(1).value(), Some(1).end(), Some(1).awaiting(), Some(1).start()],
            ["value", "end", "awaiting", "start"]
        );
    }

    /// The future `operations::Send` is in a module of its own, so that it does not shadow the
    /// trait.
    #[test]
    fn send_is_the_marker_trait() {
        fn is_send<T: Send>(it: T) -> T {
            it
        }
        let mut g = pin!(is_send(countdown(1)));
        let next: futures::stream::Next<'_, _> = g.next();
        assert_eq!(futures::executor::block_on(next), Some(1));
    }
}

mod without_the_glob_import {
    use asyncgen::async_generator;
    use futures::StreamExt;
    use std::pin::pin;

    #[async_generator]
    async fn countdown(from: u32) -> u32 {
        for n in (1..=from).rev() {
            yield_!(n);
        }
    }

    #[test]
    fn the_most_basic_program_runs() {
        let seen = futures::executor::block_on(async {
            let mut seen = Vec::new();
            let mut g = pin!(countdown(3));
            while let Some(n) = g.next().await {
                seen.push(n);
            }
            seen
        });
        assert_eq!(seen, [3, 2, 1]);
    }
}

/// The traits whose methods users call, with those methods.
const DOCUMENTED: [(&str, &[&str]); 2] = [
    ("AsyncGenerator", &["poll_resume", "state", "needs_close"]),
    ("AsyncGeneratorExt", &["send", "throw", "close", "into_close", "close_on_drop"]),
];

/// What follows a dot in half-typed code is a method, because the code before the dot has to stay
/// as it is. The trait is imported only beside the error.
///
/// Whether an item is a result rustc asks early only for a method. Only function pointers, and
/// references to them, have it. And only of two methods rustc takes one or the other: these have
/// them, and a handle, which no user has.
const METHODS_OF_MISTAKES: [&str; 4] =
    ["EndWithError", "EndWithoutError", "ItemsOrUnits", "Unfinished"];

/// The prefix of every trait function that only expansions call.
const PREFIX: &str = "asyncgen_";

/// Only a function with a receiver can be called or suggested as a method. The name that no user
/// types is a second defence: rustc also suggests functions without a receiver of a trait in scope.
#[test]
fn no_public_trait_has_a_method_that_a_user_could_mean() {
    let runtime = Runtime::read();
    let mut checked = 0;
    for it in &runtime.traits {
        let name = it.ident.to_string();
        let functions: Vec<&TraitItemFn> = it.items.iter().filter_map(as_function).collect();
        if let Some((_, methods)) = DOCUMENTED.iter().find(|(documented, _)| name == *documented) {
            let names: Vec<String> =
                functions.iter().map(|function| function.sig.ident.to_string()).collect();
            assert_eq!(names, *methods, "the methods of {name} are part of what is documented");
            continue;
        }
        for function in functions {
            let function_name = &function.sig.ident;
            assert!(
                function.sig.receiver().is_none() || METHODS_OF_MISTAKES.contains(&name.as_str()),
                "{name}::{function_name} can be called as a method"
            );
            let unmistakable = function_name.to_string().starts_with(PREFIX);
            assert!(
                unmistakable || !runtime.exports(&name),
                "{name} is exported, and users may type {function_name}"
            );
            checked += 1;
        }
    }
    assert!(checked > 5, "only {checked} functions of traits were found");
}

fn as_function(item: &TraitItem) -> Option<&TraitItemFn> {
    match item {
        TraitItem::Fn(function) => Some(function),
        _ => None,
    }
}

/// The public traits of the runtime, read from its sources.
#[derive(Default)]
struct Runtime {
    traits: Vec<ItemTrait>,
    /// The names in `pub use` declarations.
    exported: Vec<String>,
}

impl Runtime {
    fn read() -> Self {
        let mut runtime = Runtime::default();
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src");
        for file in files(&sources) {
            let code = fs::read_to_string(&file).expect("a source file");
            runtime.visit_file_mut(&mut syn::parse_file(&code).expect("Rust"));
        }
        assert!(runtime.exports("AsyncGenerator"));
        runtime
    }

    fn exports(&self, name: &str) -> bool {
        self.exported.iter().any(|exported| exported == name)
    }
}

impl VisitMut for Runtime {
    fn visit_item_trait_mut(&mut self, it: &mut ItemTrait) {
        if matches!(it.vis, Visibility::Public(_)) {
            self.traits.push(it.clone());
        }
    }

    fn visit_item_use_mut(&mut self, it: &mut syn::ItemUse) {
        if matches!(it.vis, Visibility::Public(_)) {
            visit_mut::visit_item_use_mut(self, it);
        }
    }

    fn visit_use_tree_mut(&mut self, it: &mut UseTree) {
        match it {
            UseTree::Name(it) => self.exported.push(it.ident.to_string()),
            UseTree::Rename(it) => self.exported.push(it.ident.to_string()),
            UseTree::Glob(_) => panic!("a glob export hides what is exported"),
            UseTree::Path(_) | UseTree::Group(_) => visit_mut::visit_use_tree_mut(self, it),
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .expect("a folder of sources")
        .map(|entry| entry.expect("an entry").path());
    let is_source = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs");
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
    let inside = folders.iter().flat_map(|folder| self::files(folder));
    files.into_iter().filter(is_source).chain(inside).collect()
}
