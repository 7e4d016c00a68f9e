//! The messages of the macros and of the runtime's diagnostics, and the index that explains them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue, Token};

use crate::sources::{self, Source};

/// What stands for a name.
const ANY: char = '…';

/// The messages that a file of the macros reports with `diagnostics.error(…)`, where they are
/// written out, and those of the attributes `deprecated` and `diagnostic::on_unimplemented`.
///
/// # Panics
///
/// If syn cannot parse the file.
#[must_use]
pub fn of_source(source: &Source) -> BTreeSet<String> {
    let syntax = source.syntax().unwrap_or_else(|it| panic!("{}: {it}", source.path));
    let mut messages = Messages::default();
    messages.visit_file(&syntax);
    messages.reported
}

/// Every text in a file, with `…` in place of what is formatted.
///
/// # Panics
///
/// If syn cannot parse the file.
#[must_use]
pub fn texts_of_source(source: &Source) -> BTreeSet<String> {
    let syntax = source.syntax().unwrap_or_else(|it| panic!("{}: {it}", source.path));
    let mut messages = Messages::default();
    messages.visit_file(&syntax);
    messages.texts
}

#[derive(Default)]
struct Messages {
    reported: BTreeSet<String>,
    texts: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Messages {
    fn visit_expr_method_call(&mut self, it: &'ast syn::ExprMethodCall) {
        if it.method == "error" {
            self.reported.extend(it.args.iter().nth(1).and_then(text));
        }
        visit::visit_expr_method_call(self, it);
    }

    fn visit_attribute(&mut self, it: &'ast Attribute) {
        self.reported.extend(message_of_attribute(it));
    }

    fn visit_lit_str(&mut self, it: &'ast LitStr) {
        self.texts.insert(without_names(&it.value()));
    }

    fn visit_macro(&mut self, it: &'ast syn::Macro) {
        // `format!`.
        if let Ok(args) = it.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
            self.texts.extend(args.iter().filter_map(text));
        }
    }
}

fn text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(without_names(&text.value())),
        _ => None,
    }
}

fn message_of_attribute(attr: &Attribute) -> Option<String> {
    let last = attr.path().segments.last()?.ident.to_string();
    match (last.as_str(), &attr.meta) {
        ("deprecated", Meta::NameValue(it)) => text(&it.value),
        ("on_unimplemented", Meta::List(list)) => {
            let parser = Punctuated::<MetaNameValue, Token![,]>::parse_terminated;
            let values = list.parse_args_with(parser).ok()?;
            values.iter().find(|it| it.path.is_ident("message")).and_then(|it| text(&it.value))
        }
        _ => None,
    }
}

/// `a {name} b` as `a … b`.
fn without_names(text: &str) -> String {
    let mut parts = text.split('{');
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        result.push(ANY);
        result += part.split_once('}').map_or(part, |(_, after)| after);
    }
    result
}

/// The errors of a snapshot.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// Those that have a help beside the message, as only ours have.
    pub ours: BTreeSet<String>,
    /// All of them.
    pub all: BTreeSet<String>,
}

/// The errors of all snapshots in a folder of the repository.
///
/// # Panics
///
/// If a file cannot be read.
#[must_use]
pub fn of_snapshots(folder: &str) -> Snapshot {
    let mut found = Snapshot::default();
    collect(&sources::root().join(folder), &mut found);
    found
}

fn collect(folder: &Path, found: &mut Snapshot) {
    for entry in fs::read_dir(folder).unwrap_or_else(|it| panic!("{}: {it}", folder.display())) {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|it| it == "stderr") {
            add(&fs::read_to_string(&path).expect("a snapshot is text"), found);
        }
    }
}

fn add(report: &str, found: &mut Snapshot) {
    let mut lines = report.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((kind, message)) = line.split_once(": ") else { continue };
        if !kind.starts_with("error") {
            continue;
        }
        found.all.insert(message.to_owned());
        let before_place = std::iter::from_fn(|| lines.next_if(|it| !it.contains("-->")));
        if before_place.into_iter().any(|it| it.trim_start().starts_with("= help: ")) {
            found.ours.insert(message.to_owned());
        }
    }
}

/// The headings of the index: those of our messages, and those of rustc's.
#[must_use]
pub fn headings(index: &str) -> (Vec<&str>, Vec<&str>) {
    let (ours, rustc) = index.split_once("\n# From rustc\n").unwrap_or((index, ""));
    let headings = |text| str::lines(text).filter_map(|it| it.strip_prefix("### ")).collect();
    (headings(ours), headings(rustc))
}

/// Whether a heading is about a message: `…` in it stands for anything.
#[must_use]
pub fn is_about(heading: &str, message: &str) -> bool {
    let mut parts = heading.split(ANY);
    let Some(mut rest) = message.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}
