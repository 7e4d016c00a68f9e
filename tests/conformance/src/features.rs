//! What Rust cannot express, and why: scenarios that use one of these are left out, and counted.
//!
//! A feature is looked for in what happens, not only in what is written: a handler for `Exit` that
//! is never entered by it and a cancellation that never strikes leave nothing out.

use std::collections::HashMap;

use crate::mapping::{self, CLEANUP_FINISHED, Contract};
use crate::scenario::{Basic, Op, Scenario, Step, any};
use crate::support::{Hooks, Kind};
use crate::trace::{Segment, segments};
use crate::translate::reraises;

/// Something that scenarios do and Rust does not.
#[derive(Debug)]
pub struct Feature {
    /// How it is called in reports.
    pub name: &'static str,
    /// Why there is no such thing.
    pub reason: &'static str,
}

/// `raise GeneratorExit()` in a body.
pub const EXIT_BY_NAME: Feature = Feature {
    name: "exit-by-name",
    reason: "exit is not a value of the error type: only a consumer raises it, and only `finally!` \
             sees it",
};

/// An exception that is thrown in at an await, and that is more than exit.
pub const CANCELLATION: Feature = Feature {
    name: "cancellation",
    reason: "at an await nothing is raised but exit: a body cannot tell by a name why it is \
             closed, nor go on with an error",
};

/// `StopIteration` and `StopAsyncIteration` that escape from an inner generator.
pub const INNER_STOP: Feature = Feature {
    name: "inner-stop",
    reason: "an error of an inner generator that is called StopIteration keeps its name, so that \
             other handlers of the outer one catch it",
};

/// Two operations at once.
pub const OVERLAP: Feature = Feature {
    name: "overlap",
    reason: "the future of an operation borrows the generator: a second one, while it exists, does \
             not borrow-check",
};

/// A future of `next` after its end, or one after it was dropped.
pub const REUSE: Feature = Feature {
    name: "reuse",
    reason: "what was dropped cannot be polled; `next` is a method of `futures`, whose future may \
             be polled again",
};

/// The consumer's hold on inner generators.
pub const INNER_SHUTDOWN: Feature = Feature {
    name: "inner-shutdown",
    reason: "an inner generator belongs to its body alone: no consumer can reach in to close it",
};

/// `raise` in an inner generator, outside of its own handlers.
pub const AMBIENT_EXCEPTION: Feature = Feature {
    name: "ambient-exception",
    reason: "a bare `raise` in an inner generator raises what its consumer handles; in Rust nobody \
             sees the caller's error",
};

/// All of them.
pub const LEFT_OUT: [&Feature; 7] = [
    &EXIT_BY_NAME,
    &CANCELLATION,
    &INNER_STOP,
    &OVERLAP,
    &REUSE,
    &INNER_SHUTDOWN,
    &AMBIENT_EXCEPTION,
];

/// The features that keep a scenario from being translated; `contract` is CPython's trace under our
/// contract, where that differs.
///
/// # Errors
///
/// If the trace does not fit the driver.
pub fn left_out(
    scenario: &Scenario,
    cpython: &[String],
    contract: Option<&Contract>,
) -> Result<Vec<&'static Feature>, String> {
    let ops = scenario.driver.len();
    let trace = contract.map(|contract| contract.trace.as_slice()).unwrap_or_default();
    let under_contract =
        contract.map(|contract| segments(&contract.trace, ops)).transpose()?.unwrap_or_default();
    let segments = segments(cpython, ops)?;
    let somewhere = |is: &dyn Fn(&str) -> bool| cpython.iter().chain(trace).any(|token| is(token));
    let mut found = Vec::new();
    if any(&scenario.body, &|step| matches!(step, Step::Raise(Kind::Exit, _))) {
        found.push(&EXIT_BY_NAME);
    }
    let both =
        || scenario.driver.iter().zip(&segments).chain(scenario.driver.iter().zip(&under_contract));
    let mut struck = both().filter_map(|(op, segment)| mapping::strikes(op, segment)).peekable();
    if struck.peek().is_some()
        && (struck.any(|kind| kind != Kind::Cancelled) || is_caught_by_name(cpython, contract))
    {
        found.push(&CANCELLATION);
    }
    let delegates = any(&scenario.body, &|step| matches!(step, Step::Delegate(..)));
    if delegates
        && (somewhere(&|token| token.contains(mapping::STOPPED))
            || raises(scenario, &segments, &[Kind::StopIter, Kind::StopAsync]))
    {
        found.push(&INNER_STOP);
    }
    found.extend(slots(scenario, &segments).or_else(|| slots(scenario, &under_contract)));
    let shutdowns = |segments: &[_]| shuts_down_inner(scenario, segments);
    if delegates && (shutdowns(&segments) || shutdowns(&under_contract)) {
        found.push(&INNER_SHUTDOWN);
    }
    if any(&scenario.body, &|step| matches!(step, Step::Delegate(steps, _) if reraises(steps))) {
        found.push(&AMBIENT_EXCEPTION);
    }
    Ok(found)
}

/// Whether the body raises one of these, or the consumer throws one into a generator that has not
/// ended.
fn raises(scenario: &Scenario, segments: &[Segment<'_>], kinds: &[Kind]) -> bool {
    let thrown = |(op, segment): (&Op, &Segment<'_>)| match op {
        Op::Basic(Basic::Throw(kind, _), _) | Op::Make(_, Basic::Throw(kind, _)) => {
            kinds.contains(kind) && segment.before != "closed"
        }
        _ => false,
    };
    any(&scenario.body, &|step| matches!(step, Step::Raise(kind, _) if kinds.contains(kind)))
        || scenario.driver.iter().zip(segments).any(thrown)
}

/// Whether a body catches `CancelledError` where ours would have to know its name, too.
fn is_caught_by_name(cpython: &[String], contract: Option<&Contract>) -> bool {
    let caught = cpython.iter().position(|token| token == "caught Cancelled()");
    // From there on only the contract says what happens.
    let finished = contract.into_iter().flat_map(|contract| &contract.departures);
    let mut finished = finished.filter(|(_, name)| *name == CLEANUP_FINISHED.name);
    let finished = finished.next().map_or(usize::MAX, |&(place, _)| place);
    caught.is_some_and(|place| place < finished)
}

/// Whether a shutdown closes more than the generator: what a second one closes cannot be the
/// generator.
fn shuts_down_inner(scenario: &Scenario, segments: &[Segment<'_>]) -> bool {
    let shutdowns = || scenario.driver.iter().zip(segments).filter(|(op, _)| **op == Op::Shutdown);
    let closed =
        |segment: &Segment<'_>| segment.tokens.iter().filter(|token| *token == "> aclose").count();
    shutdowns().count() > 1 || shutdowns().any(|(_, segment)| closed(segment) > 1)
}

/// Whether a generator without a finalizer hook may be suspended when the last reference to it
/// goes.
pub(crate) fn is_deleted(scenario: &Scenario, segments: &[Segment<'_>]) -> bool {
    if scenario.hooks == Hooks::Loop {
        return false;
    }
    if any(&scenario.body, &|step| matches!(step, Step::Delegate(..))) {
        return true;
    }
    let ops = scenario.driver.iter().map(Some).chain([None]);
    let alive = |state: &str| state == "suspended" || state == "running";
    ops.zip(segments)
        .any(|(op, segment)| matches!(op, None | Some(Op::Drop)) && alive(segment.before))
}

/// How far a slot's operation is.
#[derive(Clone, Copy, PartialEq)]
enum Slot {
    Alive,
    /// Its future was ready, and panics if it is polled again.
    Ready,
    /// Its future was dropped, or may be polled again.
    Gone,
}

/// Whether the ops on slots need more than one operation at a time, or one after its end.
fn slots(scenario: &Scenario, segments: &[Segment<'_>]) -> Option<&'static Feature> {
    let mut slots: HashMap<&str, Slot> = HashMap::new();
    let mut operations: HashMap<&str, &Basic> = HashMap::new();
    for (op, segment) in scenario.driver.iter().zip(segments) {
        let Some(slot) = slot_of(op) else {
            // Whatever is kept of an operation keeps the generator alive; Rust's futures are gone
            // at their end.
            let in_the_way = |slot: &Slot| *op == Op::Drop || *slot == Slot::Alive;
            if segment.before != "dropped" && slots.values().any(in_the_way) {
                return Some(&OVERLAP);
            }
            continue;
        };
        if slots.iter().any(|(&other, &state)| other != slot && state == Slot::Alive) {
            return Some(&OVERLAP);
        }
        match (op, slots.get(slot)) {
            (Op::Make(..), Some(Slot::Alive)) => return Some(&OVERLAP),
            (Op::Make(..), _) if segment.before == "dropped" => {}
            (Op::Make(_, operation), _) => {
                operations.insert(slot, operation);
                slots.insert(slot, Slot::Alive);
            }
            (Op::Abandon(_), _) => drop(slots.remove(slot)),
            (_, None) | (Op::Poll(_) | Op::Finish(_), Some(Slot::Ready)) => {}
            (_, Some(Slot::Ready | Slot::Gone)) => return Some(&REUSE),
            (Op::Kill(_) | Op::Cancel(_), _) => drop(slots.insert(slot, Slot::Gone)),
            (_, Some(Slot::Alive)) => {
                if segment.outcome().is_some_and(|(_, outcome)| outcome != "= pending") {
                    let is_next = matches!(operations[slot], Basic::Next | Basic::Send(None));
                    slots.insert(slot, if is_next { Slot::Gone } else { Slot::Ready });
                }
            }
        }
    }
    None
}

fn slot_of(op: &Op) -> Option<&str> {
    match op {
        Op::Make(slot, _)
        | Op::Poll(slot)
        | Op::Finish(slot)
        | Op::Cancel(slot)
        | Op::Kill(slot)
        | Op::Abandon(slot) => Some(slot),
        Op::Basic(..) | Op::For(_) | Op::Drop | Op::Shutdown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::scenarios;

    fn names(scenario: &str, trace: &str) -> Vec<&'static str> {
        let scenario = &scenarios(&format!("[{scenario}]")).expect("a scenario")[0];
        let trace: Vec<String> = trace.split(" / ").map(str::to_owned).collect();
        let found = left_out(scenario, &trace, None).expect("the trace fits");
        found.iter().map(|feature| feature.name).collect()
    }

    #[test]
    fn exit_is_raised_by_the_consumer_alone() {
        let scenario =
            |body: &str| format!(r#"{{"body": [{body}], "driver": [{{"op": "next"}}]}}"#);
        let raised = "> next / start / = raise Exit() / . closed / > end";
        assert_eq!(names(&scenario(r#"["raise", "Exit", ""]"#), raised), ["exit-by-name"]);
        let caught = r#"["try", [["yield", 1]], [[["BaseException"], []]], null, null]"#;
        let caught_exit = "> next / start / = value 1 / . suspended / > end / finalizer / > finalize / \
                           caught Exit() / = none";
        assert!(names(&scenario(caught), caught_exit).is_empty());
    }

    #[test]
    fn a_cancellation_counts_when_it_strikes() {
        let scenario = r#"{"body": [], "driver": [{"op": "next", "cancel_after": 1}]}"#;
        assert!(
            names(scenario, "> next cancel 1 / start / = value 1 / . suspended / > end").is_empty()
        );
        let struck = "> next cancel 1 / start / pending / = raise Cancelled() / . closed / > end";
        assert!(names(scenario, struck).is_empty());
        let replaced = "> next cancel 1 / start / pending / caught Cancelled() / = raise E1() / . closed / > end";
        assert_eq!(names(scenario, replaced), ["cancellation"]);
    }

    #[test]
    fn a_cancellation_is_exit_unless_its_name_matters() {
        let scenario = r#"{"body": [], "driver": [{"op": "next", "cancel_after": 1}]}"#;
        let caught =
            "> next cancel 1 / start / pending / caught Cancelled() / = stop / . closed / > end";
        assert_eq!(names(scenario, caught), ["cancellation"]);
        let other =
            r#"{"body": [], "driver": [{"op": "next", "cancel_after": 1, "cancel_exc": "E1"}]}"#;
        let raised = "> next cancel 1 E1 / start / pending / = raise E1() / . closed / > end";
        assert_eq!(names(other, raised), ["cancellation"]);
    }

    #[test]
    fn one_operation_after_the_other_is_no_overlap() {
        let make = r#"{"op": "make", "slot": "a", "do": {"op": "next"}}"#;
        let poll = r#"{"op": "poll", "slot": "a"}"#;
        let next = r#"{"op": "next"}"#;
        let made = "> make a next / = done / . created";
        let scenario = |ops: &[&str]| format!(r#"{{"body": [], "driver": [{}]}}"#, ops.join(", "));
        let polled = "> poll a / start / = value 1 / . suspended";
        let next_ = "> next / = value 2 / . suspended";
        assert!(
            names(&scenario(&[make, poll, next]), &format!("{made} / {polled} / {next_} / > end"))
                .is_empty()
        );
        assert_eq!(
            names(&scenario(&[make, next]), &format!("{made} / {next_} / > end")),
            ["overlap"]
        );
        let again = "> poll a / = raise RuntimeError(cannot reuse) / . suspended";
        assert_eq!(
            names(&scenario(&[make, poll, poll]), &format!("{made} / {polled} / {again} / > end")),
            ["reuse"]
        );
    }

    #[test]
    fn only_the_future_of_next_may_be_polled_again() {
        let scenario = |op: &str| {
            let make = format!(r#"{{"op": "make", "slot": "a", "do": {{{op}}}}}"#);
            let finish = r#"{"op": "finish", "slot": "a"}"#;
            format!(r#"{{"body": [], "driver": [{make}, {finish}, {finish}]}}"#)
        };
        let trace = |op: &str, outcome: &str| {
            let again = "> finish a / = raise RuntimeError(cannot reuse) / . closed / > end";
            format!(
                "> make a {op} / = done / . created / > finish a / {outcome} / . closed / {again}"
            )
        };
        let next = scenario(r#""op": "next""#);
        assert_eq!(names(&next, &trace("next", "start / = stop")), ["reuse"]);
        assert!(names(&scenario(r#""op": "close""#), &trace("close", "= none")).is_empty());
    }

    #[test]
    fn an_error_may_be_called_as_it_likes_outside_of_inner_generators() {
        let scenario =
            |body: &str| format!(r#"{{"body": [{body}], "driver": [{{"op": "next"}}]}}"#);
        let raise = r#"["raise", "StopAsync", ""]"#;
        let inner = format!(r#"["delegate", [{raise}], "plain"]"#);
        let raised =
            "= raise RuntimeError(async generator raised StopAsyncIteration) / . closed / > end";
        assert!(names(&scenario(raise), &format!("> next / start / {raised}")).is_empty());
        let trace = format!("> next / start / start sub / {raised}");
        assert_eq!(names(&scenario(&inner), &trace), ["inner-stop"]);
    }
}
