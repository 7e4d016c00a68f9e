//! From scenarios to a verdict on each: prepares them, compiles and runs batches of them, and compares the traces.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::num::NonZero;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use crate::Trouble;
use crate::features::{self, Feature};
use crate::mapping::{self, Expected};
use crate::python;
use crate::report::{Figures, Mismatch, Report};
use crate::scenario::Scenario;
use crate::toolchain::{Ran, Refused, Toolchain};
use crate::translate;

/// How to go about it.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many scenarios go into one program.
    pub batch: usize,
    /// How many programs are compiled at once.
    pub jobs: usize,
    /// Whether the programs are kept.
    pub keep: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            batch: 100,
            jobs: thread::available_parallelism().map_or(1, NonZero::get),
            keep: false,
        }
    }
}

/// A scenario that Rust can express, and what it has to leave.
struct Prepared {
    scenario: Scenario,
    expected: Expected,
}

/// Checks the scenarios.
///
/// # Errors
///
/// If something keeps them from being checked. A mismatch is none: it stands in the report.
pub fn check(scenarios: Vec<Scenario>, options: &Options) -> Result<Report, Trouble> {
    let mut figures = Figures { scenarios: scenarios.len(), ..Figures::default() };
    let begin = Instant::now();
    let (prepared, left_out) = prepare(scenarios)?;
    figures.python = begin.elapsed();
    for difference in prepared.iter().flat_map(|prepared| &prepared.expected.differences) {
        *figures.differences.entry(difference.name).or_default() += 1;
    }
    figures.checked = prepared.len();
    let answers =
        if prepared.is_empty() { HashMap::new() } else { run(&prepared, options, &mut figures)? };
    let mismatches =
        prepared.into_iter().enumerate().filter_map(|(number, Prepared { scenario, expected })| {
            let actual = answers
                .get(&number)
                .cloned()
                .unwrap_or_else(|| Err("the program left it out".to_owned()));
            (actual.as_ref() != Ok(&expected.trace)).then_some(Mismatch {
                scenario,
                expected,
                actual,
            })
        });
    Ok(Report { mismatches: mismatches.collect(), left_out, figures })
}

// ------------------------------------------------------------------ what is expected

type LeftOut = Vec<(String, Vec<&'static Feature>)>;

/// Finds out what each scenario has to leave, and which ones are left out.
fn prepare(mut scenarios: Vec<Scenario>) -> Result<(Vec<Prepared>, LeftOut), Trouble> {
    let without: Vec<&Scenario> =
        scenarios.iter().filter(|scenario| scenario.trace.is_none()).collect();
    let mut traces = VecDeque::from(python::traces(&without)?);
    for scenario in &mut scenarios {
        if scenario.trace.is_none() {
            scenario.trace = traces.pop_front();
        }
    }
    let departs = |scenario: &Scenario| mapping::may_go_on_differently(scenario, cpython(scenario));
    let departing: Vec<&Scenario> = scenarios.iter().filter(|scenario| departs(scenario)).collect();
    let mut contracts = VecDeque::from(python::contract_traces(&departing)?);

    let (mut prepared, mut left_out) = (Vec::new(), Vec::new());
    for scenario in scenarios {
        let contract = if departs(&scenario) { contracts.pop_front() } else { None };
        let wrong = |wrong| Trouble(format!("scenario `{}`: {wrong}", scenario.name));
        let trace = cpython(&scenario);
        let missing = features::left_out(&scenario, trace, contract.as_deref()).map_err(wrong)?;
        if missing.is_empty() {
            let expected =
                mapping::expected(&scenario, trace, contract.as_deref()).map_err(wrong)?;
            prepared.push(Prepared { scenario, expected });
        } else {
            left_out.push((scenario.name, missing));
        }
    }
    Ok((prepared, left_out))
}

fn cpython(scenario: &Scenario) -> &[String] {
    scenario.trace.as_deref().unwrap_or_default()
}

// ------------------------------------------------------------------ what happens

/// The trace of each scenario, or why there is none.
type Answers = HashMap<usize, Result<Vec<String>, String>>;

fn run(
    prepared: &[Prepared],
    options: &Options,
    figures: &mut Figures,
) -> Result<Answers, Trouble> {
    let begin = Instant::now();
    let toolchain = Toolchain::prepare(options.keep)?;
    figures.libraries = begin.elapsed();
    let begin = Instant::now();
    let numbers: Vec<usize> = (0..prepared.len()).collect();
    let batches: Mutex<Vec<(usize, &[usize])>> =
        Mutex::new(numbers.chunks(options.batch).enumerate().collect());
    let results: Mutex<Vec<Result<(Answers, Duration), Trouble>>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..options.jobs {
            scope.spawn(|| {
                while let Some((name, numbers)) = take(&batches) {
                    let result = Batch { toolchain: &toolchain, prepared }
                        .run(&format!("batch{name}"), numbers);
                    results.lock().expect("nobody panics with it").push(result);
                }
            });
        }
    });
    let mut answers = Answers::new();
    for result in results.into_inner().expect("nobody panics with it") {
        let (batch, compiling) = result?;
        answers.extend(batch);
        figures.compiling += compiling;
    }
    figures.batches = begin.elapsed();
    if options.keep {
        figures.programs = Some(toolchain.directory().to_owned());
    }
    Ok(answers)
}

fn take<T>(queue: &Mutex<Vec<T>>) -> Option<T> {
    queue.lock().expect("nobody panics with it").pop()
}

struct Batch<'a> {
    toolchain: &'a Toolchain,
    prepared: &'a [Prepared],
}

impl Batch<'_> {
    /// Compiles the scenarios with these numbers into one program and runs it.
    fn run(&self, name: &str, numbers: &[usize]) -> Result<(Answers, Duration), Trouble> {
        let begin = Instant::now();
        let mut answers = Answers::new();
        let mut left = numbers.to_vec();
        let executable = loop {
            if left.is_empty() {
                return Ok((answers, begin.elapsed()));
            }
            let scenarios = left.iter().map(|&number| (number, &self.prepared[number].scenario));
            let program = translate::program(scenarios);
            match self.toolchain.compile(name, &program) {
                Ok(executable) => break executable,
                Err(refused) => {
                    let refused = blame(&refused, &program, &left);
                    left.retain(|number| !refused.contains_key(number));
                    answers.extend(refused.into_iter().map(|(number, why)| (number, Err(why))));
                }
            }
        };
        let compiling = begin.elapsed();
        self.answer(&executable, &left, &mut answers)?;
        Ok((answers, compiling))
    }

    /// Runs the program, again after each scenario that takes it down.
    fn answer(
        &self,
        executable: &std::path::Path,
        numbers: &[usize],
        answers: &mut Answers,
    ) -> Result<(), Trouble> {
        let mut done = 0;
        while done < numbers.len() {
            let Ran { traces, died } = self.toolchain.run(executable, done)?;
            done += traces.len();
            answers.extend(traces.into_iter().map(|(number, trace)| (number, Ok(trace))));
            if let Some(&number) = numbers.get(done) {
                let why = died.unwrap_or_else(|| "the program ended before it".to_owned());
                answers.insert(number, Err(format!("the program died: {why}")));
                done += 1;
            }
        }
        Ok(())
    }
}

/// Whose errors they are. What cannot be told from their lines is everyone's.
fn blame(refused: &Refused, program: &str, numbers: &[usize]) -> BTreeMap<usize, String> {
    let heads = program.lines().enumerate().filter(|(_, line)| line.starts_with("mod scenario_"));
    let heads: Vec<usize> = heads.map(|(place, _)| place + 1).collect();
    let mut blamed: BTreeMap<usize, String> = BTreeMap::new();
    for (lines, message) in &refused.errors {
        for line in lines {
            let modules = heads.partition_point(|head| head <= line);
            if let Some(&number) = modules.checked_sub(1).and_then(|module| numbers.get(module)) {
                let messages =
                    blamed.entry(number).or_insert_with(|| "does not compile:\n".to_owned());
                if !messages.contains(message) {
                    *messages += message;
                }
            }
        }
    }
    if blamed.is_empty() {
        let all = format!("the batch does not compile:\n{}", refused.text());
        blamed.extend(numbers.iter().map(|&number| (number, all.clone())));
    }
    blamed
}
