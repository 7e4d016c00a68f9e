//! Random sequences of operations: the model and the compiled generators do the same, and every
//! rule is reached.

use asyncgen_model::{Config, Rule, run};

const SEQUENCES: u32 = 20_000;

/// A rule that is reached less often is as good as not tested.
const OFTEN: u64 = 10;

#[test]
fn model_and_generators_agree_and_every_rule_is_reached() {
    let config = Config { sequences: SEQUENCES, ..Config::default() };
    let reached = run(config).unwrap_or_else(|failure| panic!("{failure}"));
    let missing: Vec<_> = Rule::ALL.iter().filter(|rule| reached.times(**rule) < OFTEN).collect();
    assert!(missing.is_empty(), "rules that are reached less than {OFTEN} times: {missing:?}");
}
