//! The deliberate differences between CPython and asyncgen (`DESIGN.md` 1.3), all of them: what CPython's trace is
//! turned into before it is compared.
//!
//! Nothing is cut short. Where the two only answer differently, the answer is replaced in place. Where the generator
//! goes on differently, CPython itself says how: `python/contract.py` runs the same body in the same interpreter
//! under a consumer that follows our contract, and its trace must agree with CPython's up to that point.

use std::collections::HashMap;

use crate::scenario::{Basic, Delegation, Op, Scenario, Step, any};
use crate::trace::{Segment, segments};

/// One deliberate difference.
#[derive(Debug)]
pub struct Difference {
    /// How it is called in reports.
    pub name: &'static str,
    /// What CPython does.
    pub cpython: &'static str,
    /// What asyncgen does.
    pub asyncgen: &'static str,
    /// Why.
    pub reason: &'static str,
}

/// `send` to a generator that has not started.
pub const NOT_STARTED: Difference = Difference {
    name: "not-started",
    cpython: "asend(v) raises TypeError",
    asyncgen: "send(v) is Err(ResumeError): NotStarted, with v in it",
    reason: "a mistake of the caller is an error of the call, not an exception; the value is not lost",
};

/// `send` to a generator that has ended.
pub const SEND_CLOSED: Difference = Difference {
    name: "send-closed",
    cpython: "asend(v) raises StopAsyncIteration",
    asyncgen: "send(v) is Err(ResumeError): Closed, with v in it",
    reason: "the value was not delivered, so it comes back",
};

/// `throw` into a generator that has ended.
pub const THROW_CLOSED: Difference = Difference {
    name: "throw-closed",
    cpython: "athrow(e) answers None",
    asyncgen: "throw(e) is Err(ResumeError): Closed, with e in it",
    reason: "an error that nobody saw must not vanish",
};

/// What follows an ignored exit.
pub const IGNORED_EXIT: Difference = Difference {
    name: "ignored-exit",
    cpython: "the item of a body that yields while it is closed is lost; then anext and asend work, athrow and aclose \
              raise StopAsyncIteration, the finalizer is disarmed, and the end of the cleanup raises GeneratorExit",
    asyncgen: "close is Err(IgnoredExit) with the item in it; then the generator is suspended like any other, and the \
               end of the cleanup is the end",
    reason: "one state less to know about, and nothing that cannot be closed any more",
};

/// What follows an operation whose future was dropped in the middle of a step.
pub const RUNNING: Difference = Difference {
    name: "running",
    cpython: "every later operation raises RuntimeError: already running; what the finalizer closes, too",
    asyncgen: "next and close continue the step; send and throw are Err(ResumeError): Running, with the value in it",
    reason: "dropping a future is how Rust cancels, and must not break the generator",
};

/// All of them.
pub const DIFFERENCES: [&Difference; 5] =
    [&NOT_STARTED, &SEND_CLOSED, &THROW_CLOSED, &IGNORED_EXIT, &RUNNING];

/// What asyncgen has to leave.
#[derive(Debug)]
pub struct Expected {
    /// The trace.
    pub trace: Vec<String>,
    /// In what it differs from CPython's.
    pub differences: Vec<&'static Difference>,
}

const IGNORED: &str = "RuntimeError(async generator ignored GeneratorExit)";
const JUST_STARTED: &str =
    "= raise TypeError(can't send non-None value to a just-started async generator)";

/// Whether the generator may go on differently somewhere, so that its trace under our contract is needed.
#[must_use]
pub fn may_go_on_differently(scenario: &Scenario, cpython: &[String]) -> bool {
    all_departures(cpython).next().is_some() || closes_inner(scenario)
}

/// Whether the body closes an inner generator: that one may ignore exit, and no token says so.
fn closes_inner(scenario: &Scenario) -> bool {
    any(&scenario.body, &|step| matches!(step, Step::Delegate(_, Delegation::Closing)))
}

/// Where a difference begins in CPython's trace, and which one.
fn all_departures(cpython: &[String]) -> impl Iterator<Item = (usize, &'static Difference)> {
    let state_at = |at: usize| {
        cpython[..at].iter().rev().map(String::as_str).find(|token| token.starts_with(". "))
    };
    let departure = move |(at, token): (usize, &String)| match token.as_str() {
        "= abandoned" | "= killed" => Some((at, &RUNNING)),
        // The operation in a slot goes before the generator.
        "> end" if state_at(at) == Some(". running") => Some((at, &RUNNING)),
        token => token.contains(IGNORED).then_some((at, &IGNORED_EXIT)),
    };
    cpython.iter().enumerate().filter_map(departure)
}

/// What asyncgen has to leave where CPython left this trace; `contract` is CPython's trace under our contract, for
/// those that go on differently.
///
/// # Errors
///
/// If the traces do not belong together.
pub fn expected(
    scenario: &Scenario,
    cpython: &[String],
    contract: Option<&[String]>,
) -> Result<Expected, String> {
    let mut differences = Vec::new();
    let mut trace = cpython.to_vec();
    if let Some(contract) = contract {
        differences.extend(departures(scenario, cpython, contract)?);
        trace = contract.to_vec();
    }
    for (at, token, difference) in refusals(scenario, &segments(&trace, scenario.driver.len())?) {
        trace[at] = token;
        if !differences.iter().any(|known: &&Difference| known.name == difference.name) {
            differences.push(difference);
        }
    }
    Ok(Expected { trace, differences })
}

/// The differences that make one trace the other: those that begin before the two part.
fn departures(
    scenario: &Scenario,
    cpython: &[String],
    contract: &[String],
) -> Result<Vec<&'static Difference>, String> {
    let same = cpython.iter().zip(contract).take_while(|(one, other)| one == other).count();
    if same == cpython.len() && same == contract.len() {
        return Ok(Vec::new());
    }
    // They may part from the beginning of the op on: CPython 3.13 runs the body when an operation is killed.
    let header =
        |at: usize| cpython[..=at].iter().rposition(|token| token.starts_with("> ")).unwrap_or(at);
    let begun = all_departures(cpython).filter(|&(at, _)| header(at) <= same);
    let mut found: Vec<_> = begun.map(|(_, difference)| difference).collect();
    found.dedup_by_key(|difference| difference.name);
    if found.is_empty() && closes_inner(scenario) {
        found.push(&IGNORED_EXIT);
    }
    if found.is_empty() {
        return Err(format!(
            "CPython and CPython under our contract part at token {same} without a reason"
        ));
    }
    Ok(found)
}

/// The answers to operations that cannot deliver their value: where they stand, and what ours are.
fn refusals(
    scenario: &Scenario,
    segments: &[Segment<'_>],
) -> Vec<(usize, String, &'static Difference)> {
    let mut slots = HashMap::new();
    let mut found = Vec::new();
    for (op, segment) in scenario.driver.iter().zip(segments) {
        let operation = match op {
            Op::Basic(basic, _) => Some(basic),
            Op::Make(slot, basic) => {
                slots.insert(slot, basic);
                None
            }
            Op::Poll(slot) | Op::Finish(slot) => slots.get(slot).copied(),
            _ => None,
        };
        if let (Some(operation), Some((at, outcome))) = (operation, segment.outcome()) {
            found.extend(
                refusal(operation, segment.before, outcome)
                    .map(|(token, difference)| (at, token, difference)),
            );
        }
    }
    found
}

fn refusal(operation: &Basic, state: &str, outcome: &str) -> Option<(String, &'static Difference)> {
    let (value, closed, closed_outcome) = match operation {
        Basic::Send(Some(value)) => (value.to_string(), &SEND_CLOSED, "= stop"),
        Basic::Throw(kind, message) => (format!("{kind}({message})"), &THROW_CLOSED, "= none"),
        Basic::Next | Basic::Send(None) | Basic::Close => return None,
    };
    let (why, difference) = match state {
        "created" if outcome == JUST_STARTED => ("not started", &NOT_STARTED),
        "closed" if outcome == closed_outcome => ("closed", closed),
        "running" if outcome.ends_with("asynchronous generator is already running)") => {
            ("running", &RUNNING)
        }
        _ => return None,
    };
    Some((format!("= refused, {why}: {value}"), difference))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::scenarios;

    fn tokens(trace: &str) -> Vec<String> {
        trace.split(" / ").map(str::to_owned).collect()
    }

    fn map(
        driver: &str,
        cpython: &str,
        contract: Option<&str>,
    ) -> Result<(String, Vec<&'static str>), String> {
        let scenario = &scenarios(&format!(r#"[{{"body": [], "driver": [{driver}]}}]"#))
            .expect("a scenario")[0];
        let expected = expected(scenario, &tokens(cpython), contract.map(tokens).as_deref())?;
        Ok((
            expected.trace.join(" / "),
            expected.differences.iter().map(|difference| difference.name).collect(),
        ))
    }

    #[test]
    fn what_agrees_is_left_alone() {
        let trace = "> next / start / = stop / . closed / > close / = none / . closed / > next / = stop / . closed / > end";
        assert_eq!(
            map(r#"{"op": "next"}, {"op": "close"}, {"op": "next"}"#, trace, None),
            Ok((trace.to_owned(), vec![]))
        );
    }

    #[test]
    fn values_that_cannot_be_delivered_come_back() {
        let driver = r#"{"op": "send", "v": 5}, {"op": "next"}, {"op": "send", "v": 6}, {"op": "throw", "e": "E1", "msg": "x"}, {"op": "send", "v": null}"#;
        let cpython = "> send 5 / = raise TypeError(can't send non-None value to a just-started async generator) / . created \
                       / > next / start / = stop / . closed / > send 6 / = stop / . closed / > throw E1(x) / = none / . closed \
                       / > send None / = stop / . closed / > end";
        let ours = "> send 5 / = refused, not started: 5 / . created / > next / start / = stop / . closed / > send 6 / \
                    = refused, closed: 6 / . closed / > throw E1(x) / = refused, closed: E1(x) / . closed / > send None / \
                    = stop / . closed / > end";
        let differences = vec!["not-started", "send-closed", "throw-closed"];
        assert_eq!(map(driver, cpython, None), Ok((ours.to_owned(), differences)));
    }

    #[test]
    fn the_same_answers_in_other_states_are_no_differences() {
        // The body itself ends at a value that it got, and catches what it got.
        let trace =
            "> send None / start / = value 1 / . suspended / > send 6 / = stop / . closed / > end";
        assert_eq!(
            map(r#"{"op": "send", "v": null}, {"op": "send", "v": 6}"#, trace, None),
            Ok((trace.to_owned(), vec![]))
        );
        let trace = "> send None / start / = none / . suspended / > throw E1() / = none / . suspended / > end";
        assert_eq!(
            map(r#"{"op": "send", "v": null}, {"op": "throw", "e": "E1"}"#, trace, None),
            Ok((trace.to_owned(), vec![]))
        );
    }

    #[test]
    fn after_an_ignored_exit_the_contract_goes_on() {
        let driver = r#"{"op": "next"}, {"op": "close"}, {"op": "close"}"#;
        let begin = "> next / start / = value 1 / . suspended / > close";
        let ignored = format!("= raise {IGNORED}");
        let cpython =
            format!("{begin} / {ignored} / . suspended / > close / = stop / . suspended / > end");
        let contract = format!(
            "{begin} / = ignored exit, yielded 2 / . suspended / > close / = none / . closed / > end"
        );
        assert_eq!(map(driver, &cpython, Some(&contract)), Ok((contract, vec!["ignored-exit"])));
    }

    #[test]
    fn traces_that_part_before_a_difference_do_not_belong_together() {
        let driver = r#"{"op": "next"}, {"op": "close"}"#;
        let cpython = format!(
            "> next / start / = value 1 / . suspended / > close / = raise {IGNORED} / . suspended / > end"
        );
        let contract = "> next / start / = value 7 / . suspended / > close / = ignored exit, yielded 2 / . suspended / > end";
        assert!(map(driver, &cpython, Some(contract)).is_err());
        assert!(map(driver, "> next / start / = stop / . closed / > end", None).is_err());
    }
}
