//! The command line.

use std::env;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use asyncgen_conformance::check::{Options, check, check_random};
use asyncgen_conformance::features::LEFT_OUT;
use asyncgen_conformance::mapping::{DIFFERENCES, Difference};
use asyncgen_conformance::python::{self, Random};
use asyncgen_conformance::report::Report;
use asyncgen_conformance::scenario::Scenario;
use asyncgen_conformance::{Trouble, input, translate};

const HELP: &str = "\
Runs scenarios of async generators as Rust programs and compares their traces with CPython's.

Usage: cargo run -p asyncgen-conformance -- [WHICH] [OPTIONS]

Which scenarios (without any: the named ones of data/):
  --seed S --count N    N random ones from the seed S; CPython's traces from python3
  --profile P           of this part of the language: typed is the protocol, cleanup is about
                        consumers that go away, wild is longer and nests deeper; others are mostly
                        left out [half typed, half cleanup]
  --start I             beginning with number I [0]
  --consumers K         K programs in a row have the same body, each with a consumer of its own [4]
  --scenarios FILE      those of a file: a JSON array, or one JSON object a line (LANG.md);
                        CPython's traces from the file, or from python3 where it has none
  --only NAME           of these only the one called NAME

Options:
  --rust                print the Rust functions, and run nothing
  --list                print what is left out, what is mapped, and why
  --answer              answer the scenarios on standard input, one a line, for
                        `python/wild.py --against`, which shrinks what differs
  --batch N             scenarios in a program [400]
  --jobs N              programs compiled at once [the number of processors]
  --keep                keep the programs, and say where they are
  --max-report N        how many mismatches to print [10]
  --help                this

Exit status: 0 if all match, 1 if some do not, 2 if they could not be checked.
";

/// What the command line asks for.
#[derive(Default)]
struct Arguments {
    seed: Option<String>,
    count: Option<usize>,
    start: usize,
    consumers: Option<usize>,
    profile: Option<String>,
    file: Option<String>,
    only: Option<String>,
    rust: bool,
    list: bool,
    answer: bool,
    help: bool,
    options: Options,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            eprintln!("error: {trouble}");
            ExitCode::from(2)
        }
    }
}

/// Whether all match.
fn run() -> Result<bool, Trouble> {
    let arguments = arguments(env::args().skip(1))?;
    if arguments.help {
        return say(HELP);
    }
    if arguments.list {
        return say(&list());
    }
    if arguments.answer {
        return say(&answer(&arguments.options)?);
    }
    if arguments.rust {
        let functions = |scenario: &Scenario| {
            format!("// {}\n{}\n", scenario.name, translate::generator(scenario))
        };
        return say(&scenarios(&arguments)?.iter().map(functions).collect::<String>());
    }
    let report = match random(&arguments).as_slice() {
        // A batch at a time, however many there are.
        kinds @ [_, ..] if arguments.only.is_none() => check_random(kinds, &arguments.options)?,
        _ => check(scenarios(&arguments)?, &arguments.options)?,
    };
    say(&text(&report))?;
    Ok(report.is_clean())
}

/// Prints. Whoever stops listening has heard enough.
fn say(text: &str) -> Result<bool, Trouble> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Trouble(format!("standard output: {error}")))
        }
        _ => Ok(true),
    }
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, Trouble> {
    let mut arguments = Arguments::default();
    arguments.options.mismatches = 10;
    while let Some(word) = words.next() {
        let mut value = || {
            words.next().ok_or_else(|| Trouble(format!("{word} needs a value (--help says more)")))
        };
        match word.as_str() {
            "--seed" => arguments.seed = Some(value()?),
            "--count" => arguments.count = Some(number(&word, &value()?)?),
            "--start" => arguments.start = number(&word, &value()?)?,
            "--consumers" => arguments.consumers = Some(number(&word, &value()?)?.max(1)),
            "--profile" => arguments.profile = Some(value()?),
            "--scenarios" => arguments.file = Some(value()?),
            "--only" => arguments.only = Some(value()?),
            "--batch" => arguments.options.batch = number(&word, &value()?)?.max(1),
            "--jobs" => arguments.options.jobs = number(&word, &value()?)?.max(1),
            "--max-report" => arguments.options.mismatches = number(&word, &value()?)?,
            "--keep" => arguments.options.keep = true,
            "--rust" => arguments.rust = true,
            "--list" => arguments.list = true,
            "--answer" => arguments.answer = true,
            "--help" | "-h" => arguments.help = true,
            other => {
                return Err(Trouble(format!(
                    "unknown argument `{other}` (--help says what there is)"
                )));
            }
        }
    }
    let is_random = !random(&arguments).is_empty();
    if is_random && arguments.file.is_some() {
        return Err(Trouble("either --scenarios or --seed and --count".to_owned()));
    }
    let drawn = arguments.profile.is_some() || arguments.start > 0 || arguments.consumers.is_some();
    if !is_random && drawn {
        let message = "--profile, --start and --consumers go with --seed and --count";
        return Err(Trouble(message.to_owned()));
    }
    Ok(arguments)
}

fn number(option: &str, text: &str) -> Result<usize, Trouble> {
    text.parse().map_err(|_| Trouble(format!("{option} needs a number, not `{text}`")))
}

/// The random scenarios that the command line asks for, of one profile or of two.
fn random(arguments: &Arguments) -> Vec<Random> {
    if arguments.seed.is_none() && arguments.count.is_none() {
        return Vec::new();
    }
    let of = |profile: &str, count| Random {
        seed: arguments.seed.clone().unwrap_or_else(|| "0".to_owned()),
        count,
        start: arguments.start,
        profile: profile.to_owned(),
        consumers: arguments.consumers.unwrap_or(4),
    };
    let count = arguments.count.unwrap_or(100);
    match &arguments.profile {
        Some(profile) => vec![of(profile, count)],
        None => vec![of("typed", count.div_ceil(2)), of("cleanup", count / 2)],
    }
}

fn scenarios(arguments: &Arguments) -> Result<Vec<Scenario>, Trouble> {
    let random = random(arguments);
    let mut scenarios = if let Some(file) = &arguments.file {
        let text = fs::read_to_string(file).map_err(|error| Trouble(format!("{file}: {error}")))?;
        input::scenarios(&text).map_err(|trouble| Trouble(format!("{file}: {trouble}")))?
    } else if random.is_empty() {
        input::named()?
    } else {
        random.iter().map(python::random).collect::<Result<Vec<_>, _>>()?.concat()
    };
    if let Some(name) = &arguments.only {
        scenarios.retain(|scenario| scenario.name == *name);
        if scenarios.is_empty() {
            return Err(Trouble(format!("no scenario is called `{name}`")));
        }
    }
    Ok(scenarios)
}

fn text(report: &Report) -> String {
    let mut text: String =
        report.mismatches.iter().map(|mismatch| format!("{mismatch}\n")).collect();
    let more = report.figures.differ - report.mismatches.len();
    if more > 0 {
        text += &format!("… and {more} more (--max-report)\n\n");
    }
    text + &report.to_string()
}

fn list() -> String {
    let left_out = LEFT_OUT.map(|feature| format!("{}: {}\n", feature.name, feature.reason));
    let mapped = DIFFERENCES.map(|difference| {
        let Difference { name, cpython, asyncgen, reason } = difference;
        format!("\n{name}\n  CPython:  {cpython}\n  asyncgen: {asyncgen}\n  because:  {reason}\n")
    });
    format!("Left out:\n\n{}\nMapped:\n{}", left_out.concat(), mapped.concat())
}

/// Answers the scenarios on standard input, for `wild.py --against`: with CPython's trace where
/// ours is the one expected, and with ours where it is not.
fn answer(options: &Options) -> Result<String, Trouble> {
    let programs = io::read_to_string(io::stdin())
        .map_err(|error| Trouble(format!("standard input: {error}")))?;
    let mut scenarios = input::scenarios(&programs)?;
    let mut answers = python::traces(&scenarios.iter().collect::<Vec<_>>())?;
    for (place, scenario) in scenarios.iter_mut().enumerate() {
        scenario.name = place.to_string();
        scenario.trace = Some(answers[place].clone());
    }
    let options = Options { mismatches: usize::MAX, ..options.clone() };
    for mismatch in check(scenarios, &options)?.mismatches {
        let actual = mismatch.actual.unwrap_or_else(|why| vec![why]);
        if let Some(answer) =
            mismatch.scenario.name.parse().ok().and_then(|place: usize| answers.get_mut(place))
        {
            *answer = actual;
        }
    }
    Ok(answers.iter().map(|trace| format!("{}\n", serde_json::json!({ "trace": trace }))).collect())
}
