//! From scenarios to a report: workers take batches, ask CPython for the expected traces, compile
//! and run one program a batch, and compare.
//!
//! A batch is all that a worker keeps in memory and on disk, so any number of random scenarios can
//! be checked.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use crate::Trouble;
use crate::features::{self, Feature};
use crate::mapping::{self, Expected};
use crate::python::{self, Random};
use crate::report::{Mismatch, Report};
use crate::scenario::Scenario;
use crate::toolchain::{Ran, Refused, Toolchain};
use crate::translate::{self, Program};

/// After how many scenarios a line about the progress is printed.
const PROGRESS: usize = 10_000;

/// How to go about it.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many scenarios go into one program.
    pub batch: usize,
    /// How many programs are compiled at once.
    pub jobs: usize,
    /// Whether the programs are kept.
    pub keep: bool,
    /// How many mismatches are kept for the report; the others are counted.
    pub mismatches: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            batch: 400,
            jobs: thread::available_parallelism().map_or(1, NonZero::get),
            keep: false,
            mismatches: 100,
        }
    }
}

/// Checks these scenarios. The report names the ones that are left out.
///
/// # Errors
///
/// If something keeps them from being checked. A mismatch is none: it stands in the report.
pub fn check(mut scenarios: Vec<Scenario>, options: &Options) -> Result<Report, Trouble> {
    // Each worker gets something to do.
    let batch = scenarios.len().div_ceil(options.jobs).clamp(1, options.batch);
    let mut batches = VecDeque::new();
    while !scenarios.is_empty() {
        let rest = scenarios.split_off(batch.min(scenarios.len()));
        batches.push_back(Source::Given(scenarios));
        scenarios = rest;
    }
    Work::new(batches, options)?.check()
}

/// Makes random scenarios of all these kinds and checks them, a batch at a time.
///
/// # Errors
///
/// As for [`check`].
pub fn check_random(kinds: &[Random], options: &Options) -> Result<Report, Trouble> {
    let batches = kinds.iter().flat_map(|random| {
        let batch = random.count.div_ceil(options.jobs).clamp(1, options.batch);
        let starts = (0..random.count).step_by(batch);
        starts.map(move |start| {
            let count = batch.min(random.count - start);
            Source::Random(Random { start: random.start + start, count, ..random.clone() })
        })
    });
    Work::new(batches.collect(), options)?.check()
}

/// Where the scenarios of a batch come from.
enum Source {
    Given(Vec<Scenario>),
    Random(Random),
}

impl Source {
    fn len(&self) -> usize {
        match self {
            Source::Given(scenarios) => scenarios.len(),
            Source::Random(random) => random.count,
        }
    }
}

/// The batches, shared by the workers.
struct Work<'a> {
    options: &'a Options,
    toolchain: Toolchain,
    /// How many scenarios there are.
    count: usize,
    /// The batches that nobody has taken yet.
    batches: Mutex<VecDeque<(usize, Source)>>,
    done: Mutex<Done>,
}

/// What the workers have found.
struct Done {
    report: Report,
    /// The mismatches that are kept, with the number of their batch.
    mismatches: Vec<(usize, Mismatch)>,
    left_out: Vec<(usize, LeftOut)>,
    trouble: Option<Trouble>,
}

impl<'a> Work<'a> {
    fn new(batches: VecDeque<Source>, options: &'a Options) -> Result<Work<'a>, Trouble> {
        let begin = Instant::now();
        let toolchain = Toolchain::prepare(options.keep)?;
        let mut report = Report::default();
        report.figures.libraries = begin.elapsed();
        let done = Done { report, mismatches: Vec::new(), left_out: Vec::new(), trouble: None };
        Ok(Work {
            options,
            toolchain,
            count: batches.iter().map(Source::len).sum(),
            batches: Mutex::new(batches.into_iter().enumerate().collect()),
            done: Mutex::new(done),
        })
    }

    fn check(self) -> Result<Report, Trouble> {
        let begin = Instant::now();
        thread::scope(|scope| {
            for _ in 0..self.options.jobs {
                scope.spawn(|| self.work());
            }
        });
        let Done { mut report, mut mismatches, mut left_out, trouble } =
            self.done.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(trouble) = trouble {
            return Err(trouble);
        }
        // Workers end in any order.
        mismatches.sort_by_key(|&(batch, _)| batch);
        left_out.sort_by_key(|&(batch, _)| batch);
        report.mismatches = mismatches.into_iter().map(|(_, mismatch)| mismatch).collect();
        report.left_out = left_out.into_iter().flat_map(|(_, names)| names).collect();
        report.figures.batches = begin.elapsed();
        report.figures.programs = self.options.keep.then(|| self.toolchain.directory().to_owned());
        Ok(report)
    }

    /// A worker: takes batches until there are none, or until one could not be checked.
    fn work(&self) {
        while let Some((number, source)) = self.take() {
            let named = matches!(source, Source::Given(_));
            let batch =
                Batch { work: self, name: format!("batch{number}"), report: Report::default() };
            match batch.check(source) {
                Ok(batch) => self.absorb(number, batch, named),
                Err(trouble) => {
                    lock(&self.batches).clear();
                    lock(&self.done).trouble.get_or_insert(trouble);
                }
            }
        }
    }

    fn take(&self) -> Option<(usize, Source)> {
        lock(&self.batches).pop_front()
    }

    fn absorb(&self, number: usize, mut batch: Report, named: bool) {
        let mut done = lock(&self.done);
        let before = done.report.figures.scenarios;
        done.report.figures.add(&batch.figures);
        let room = self.options.mismatches.saturating_sub(done.mismatches.len());
        batch.mismatches.truncate(room);
        done.mismatches.extend(batch.mismatches.into_iter().map(|mismatch| (number, mismatch)));
        if named {
            done.left_out.push((number, batch.left_out));
        }
        let figures = &done.report.figures;
        if before / PROGRESS < figures.scenarios / PROGRESS {
            let (done, differ) = (figures.scenarios, figures.differ);
            eprintln!("{done} of {} scenarios: {differ} differ", self.count);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

// ------------------------------------------------------------------ what is expected

/// A scenario that Rust can express, and what it has to leave.
struct Prepared {
    scenario: Scenario,
    expected: Expected,
}

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
    let mut contracts = VecDeque::from(python::contracts(&departing)?);

    let (mut prepared, mut left_out) = (Vec::new(), Vec::new());
    for scenario in scenarios {
        let contract = if departs(&scenario) { contracts.pop_front() } else { None };
        let wrong = |wrong| Trouble(format!("scenario `{}`: {wrong}", scenario.name));
        let trace = cpython(&scenario);
        let missing = features::left_out(&scenario, trace, contract.as_ref()).map_err(wrong)?;
        if missing.is_empty() {
            let expected = mapping::expected(&scenario, trace, contract.as_ref()).map_err(wrong)?;
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

/// The scenarios of one program.
struct Batch<'a> {
    work: &'a Work<'a>,
    name: String,
    /// The report on this batch alone.
    report: Report,
}

impl Batch<'_> {
    fn check(mut self, source: Source) -> Result<Report, Trouble> {
        let begin = Instant::now();
        let scenarios = match source {
            Source::Given(scenarios) => scenarios,
            Source::Random(random) => python::random(&random)?,
        };
        self.report.figures.scenarios = scenarios.len();
        let (prepared, left_out) = prepare(scenarios)?;
        self.report.figures.python = begin.elapsed();
        self.report.left_out = left_out;
        let mut answers = self.run(&prepared)?;
        let compared = prepared.into_iter().enumerate().filter_map(|(number, prepared)| {
            let Prepared { scenario, expected } = prepared;
            let missing = || Err("the program left it out".to_owned());
            let actual = answers.remove(&number).unwrap_or_else(missing);
            let differs = actual.as_ref() != Ok(&expected.trace);
            differs.then_some(Mismatch { scenario, expected, actual })
        });
        self.report.mismatches = compared.collect();
        self.report.count();
        Ok(self.report)
    }

    /// Compiles the scenarios into one program and runs it.
    fn run(&mut self, prepared: &[Prepared]) -> Result<Answers, Trouble> {
        let figures = &mut self.report.figures;
        figures.checked = prepared.len();
        for difference in prepared.iter().flat_map(|prepared| &prepared.expected.differences) {
            *figures.differences.entry(difference.name).or_default() += 1;
        }
        let mut answers = Answers::new();
        let mut left: Vec<usize> = (0..prepared.len()).collect();
        while !left.is_empty() {
            let scenarios = left.iter().map(|&number| (number, &prepared[number].scenario));
            let program = translate::program(scenarios);
            let begin = Instant::now();
            let compiled = self.work.toolchain.compile(&self.name, &program.text);
            figures.compiling += begin.elapsed();
            match compiled {
                Ok(executable) => {
                    figures.bodies += program.modules.len();
                    self.answer(&executable, &left, &mut answers)?;
                    break;
                }
                Err(refused) => {
                    let refused = blame(&refused, &program);
                    left.retain(|number| !refused.contains_key(number));
                    answers.extend(refused.into_iter().map(|(number, why)| (number, Err(why))));
                }
            }
        }
        self.work.toolchain.remove(&self.name);
        Ok(answers)
    }

    /// Runs the program, again after each scenario that takes it down.
    fn answer(
        &self,
        executable: &Path,
        numbers: &[usize],
        answers: &mut Answers,
    ) -> Result<(), Trouble> {
        let mut done = 0;
        while done < numbers.len() {
            let Ran { traces, died } = self.work.toolchain.run(executable, done)?;
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

/// Whose errors they are. An error that cannot be told from its lines is everyone's.
fn blame(refused: &Refused, program: &Program) -> BTreeMap<usize, String> {
    let mut blamed: BTreeMap<usize, String> = BTreeMap::new();
    for (lines, message) in &refused.errors {
        let modules = lines.iter().filter_map(|&line| program.module_at(line));
        for &number in modules.flatten() {
            let messages = blamed.entry(number).or_insert_with(|| "does not compile:\n".to_owned());
            if !messages.contains(message) {
                *messages += message;
            }
        }
    }
    if blamed.is_empty() {
        let all = format!("the batch does not compile:\n{}", refused.text());
        let numbers = program.modules.iter().flat_map(|(_, numbers)| numbers);
        blamed.extend(numbers.map(|&number| (number, all.clone())));
    }
    blamed
}
