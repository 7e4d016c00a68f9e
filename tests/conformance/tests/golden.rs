//! What translated bodies look like: the files in `golden/`, whose first lines explain them.
//!
//! Behaviour is not tested here; the scenarios do that.

use asyncgen_conformance::{input, translate};

fn check(golden: &str, body: &str) {
    let scenario = &input::scenarios(&format!(r#"[{{"body": {body}, "driver": []}}]"#))
        .expect("a scenario")[0];
    let code = golden.lines().skip_while(|line| line.starts_with("//") || line.is_empty());
    let code: String = code.map(|line| format!("{line}\n")).collect();
    assert_eq!(translate::generator(scenario), code);
}

#[test]
fn try_with_every_clause() {
    let body = r#"[["try", [["recv", 1], ["await", "pending", 2]],
                    [[["E1", "E2"], [["yield", 2], ["reraise"]]], [["Exception"], [["raise", "E2", "new"]]]],
                    [["log", "else"]],
                    [["await", "ready"], ["log", "fin"]]],
                   ["return"]]"#;
    check(include_str!("golden/try.rs"), body);
}

#[test]
fn loops_and_jumps() {
    let body = r#"[["loop", 3, [["try", [["try", [["yield", 1], ["continue"]], [[["E1"], [["break"]]]], null, null]], [], null, [["log", "fin"]]]]]]"#;
    check(include_str!("golden/jumps.rs"), body);
}

#[test]
fn a_finally_that_raises_what_it_runs_for() {
    let body = r#"[["loop", 2, [["try", [["yield", 1]],
                    [[["E1"], [["try", [["yield", 2], ["break"]], [], null, [["log", "fin"], ["reraise"]]]]]],
                    null, null]]]]"#;
    check(include_str!("golden/knowing.rs"), body);
}

#[test]
fn a_handler_that_exit_enters() {
    let body = r#"[["loop", 2, [["try", [["yield", 1], ["break"]],
                    [[["Exit"], [["log", "bye"], ["reraise"]]]], [["log", "else"]], null]]]]"#;
    check(include_str!("golden/exit.rs"), body);
}

#[test]
fn inner_generators() {
    let body =
        r#"[["delegate", [["yield", 1]], "plain"], ["delegate", [["yield", null]], "aclosing"]]"#;
    check(include_str!("golden/delegate.rs"), body);
}
