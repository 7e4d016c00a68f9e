//! Files import downward only, and no two files depend on each other.

use asyncgen_architecture::exemption::{assert_explained, unexplained};
use asyncgen_architecture::imports::{Graph, graph};
use asyncgen_architecture::layers::{self, MACROS, RUNTIME};
use asyncgen_architecture::sources::{Source, rust_files};

fn macros() -> Graph {
    graph("macros/src", &rust_files("macros/src"))
}

fn runtime() -> Graph {
    graph("runtime/src", &rust_files("runtime/src"))
}

#[test]
fn of_the_macros_go_downward() {
    assert_explained(&layers::upward("macros/src", &macros(), MACROS), &[]);
}

#[test]
fn of_the_macros_form_no_circle() {
    assert_explained(&layers::circles("macros/src", &macros()), &[]);
}

#[test]
fn of_the_runtime_go_downward() {
    assert_explained(&layers::upward("runtime/src", &runtime(), RUNTIME), &[]);
}

#[test]
fn of_the_runtime_form_no_circle() {
    assert_explained(&layers::circles("runtime/src", &runtime()), &[]);
}

/// A crate of these files.
fn of(files: &[(&str, &str)]) -> Graph {
    let sources: Vec<Source> =
        files.iter().map(|(path, text)| Source::new(&format!("src/{path}"), text)).collect();
    graph("src", &sources)
}

fn edges(graph: &Graph) -> Vec<String> {
    let edges = graph
        .iter()
        .flat_map(|(file, others)| others.iter().map(move |other| format!("{file} → {other}")));
    edges.collect()
}

#[test]
fn are_found_in_use_declarations_and_in_paths() {
    let graph = of(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::{b::Type, b::inner as other}; fn f() { super::b::inner::g() }"),
        ("b/mod.rs", "mod inner; fn f() { assert!(inner::g()) }"),
        ("b/inner.rs", "fn g() -> bool { true } mod deep { use super::super::Type; }"),
    ]);
    assert_eq!(edges(&graph), ["a → b", "a → b/inner", "b → b/inner", "b/inner → b"]);
}

#[test]
fn through_a_re_export_lead_to_the_file_behind_it() {
    let graph = of(&[
        ("lib.rs", "mod a; mod b; pub use crate::a::A as Public;"),
        ("a.rs", "pub struct A;"),
        ("b.rs", "use crate::Public; fn f() -> quote::Public { quote!(crate::b) }"),
    ]);
    assert_eq!(edges(&graph), ["b → a", "lib → a"]);
}

#[test]
fn that_go_upward_or_in_a_circle_are_found() {
    const LAYERS: layers::Layers = &[&["low", "gone"], &["high", "other"]];
    let graph = of(&[
        ("low.rs", "use crate::high::A;"),
        ("high.rs", "use crate::other::B;"),
        ("other.rs", "use crate::low::C;"),
        ("alone.rs", "use crate::low::C;"),
    ]);
    assert_eq!(
        unexplained(&layers::upward("src", &graph, LAYERS), &[]),
        [
            "src/alone is in no layer",
            "src: low → high is an import upward",
            "src/gone is in a layer, but there is no file",
        ]
    );
    assert_eq!(
        unexplained(&layers::circles("src", &graph), &[]),
        ["src: high ↔ low ↔ other depend on each other"]
    );
}
