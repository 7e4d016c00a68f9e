//! What a compiled batch does: runs its scenarios and prints a JSON line with the trace of each.

use std::any::Any;
use std::env;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};

use super::hooks;
use super::trace::{take, token};

/// A scenario, translated.
pub struct Scenario {
    /// Its place among the scenarios of the run.
    pub number: usize,
    /// Makes the generator and drives it.
    pub run: fn(),
}

/// Runs the scenarios and prints a line of JSON for each: its number and its trace.
///
/// A panic is a token at the end of the trace: it concerns one scenario, not the batch. The
/// program's argument says how many scenarios to pass over, for a run after one that took the
/// program down.
///
/// # Panics
///
/// If nobody reads what is printed.
pub fn run_batch(scenarios: &[Scenario]) {
    panic::set_hook(Box::new(|_| {}));
    let passed_over = env::args().nth(1).and_then(|argument| argument.parse().ok()).unwrap_or(0);
    let mut out = io::stdout().lock();
    for scenario in scenarios.iter().skip(passed_over) {
        take();
        if let Err(payload) = panic::catch_unwind(AssertUnwindSafe(scenario.run)) {
            hooks::forget();
            token(format!("panic: {}", message(&*payload)));
        }
        let line = serde_json::json!({ "number": scenario.number, "trace": take() });
        writeln!(out, "{line}").expect("the tool reads what is printed");
    }
}

fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref().copied()).unwrap_or("without a message")
}
