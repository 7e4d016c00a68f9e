//! The deliberate differences between CPython and asyncgen (`DESIGN.md` 1.3), all of them: what
//! CPython's trace is turned into before it is compared.
//!
//! Nothing is cut short. Where the two only answer differently, the answer is replaced in place.
//! Where the generator goes on differently, CPython itself says how: `python/contract.py` runs the
//! same body in the same interpreter under a consumer that follows our contract, and its trace must
//! agree with CPython's up to that point.
//!
//! A task that is cancelled is a generator that is closed where it waits: what CPython answers with
//! `CancelledError` is compared with what `close` answers ([`renamed`], the only place that knows).

use std::collections::{HashMap, HashSet};

use crate::features;
use crate::scenario::{Basic, Delegation, Interruption, Op, Scenario, Step, any};
use crate::support::Kind;
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
    reason: "a mistake of the caller is an error of the call, not an exception; the value is not \
             lost",
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
    cpython: "the item of a body that yields while it is closed is lost; then anext and asend \
              work, athrow and aclose raise StopAsyncIteration, the finalizer is disarmed, and the \
              end of the cleanup raises GeneratorExit",
    asyncgen: "close is Err(IgnoredExit) with the item in it; then the generator is suspended like \
               any other, and the end of the cleanup is the end",
    reason: "one state less to know about, and nothing that cannot be closed any more",
};

/// What follows an operation whose future was dropped in the middle of a step.
pub const RUNNING: Difference = Difference {
    name: "running",
    cpython: "every later operation raises RuntimeError: already running; what the finalizer \
              closes, too",
    asyncgen: "next and close continue the step; send and throw are Err(ResumeError): Running, \
               with the value in it",
    reason: "dropping a future is how Rust cancels, and must not break the generator",
};

/// Exit that a consumer raises by another name than `aclose()`.
pub const ONE_NAME: Difference = Difference {
    name: "exit-has-one-name",
    cpython: "a cancelled task raises CancelledError where the body waits, and the operation \
              raises what comes out; so does athrow(GeneratorExit())",
    asyncgen: "the operation is dropped, and close answers: Ok(()), or IgnoredExit with the item, \
               or Raised",
    reason: "a consumer that goes away is one thing, however it goes",
};

/// An error that is called as the end of an iteration is.
pub const STOP_ITERATION: Difference = Difference {
    name: "stop-iteration",
    cpython: "StopIteration and StopAsyncIteration that leave the body become RuntimeError",
    asyncgen: "an error may be called as it likes",
    reason: "the end of a stream is `None` and not an error, so the two cannot be mistaken",
};

/// A future that is polled after its end.
pub const POLLED_AGAIN: Difference = Difference {
    name: "polled-again",
    cpython: "an awaitable that is awaited again raises RuntimeError; an athrow() that has \
              suspended resumes the generator once more",
    asyncgen: "a future that is polled after it was ready panics",
    reason: "as most futures do; `.await` takes them, so that only who polls by hand meets it",
};

/// `close` while a cleanup waits.
pub const CLEANUP_FINISHED: Difference = Difference {
    name: "cleanup-finished",
    cpython: "CancelledError is raised where the cleanup waits, and cuts it",
    asyncgen: "close finishes the cleanup, and raises exit behind it unless it was raised before",
    reason: "a cleanup that waits is not cut by the wish to clean up",
};

/// What an inner generator does when exit is raised while it waits.
pub const INNER_DROPPED: Difference = Difference {
    name: "inner-dropped",
    cpython: "CancelledError is raised in the innermost generator that waits",
    asyncgen: "exit is raised in the generator that is closed; the inner one that it waits for is \
               dropped",
    reason: "what an await waits for is dropped when exit is raised there, whatever it is",
};

/// What a generator does that is dropped.
pub const DROPPED: Difference = Difference {
    name: "dropped",
    cpython: "deletion runs each cleanup, up to the first await or yield, which is an error; \
              errors are reported",
    asyncgen: "dropping runs the cleanups that do not await, and skips the others; errors are \
               discarded",
    reason: "what need not wait can always run, and half a cleanup is worse than none",
};

/// All of them.
pub const DIFFERENCES: [&Difference; 11] = [
    &NOT_STARTED,
    &SEND_CLOSED,
    &THROW_CLOSED,
    &IGNORED_EXIT,
    &RUNNING,
    &STOP_ITERATION,
    &POLLED_AGAIN,
    &ONE_NAME,
    &CLEANUP_FINISHED,
    &INNER_DROPPED,
    &DROPPED,
];

/// CPython under our contract.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The trace.
    pub trace: Vec<String>,
    /// Before which tokens PEP 525 says something else, and the name of the difference.
    pub departures: Vec<(usize, String)>,
}

/// What asyncgen has to leave.
#[derive(Debug)]
pub struct Expected {
    /// The trace.
    pub trace: Vec<String>,
    /// In what it differs from CPython's.
    pub differences: Vec<&'static Difference>,
}

const REUSED: &str = "= raise RuntimeError(cannot reuse already awaited ";
const IGNORED: &str = "RuntimeError(async generator ignored GeneratorExit)";
/// What CPython makes of errors that are called as the end of an iteration is.
pub(crate) const STOPPED: &str = "async generator raised Stop";
const STOPS: [(&str, &str); 2] = [
    ("= raise RuntimeError(async generator raised StopIteration)", "= raise StopIter()"),
    ("= raise RuntimeError(async generator raised StopAsyncIteration)", "= raise StopAsync()"),
];
const JUST_STARTED: &str =
    "= raise TypeError(can't send non-None value to a just-started async generator)";

/// Whether the generator may go on differently somewhere, so that its trace under our contract is
/// needed.
#[must_use]
pub fn may_go_on_differently(scenario: &Scenario, cpython: &[String]) -> bool {
    let Ok(segments) = segments(cpython, scenario.driver.len()) else { return false };
    all_departures(cpython).next().is_some()
        || closes_inner(scenario)
        || exits(scenario, &segments).next().is_some()
        || features::is_deleted(scenario, &segments)
        || is_polled_again(scenario, &segments)
}

/// Whether an op polls the future in a slot after its end.
fn is_polled_again(scenario: &Scenario, segments: &[Segment<'_>]) -> bool {
    let mut over = HashSet::new();
    scenario.driver.iter().zip(segments).any(|(op, segment)| match op {
        Op::Make(slot, _) => {
            over.remove(slot);
            false
        }
        Op::Poll(slot) | Op::Finish(slot) => {
            let is_over = over.contains(slot);
            over.extend(segment.outcome().filter(|it| it.1 != "= pending").map(|_| slot));
            is_over
        }
        _ => false,
    })
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
        token => (token.contains(IGNORED) || token.starts_with("= ignored exit"))
            .then_some((at, &IGNORED_EXIT)),
    };
    cpython.iter().enumerate().filter_map(departure)
}

/// What asyncgen has to leave where CPython left this trace; `contract` is CPython's trace under
/// our contract, for those that go on differently.
///
/// # Errors
///
/// If the traces do not belong together.
pub fn expected(
    scenario: &Scenario,
    cpython: &[String],
    contract: Option<&Contract>,
) -> Result<Expected, String> {
    let mut trace = renamed(scenario, cpython)?;
    let mut differences = Vec::new();
    if trace != cpython {
        differences.push(&ONE_NAME);
    }
    if let Some(contract) = contract {
        for difference in departures(scenario, &trace, contract)? {
            if !differences.iter().any(|known| known.name == difference.name) {
                differences.push(difference);
            }
        }
        trace.clone_from(&contract.trace);
    }
    let refusals = refusals(scenario, &segments(&trace, scenario.driver.len())?);
    for (at, token, difference) in refusals.into_iter().chain(stops(&trace)) {
        trace[at] = token;
        if !differences.iter().any(|known: &&Difference| known.name == difference.name) {
            differences.push(difference);
        }
    }
    Ok(Expected { trace, differences })
}

/// CPython's trace with the answers that `close` gives, wherever the consumer raised exit by
/// another name.
fn renamed(scenario: &Scenario, cpython: &[String]) -> Result<Vec<String>, String> {
    let mut trace = cpython.to_vec();
    for segment in exits(scenario, &segments(cpython, scenario.driver.len())?) {
        let Some((at, outcome)) = segment.outcome() else { continue };
        trace[at] = match outcome.strip_prefix("= value ") {
            Some(item) => format!("= ignored exit, yielded {item}"),
            None if outcome == "= none" && segment.before != "closed" => {
                "= ignored exit, yielded None".to_owned()
            }
            None if ["= raise Cancelled()", "= raise Exit()", "= stop"].contains(&outcome) => {
                "= none".to_owned()
            }
            None => continue,
        };
    }
    Ok(trace)
}

/// The ops in which the consumer raises exit by another name than `aclose()`.
fn exits<'a>(
    scenario: &'a Scenario,
    segments: &'a [Segment<'a>],
) -> impl Iterator<Item = &'a Segment<'a>> {
    let mut slots = HashMap::new();
    scenario.driver.iter().zip(segments).filter_map(move |(op, segment)| {
        let thrown = match op {
            Op::Basic(basic, _) => Some(basic),
            Op::Make(slot, basic) => {
                slots.insert(slot, basic);
                None
            }
            Op::Poll(slot) | Op::Finish(slot) => slots.get(slot).copied(),
            _ => None,
        };
        let is_thrown = matches!(thrown, Some(Basic::Throw(Kind::Exit, _)));
        (is_thrown || strikes(op, segment) == Some(Kind::Cancelled)).then_some(segment)
    })
}

/// The exception that the op throws in at an await, if it gets there.
#[must_use]
pub fn strikes(op: &Op, segment: &Segment<'_>) -> Option<Kind> {
    match op {
        Op::Basic(_, Some((Interruption::Cancel(kind), after))) => {
            (segment.suspensions() >= *after as usize).then_some(*kind)
        }
        Op::Cancel(_) => segment.outcome().map(|_| Kind::Cancelled),
        _ => None,
    }
}

/// The differences that make one trace the other: those that begin before the two part.
fn departures(
    scenario: &Scenario,
    cpython: &[String],
    contract: &Contract,
) -> Result<Vec<&'static Difference>, String> {
    let Contract { trace: contract, departures } = contract;
    let same = cpython.iter().zip(contract).take_while(|(one, other)| one == other).count();
    if same == cpython.len() && same == contract.len() {
        return Ok(Vec::new());
    }
    // They may part from the beginning of the op on: CPython 3.13 runs the body when an operation
    // is killed.
    let header =
        |at: usize| cpython[..=at].iter().rposition(|token| token.starts_with("> ")).unwrap_or(at);
    let begun = all_departures(cpython).filter(|&(at, _)| header(at) <= same);
    let mut found: Vec<_> = begun.map(|(_, difference)| difference).collect();
    let told = departures.iter().filter(|&&(at, _)| at <= same);
    found.extend(told.filter_map(|(_, name)| {
        DIFFERENCES.into_iter().find(|difference| difference.name == *name)
    }));
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

/// The errors that CPython gives another name: where they stand, and what ours are.
fn stops(trace: &[String]) -> Vec<(usize, String, &'static Difference)> {
    let ours = |token: &String| STOPS.iter().find(|(cpython, _)| token == cpython);
    let stops = trace.iter().enumerate().filter_map(|(at, token)| Some((at, ours(token)?.1)));
    stops.map(|(at, ours)| (at, ours.to_owned(), &STOP_ITERATION)).collect()
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
    if outcome.starts_with(REUSED) {
        return Some(("= panic, polled after it was ready".to_owned(), &POLLED_AGAIN));
    }
    if matches!(operation, Basic::Throw(Kind::Exit, _)) {
        return None;
    }
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
        let contract =
            contract.map(|trace| Contract { trace: tokens(trace), departures: Vec::new() });
        let expected = expected(scenario, &tokens(cpython), contract.as_ref())?;
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

    #[test]
    fn an_error_keeps_its_name() {
        let cpython = "> next / start / = raise RuntimeError(async generator raised StopIteration) / . closed / > end";
        let ours = "> next / start / = raise StopIter() / . closed / > end";
        let mapped = map(r#"{"op": "next"}"#, cpython, None);
        assert_eq!(mapped, Ok((ours.to_owned(), vec!["stop-iteration"])));
    }

    #[test]
    fn a_future_that_is_polled_after_its_end_panics() {
        let driver = r#"{"op": "make", "slot": "a", "do": {"op": "close"}}, {"op": "finish", "slot": "a"},
                        {"op": "finish", "slot": "a"}"#;
        let begin =
            "> make a close / = done / . created / > finish a / = none / . closed / > finish a";
        let cpython = format!(
            "{begin} / = raise RuntimeError(cannot reuse already awaited aclose()/athrow()) / . closed / > end"
        );
        let ours = format!("{begin} / = panic, polled after it was ready / . closed / > end");
        assert_eq!(map(driver, &cpython, None), Ok((ours, vec!["polled-again"])));
    }

    #[test]
    fn a_cancelled_operation_answers_as_close_does() {
        let driver = r#"{"op": "next", "cancel_after": 1}, {"op": "send", "v": 1, "cancel_after": 1},
                        {"op": "next", "cancel_after": 2}"#;
        let cpython = "> next cancel 1 / start / pending / = value 1 / . suspended / \
                       > send 1 cancel 1 / pending / = raise E1() / . closed / > next cancel 2 / = stop / . closed / > end";
        let ours = cpython.replace("= value 1", "= ignored exit, yielded 1");
        assert_eq!(map(driver, cpython, None), Ok((ours, vec!["exit-has-one-name"])));
    }
}
