//! CPython, asked through the programs in `python/`.

use std::env;
use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;

use crate::Trouble;
use crate::input;
use crate::mapping::Contract;
use crate::scenario::Scenario;

/// Which random scenarios to make.
#[derive(Clone, Debug)]
pub struct Random {
    /// Any text.
    pub seed: String,
    /// How many.
    pub count: usize,
    /// The number of the first one.
    pub start: usize,
    /// The part of the language (`python/wild.py --help`).
    pub profile: String,
    /// How many programs in a row have the same body, each with a consumer of its own.
    pub consumers: usize,
}

/// Random scenarios, with CPython's trace.
///
/// # Errors
///
/// If `python3` cannot be run, or does not like the profile.
pub fn random(random: &Random) -> Result<Vec<Scenario>, Trouble> {
    let [count, start, consumers] =
        [random.count, random.start, random.consumers].map(|number| number.to_string());
    let numbers = ["--n", &count, "--start", &start, "--consumers", &consumers];
    let names = ["--seed", &random.seed, "--profile", &random.profile];
    let arguments: Vec<String> = numbers.into_iter().chain(names).map(str::to_owned).collect();
    input::scenarios(&run("wild.py", &arguments, String::new())?)
}

/// The traces that CPython leaves.
///
/// # Errors
///
/// If `python3` cannot be run, or cannot run the scenarios.
pub fn traces(scenarios: &[&Scenario]) -> Result<Vec<Vec<String>>, Trouble> {
    filter("agenlang.py", scenarios, trace)
}

/// The traces that CPython leaves under our contract, and where the contract departs from PEP 525.
///
/// # Errors
///
/// As for [`traces`].
pub fn contracts(scenarios: &[&Scenario]) -> Result<Vec<Contract>, Trouble> {
    filter("contract.py", scenarios, |answer| {
        let departures = answer.get("departures")?.as_array()?.iter().map(departure);
        Some(Contract { trace: trace(answer)?, departures: departures.collect::<Option<_>>()? })
    })
}

fn filter<T>(
    script: &str,
    scenarios: &[&Scenario],
    read: impl Fn(&Value) -> Option<T>,
) -> Result<Vec<T>, Trouble> {
    if scenarios.is_empty() {
        return Ok(Vec::new());
    }
    let programs: String =
        scenarios.iter().map(|scenario| format!("{}\n", scenario.json)).collect();
    let answers = run(script, &[], programs)?;
    let read = answers.lines().map(|answer| read(&serde_json::from_str(answer).ok()?));
    let answers: Option<Vec<_>> = read.collect();
    answers
        .filter(|answers| answers.len() == scenarios.len())
        .ok_or_else(|| Trouble(format!("{script} did not answer with a trace for each scenario")))
}

/// `[PLACE, NAME]`
fn departure(departure: &Value) -> Option<(usize, String)> {
    let [place, name] = departure.as_array()?.as_slice() else { return None };
    Some((usize::try_from(place.as_u64()?).ok()?, name.as_str()?.to_owned()))
}

fn trace(answer: &Value) -> Option<Vec<String>> {
    answer.get("trace")?.as_array()?.iter().map(|token| token.as_str().map(str::to_owned)).collect()
}

/// What a program in `python/` prints.
fn run(script: &str, arguments: &[String], input: String) -> Result<String, Trouble> {
    let python = env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut child = Command::new(&python)
        .arg(format!("{}/python/{script}", env!("CARGO_MANIFEST_DIR")))
        .args(arguments)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONUTF8", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| {
            Trouble(format!(
                "cannot run `{python}` (the variable PYTHON names another one): {error}"
            ))
        })?;
    let mut stdin = child.stdin.take().expect("it is piped");
    // A program that fails does not read to the end; its message says more than the broken pipe.
    let writer = thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().map_err(|error| Trouble(format!("{script}: {error}")))?;
    drop(writer.join());
    if output.status.success() {
        return String::from_utf8(output.stdout)
            .map_err(|error| Trouble(format!("{script}: {error}")));
    }
    let message = String::from_utf8_lossy(&output.stderr);
    Err(Trouble(format!(
        "{script} failed: {}",
        message.trim_end().lines().last().unwrap_or("no message")
    )))
}
