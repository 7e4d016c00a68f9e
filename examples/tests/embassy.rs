//! The example `embassy`, from which the guide quotes.

mod program;

use program::{run, stdout};

#[test]
fn embassys_timers_take_the_waker_of_a_generator() {
    let output = run("embassy", &[]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(stdout(&output), "41\n42\n43\n");
}

#[test]
fn the_guide_quotes_it() {
    let chapter = include_str!("../../runtime/src/guide/no_std.md").replace('\r', "");
    let example = include_str!("../embassy.rs").replace('\r', "");
    let quoted = chapter.split("```text\n").nth(1).and_then(|rest| rest.split("```").next());
    assert!(example.contains(quoted.expect("a quotation")), "examples/embassy.rs is not quoted");
}
