//! What does not compile or does not end well: whose fault it is, and what is said.

use asyncgen_conformance::toolchain::Toolchain;

#[test]
fn programs_that_fail_say_why() {
    let toolchain = Toolchain::prepare(false).expect("the libraries build");

    let refused =
        toolchain.compile("refused", "fn main() {\n    let x: u8 = 1;\n    missing();\n}\n");
    let errors = refused.expect_err("there is no such function").errors;
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].0, [3]);
    assert!(errors[0].1.contains("cannot find function `missing`"), "{}", errors[0].1);

    let dies = "fn main() {\n    println!(\"{{\\\"number\\\": 7, \\\"trace\\\": [\\\"> end\\\"]}}\");\n    std::process::abort();\n}\n";
    let dies = toolchain.compile("dies", dies).expect("it compiles");
    let ran = toolchain.run(&dies, 0).expect("it runs");
    assert_eq!(ran.traces, [(7, vec!["> end".to_owned()])]);
    assert!(ran.died.is_some());
}

#[test]
fn a_scenario_that_panics_does_not_take_the_others_down() {
    let toolchain = Toolchain::prepare(false).expect("the libraries build");
    let program = r#"
        use asyncgen_conformance::support::*;
        fn main() {
            run_batch(&[
                Scenario { number: 0, run: || { log("a"); panic!("no {}", "good") } },
                Scenario { number: 1, run: || log("b") },
            ]);
        }"#;
    let program = toolchain.compile("panics", program).expect("it compiles");
    let ran = toolchain.run(&program, 0).expect("it runs");
    let trace = |tokens: &[&str]| tokens.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(ran.traces, [(0, trace(&["log a", "panic: no good"])), (1, trace(&["log b"]))]);
    assert_eq!(ran.died, None);
    assert_eq!(toolchain.run(&program, 1).expect("it runs").traces.len(), 1);
}
