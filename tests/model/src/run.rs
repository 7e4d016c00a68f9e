//! Runs cases from a seed, and shrinks the one that fails.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::panic;
use std::slice;
use std::sync::Once;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{
    Config as Proptest, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner,
};

use crate::body::Body;
use crate::case::{Case, cases};
use crate::compiled::COMPILED;
use crate::rules::{Reached, Rule};
use crate::trace::{BodyPanic, Unwinding};
use crate::{operations, source, subject};

/// Which cases are run.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    /// The seed of the cases.
    pub seed: u64,
    /// How many sequences.
    pub sequences: u32,
    /// How many operations the longest of them has.
    pub longest: usize,
}

impl Default for Config {
    fn default() -> Self {
        Config { seed: 1, sequences: 100_000, longest: 12 }
    }
}

impl Config {
    fn runner(self) -> TestRunner {
        let mut seed = *b"sixteen bytes of";
        seed[..8].copy_from_slice(&self.seed.to_le_bytes());
        let proptest =
            Proptest { cases: self.sequences, failure_persistence: None, ..Proptest::default() };
        TestRunner::new_with_rng(proptest, TestRng::from_seed(RngAlgorithm::XorShift, &seed))
    }

    /// The same as arguments of the program.
    #[must_use]
    pub fn to_arguments(self) -> Vec<String> {
        let values = [
            ("--seed", self.seed.to_string()),
            ("--count", self.sequences.to_string()),
            ("--longest", self.longest.to_string()),
        ];
        values.into_iter().flat_map(|(name, value)| [name.to_owned(), value]).collect()
    }
}

/// A case on which the two sides disagree, shrunk.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The name of the body.
    pub body: String,
    /// The body, the case and the first observation that differs.
    pub report: String,
}

/// The names of the bodies that are compiled in.
pub fn bodies() -> impl Iterator<Item = &'static str> {
    COMPILED.iter().map(|compiled| compiled.name)
}

/// Runs the cases. Returns how often each rule was reached.
///
/// # Errors
///
/// The shrunk case on which the model and the generator disagree.
pub fn run(config: Config) -> Result<Reached, Failure> {
    run_bodies(config, 0..COMPILED.len())
}

/// The same with one of the bodies alone.
///
/// # Errors
///
/// As [`run`].
pub fn run_body(config: Config, body: usize) -> Result<Reached, Failure> {
    run_bodies(config, body..body + 1)
}

fn run_bodies(config: Config, range: Range<usize>) -> Result<Reached, Failure> {
    silence_panics();
    let bodies: Vec<Body> = bodies().map(Body::named).collect();
    let reached = RefCell::new(Reached::default());
    let outcome = config.runner().run(&cases(range, config.longest), |case| {
        compare(&case, &bodies[case.body], &mut reached.borrow_mut()).map_err(TestCaseError::fail)
    });
    match outcome {
        Ok(()) => Ok(reached.into_inner()),
        Err(TestError::Fail(reason, case)) => Err(Failure::new(&case, reason.message())),
        Err(TestError::Abort(reason)) => panic!("the run was given up: {reason}"),
    }
}

impl Failure {
    fn new(case: &Case, difference: &str) -> Self {
        let compiled = &COMPILED[case.body];
        let spelling = compiled.spellings[case.spelling].0;
        let source = source::shown(&Body::named(compiled.name));
        let report = format!("body {} as {spelling}\n{source}{case:?}{difference}", compiled.name);
        Failure { body: compiled.name.to_owned(), report }
    }
}

/// Chooses seeds below `below` so that each rule is reached by at least `times` bodies, if there
/// are so many. Only the model is run.
#[must_use]
pub fn chosen(config: Config, below: u64, times: usize) -> Vec<u64> {
    let bodies: Vec<Body> = (1..below).map(|seed| Body::named(&seed.to_string())).collect();
    let reached: Vec<Reached> =
        bodies.iter().map(|body| reached_by(slice::from_ref(body), config)).collect();
    let mut wanted: BTreeMap<Rule, usize> = Rule::ALL.iter().map(|rule| (*rule, times)).collect();
    let mut chosen = Vec::new();
    loop {
        let worth = |at: &usize| {
            if chosen.contains(at) {
                return 0;
            }
            let often = |rule: &Rule| reached[*at].often(*rule, config.sequences);
            let new = wanted.iter().filter(|(rule, left)| **left > 0 && often(rule)).count();
            new * 1000 / (bodies[*at].size() + 10)
        };
        let Some(best) = (0..bodies.len()).max_by_key(worth).filter(|at| worth(at) > 0) else {
            break;
        };
        for (rule, left) in &mut wanted {
            *left = left.saturating_sub(usize::from(reached[best].often(*rule, config.sequences)));
        }
        chosen.push(best);
    }
    chosen.into_iter().map(|at| at as u64 + 1).collect()
}

/// How often the compiled bodies reach each rule. Only the model is run.
#[must_use]
pub fn reached(config: Config) -> Reached {
    let bodies: Vec<Body> = bodies().map(Body::named).collect();
    reached_by(&bodies, config)
}

fn reached_by(bodies: &[Body], config: Config) -> Reached {
    let mut reached = Reached::default();
    let mut runner = config.runner();
    for _ in 0..config.sequences {
        let tree = cases(0..bodies.len(), config.longest).new_tree(&mut runner);
        let case = tree.expect("nothing is rejected").current();
        operations::observe(&case, &bodies[case.body], &mut reached);
    }
    reached
}

fn compare(case: &Case, body: &Body, reached: &mut Reached) -> Result<(), String> {
    let Some(expected) = operations::observe(case, body, reached) else { return Ok(()) };
    let seen = subject::observe(case);
    if expected == seen {
        return Ok(());
    }
    let agreed = expected.iter().zip(&seen).take_while(|(expected, seen)| expected == seen).count();
    let shown =
        expected.iter().take(agreed).map(|it| format!("  agreed   {it:?}\n")).collect::<String>();
    Err(format!(
        "{shown}  model    {:?}\n  compiled {:?}\n",
        expected.get(agreed),
        seen.get(agreed)
    ))
}

/// Panics of bodies, and of futures that are polled after they were ready, are part of the
/// protocol.
fn silence_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let over = info.payload().downcast_ref::<&str>();
            let is_ours = info.payload().is::<BodyPanic>()
                || info.payload().is::<Unwinding>()
                || over.is_some_and(|message| message.contains("polled after it was ready"));
            if !is_ours {
                others(info);
            }
        }));
    });
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.report)
    }
}
