//! A scenario: a generator's body, what its consumer does, and the trace that CPython left.

use serde_json::Value;

use crate::support::{Hooks, Kind};

/// A scenario of `LANG.md`.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What it is called in reports.
    pub name: String,
    /// What happens to generators that are dropped.
    pub hooks: Hooks,
    /// The body of the generator.
    pub body: Vec<Step>,
    /// What the consumer does.
    pub driver: Vec<Op>,
    /// What CPython left, if the file says so.
    pub trace: Option<Vec<String>>,
    /// As it was read, for Python.
    pub json: Value,
}

/// A step of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Leaves a token.
    Log(String),
    /// Yields a number or `None`, and drops what is sent.
    Yield(Option<i64>),
    /// Yields a number or `None`, and leaves what is sent as a token.
    Recv(Option<i64>),
    /// Awaits something ready.
    Ready,
    /// Awaits something that suspends so many times.
    Pending(u32),
    /// Raises an exception.
    Raise(Kind, String),
    /// Raises what is being handled once more.
    Reraise,
    /// Ends the body.
    Return,
    /// Leaves the innermost loop.
    Break,
    /// Goes on with the innermost loop.
    Continue,
    /// Repeats steps.
    Loop(u32, Vec<Step>),
    /// `try`
    Try(Try),
    /// Yields what an inner generator yields.
    Delegate(Vec<Step>, Delegation),
}

/// `try: … except …: … else: … finally: …`
#[derive(Clone, Debug, PartialEq)]
pub struct Try {
    /// What is guarded.
    pub body: Vec<Step>,
    /// Each for some kinds.
    pub handlers: Vec<(Vec<Kind>, Vec<Step>)>,
    /// `else`
    pub otherwise: Option<Vec<Step>>,
    /// `finally`
    pub cleanup: Option<Vec<Step>>,
}

/// How an inner generator is iterated over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delegation {
    /// `async for`, which leaves it to the hooks.
    Plain,
    /// `async with aclosing(…)`, which closes it.
    Closing,
}

/// One of the four operations.
#[derive(Clone, Debug, PartialEq)]
pub enum Basic {
    /// `__anext__()`
    Next,
    /// `asend(…)`
    Send(Option<i64>),
    /// `athrow(…)`
    Throw(Kind, String),
    /// `aclose()`
    Close,
}

/// What becomes of an operation that is not driven to its end.
#[derive(Clone, Debug, PartialEq)]
pub enum Interruption {
    /// An exception is thrown in at the await.
    Cancel(Kind),
    /// It is dropped.
    Abandon,
    /// Its `.close()` is called, as when the task around it is destroyed.
    Kill,
}

/// A driver op.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// An operation; perhaps interrupted after so many suspensions.
    Basic(Basic, Option<(Interruption, u32)>),
    /// Makes an operation, without polling it, and keeps it in a slot.
    Make(String, Basic),
    /// Polls a slot's operation once.
    Poll(String),
    /// Drives it to its end.
    Finish(String),
    /// Throws `Cancelled()` in.
    Cancel(String),
    /// Calls its `.close()`.
    Kill(String),
    /// Drops it.
    Abandon(String),
    /// `async for`, left after so many items (0: never).
    For(u32),
    /// Drops the generator.
    Drop,
    /// `loop.shutdown_asyncgens()`
    Shutdown,
}

impl Basic {
    /// As it stands in traces.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Basic::Next => "next".to_owned(),
            Basic::Send(Some(value)) => format!("send {value}"),
            Basic::Send(None) => "send None".to_owned(),
            Basic::Throw(kind, message) => format!("throw {kind}({message})"),
            Basic::Close => "close".to_owned(),
        }
    }
}

impl Op {
    /// As it stands in traces.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Op::Basic(basic, None) => basic.text(),
            Op::Basic(basic, Some((interruption, after))) => {
                let (how, what) = match interruption {
                    Interruption::Cancel(Kind::Cancelled) => ("cancel", String::new()),
                    Interruption::Cancel(kind) => ("cancel", format!(" {kind}")),
                    Interruption::Abandon => ("abandon", String::new()),
                    Interruption::Kill => ("kill", String::new()),
                };
                format!("{} {how} {after}{what}", basic.text())
            }
            Op::Make(slot, basic) => format!("make {slot} {}", basic.text()),
            Op::Poll(slot) => format!("poll {slot}"),
            Op::Finish(slot) => format!("finish {slot}"),
            Op::Cancel(slot) => format!("cancel {slot}"),
            Op::Kill(slot) => format!("kill {slot}"),
            Op::Abandon(slot) => format!("abandon {slot}"),
            Op::For(limit) => format!("for {limit}"),
            Op::Drop => "drop".to_owned(),
            Op::Shutdown => "shutdown".to_owned(),
        }
    }
}

impl Step {
    /// The blocks of steps in a step.
    #[must_use]
    pub fn blocks(&self) -> Vec<&[Step]> {
        match self {
            Step::Loop(_, steps) | Step::Delegate(steps, _) => vec![steps],
            Step::Try(Try { body, handlers, otherwise, cleanup }) => {
                let handlers = handlers.iter().map(|(_, steps)| steps);
                std::iter::once(body)
                    .chain(handlers)
                    .chain(otherwise)
                    .chain(cleanup)
                    .map(Vec::as_slice)
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Whether a step somewhere in the steps is such a one.
#[must_use]
pub fn any(steps: &[Step], is: &impl Fn(&Step) -> bool) -> bool {
    steps.iter().any(|step| is(step) || step.blocks().into_iter().any(|block| any(block, is)))
}
