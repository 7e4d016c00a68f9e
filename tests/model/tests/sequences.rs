//! Random sequences of operations: the model and the compiled generators do the same, and every
//! rule is reached.

use asyncgen_model::{Config, Reached, Rule, Rules, reached, run};

const SEQUENCES: u32 = 20_000;

/// A rule that is reached less often is as good as not tested.
const OFTEN: u64 = 10;

#[test]
fn model_and_generators_agree() {
    let config = Config { sequences: SEQUENCES, ..Config::default() };
    let reached = run(config).unwrap_or_else(|failure| panic!("{failure}"));
    assert_all_are_reached(config.rules, &reached);
}

/// The rules that the generators do not follow yet: of these the model alone can be asked.
#[test]
fn bodies_reach_the_rules_to_come() {
    let rules = Rules::CleanupAlwaysRuns;
    assert_all_are_reached(
        rules,
        &reached(Config { sequences: SEQUENCES, rules, ..Config::default() }),
    );
}

fn assert_all_are_reached(rules: Rules, reached: &Reached) {
    let missing: Vec<Rule> = rules.all().filter(|rule| reached.times(*rule) < OFTEN).collect();
    assert_eq!(missing, [], "rules that are reached less than {OFTEN} times");
}
