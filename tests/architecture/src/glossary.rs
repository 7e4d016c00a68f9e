//! Words that this project used for something that has an established name, and that name.

use proc_macro2::{TokenStream, TokenTree};

use crate::exemption::Finding;
use crate::sources::Source;

/// Identifiers, and what to write instead.
pub const IDENTIFIERS: &[(&str, &str)] = &[
    ("place", "`span` for a `Span`, otherwise the kind of thing"),
    ("Place", "`Position` or `Storage`"),
    ("Live", "`BodyState`"),
    ("Waiting", "`Unstarted` or `Pending`"),
    ("waiting", "`lazy` or `pending`"),
    ("Entry", "`Frame`"),
    ("Take", "`TakeArgs`"),
    ("Over", "`ForAwait`"),
    ("Start", "`MakeBody`"),
    ("Step", "`Delivery`"),
    ("Answer", "`StepOutput`"),
    ("Left", "`BodyOutput`"),
    ("Leave", "`FromExit`"),
    ("Reaction", "`FromResume`"),
    ("Flow", "`BlockExit`"),
    ("Owner", "`Scope`"),
    ("Other", "`NestedScope`"),
    ("Ours", "`BuiltinMacro`"),
    ("Edge", "`BlockScope`"),
    ("Target", "`JumpTarget`"),
    ("Told", "`Reported`"),
    ("told", "`reported`"),
    ("Names", "`Paths`"),
    ("Kind", "`Protocol`"),
    ("Types", "`Protocol`"),
    ("Items", "`ItemPolicy`"),
    ("Plain", "`InfallibleItems`"),
    ("Throwing", "`FallibleItems`"),
    ("Ending", "`FinalErrorItems`"),
    ("stand_in", "`dummy_value`"),
    ("stand_in_item", "`dummy_item`"),
    ("Resumed", "`Outcome`"),
];

/// Names of files and folders, and what to write instead.
pub const FILES: &[(&str, &str)] = &[
    ("keywords", "`lower`"),
    ("around", "`lookahead`"),
    ("done", "`output`"),
    ("stray", "`misplaced`"),
    ("arguments", "`foreign_macros`"),
    ("words", "`foreign_macros`"),
    ("surroundings", "`foreign_macros`"),
    ("rules", "`foreign_macros`"),
    ("hidden", "`local_macros`"),
    ("captures", "`params`"),
    ("check", "`validate` or `diagnostics`"),
    ("spelling", "`macros`"),
    ("awaiting", "`await_`"),
    ("flow", "`exit`"),
    ("reachable", "`unreachable_code`"),
    ("jumps", "`control_flow`"),
];

/// The identifiers of a file that are in [`IDENTIFIERS`], each once: `path: word` is what an
/// exemption names.
///
/// # Panics
///
/// If the file cannot be read as tokens.
#[must_use]
pub fn in_identifiers(source: &Source) -> Vec<Finding> {
    let tokens = source.text.parse().unwrap_or_else(|it| panic!("{}: {it}", source.path));
    let mut found = Vec::new();
    each_identifier(tokens, &mut |word, line| {
        let Some((_, better)) = IDENTIFIERS.iter().find(|(now, _)| *now == word) else { return };
        let what = format!("{}: {word}", source.path);
        if found.iter().all(|it: &Finding| it.what != what) {
            let message = format!("{}:{line}: `{word}` is {better}", source.path);
            found.push(Finding { what, message });
        }
    });
    found
}

fn each_identifier(tokens: TokenStream, see: &mut impl FnMut(&str, usize)) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) => see(&word.to_string(), word.span().start().line),
            TokenTree::Group(group) => each_identifier(group.stream(), see),
            _ => {}
        }
    }
}

/// A file that has, or is in a folder that has, a name of [`FILES`].
#[must_use]
pub fn in_path(source: &Source) -> Option<Finding> {
    let path = source.path.strip_suffix(".rs").unwrap_or(&source.path);
    let (now, better) = FILES.iter().find(|(now, _)| path.split('/').any(|name| name == *now))?;
    let message = format!("{}: a file named `{now}` is {better}", source.path);
    Some(Finding { what: source.path.clone(), message })
}
