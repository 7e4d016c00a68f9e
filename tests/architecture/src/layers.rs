//! The layers of the two crates, lowest first. A file depends on files of its own layer and of
//! lower ones, and no two files depend on each other.

use std::collections::BTreeSet;

use crate::exemption::Finding;
use crate::imports::Graph;

/// The files of a layer, by their paths without `.rs` and `/mod.rs`.
pub type Layers = &'static [&'static [&'static str]];

/// The layers of `macros/src`.
pub const MACROS: Layers = &[
    &["tokens"],
    &[
        "attributes",
        "diagnostics",
        "habits",
        "hygiene",
        "known_macros",
        "lifetimes",
        "scope",
        "type_paths",
        "values",
    ],
    &["model", "operand", "repair", "slips"],
    &["parse", "parse/args", "parse/function", "validate"],
    &["conflicts"],
    &[
        "lower",
        "lower/habits",
        "lower/lookahead",
        "lower/lowering",
        "lower/misplaced",
        "lower/output",
        "lower/pass",
    ],
    &[
        "emit",
        "emit/body",
        "emit/boxed_lifetimes",
        "emit/declared",
        "emit/mentions",
        "emit/params",
        "emit/recover",
        "emit/signature",
        "emit/unreachable_code",
        "emit/warning",
    ],
    &["rewrite/rewriter"],
    &[
        "rewrite/await_expr",
        "rewrite/builtin_macros",
        "rewrite/cleanup",
        "rewrite/exit",
        "rewrite/for_await",
        "rewrite/foreign_macros",
        "rewrite/foreign_macros/awaits",
        "rewrite/foreign_macros/keywords",
        "rewrite/foreign_macros/macro_rules",
        "rewrite/foreign_macros/surroundings",
        "rewrite/guard",
        "rewrite/habits",
        "rewrite/in_place",
        "rewrite/local_macros",
        "rewrite/tail_expr",
        "rewrite/unused_output",
        "rewrite/variables",
        "rewrite/visit",
        "rewrite/yield_expr",
    ],
    &["rewrite"],
    &["expand"],
    &[
        "lib",
        "tests",
        "tests/boxed",
        "tests/expansions",
        "tests/guards",
        "tests/half_typed",
        "tests/lowering",
        "tests/mutants",
        "tests/rewriting",
        "tests/whole",
    ],
];

/// The layers of `runtime/src`.
pub const RUNTIME: Layers = &[
    &["body_state", "diagnostics", "error", "macros", "protocol", "report"],
    &["leaving"],
    &["boxed", "close_on_drop", "exit", "into_close", "operations"],
    &["raw/waker"],
    &["raw/frame"],
    &["raw/lazy_body", "raw/guard"],
    &["raw/body"],
    &["await_", "generator"],
    &["raw/handle"],
    &["declared", "raw"],
    &["__private", "guide", "lib"],
];

/// Dependencies on a higher layer, and files that are in no layer or in a layer but not there.
#[must_use]
pub fn upward(folder: &str, graph: &Graph, layers: Layers) -> Vec<Finding> {
    let layer = |file: &str| layers.iter().position(|layer| layer.contains(&file));
    let mut found = Vec::new();
    for (file, dependencies) in graph {
        let Some(own) = layer(file) else {
            found.push(finding(file, format!("{folder}/{file} is in no layer")));
            continue;
        };
        for other in dependencies.iter().filter(|other| layer(other) > Some(own)) {
            let edge = format!("{file} → {other}");
            found.push(finding(&edge, format!("{folder}: {edge} is an import upward")));
        }
    }
    let is_gone = |file: &&&str| !graph.contains_key(**file);
    for file in layers.iter().copied().flatten().filter(is_gone) {
        found.push(finding(file, format!("{folder}/{file} is in a layer, but there is no file")));
    }
    found
}

/// Files that depend on each other: each largest set of such files is one finding.
#[must_use]
pub fn circles(folder: &str, graph: &Graph) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for file in graph.keys() {
        let circle = circle_of(graph, file);
        if circle.len() > 1 && seen.insert(circle.clone()) {
            let files = circle.into_iter().collect::<Vec<_>>().join(" ↔ ");
            found.push(finding(&files, format!("{folder}: {files} depend on each other")));
        }
    }
    found
}

/// The file and all files that it depends on and that depend on it.
fn circle_of(graph: &Graph, file: &String) -> BTreeSet<String> {
    let reached = reachable(graph, file);
    reached.into_iter().filter(|other| reachable(graph, other).contains(file)).collect()
}

fn reachable(graph: &Graph, file: &String) -> BTreeSet<String> {
    let mut reached = BTreeSet::from([file.clone()]);
    let mut open = vec![file];
    while let Some(file) = open.pop() {
        for other in graph.get(file).into_iter().flatten() {
            if reached.insert(other.clone()) {
                open.push(other);
            }
        }
    }
    reached
}

fn finding(what: &str, message: String) -> Finding {
    Finding { what: what.to_owned(), message }
}
