//! What is written down of a run, on both sides: by the compiled generator and by the model.

use std::task::Poll;

use asyncgen::{GeneratorState, ResumeErrorKind};

use crate::case::ResumeKind;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The generator's argument.
    Argument,
    /// A local variable.
    Local,
    /// What is yielded.
    Item,
    /// What the block of a `catch!` evaluates to.
    Value,
    /// What is raised or thrown.
    Error,
    /// What is sent.
    Sent,
    /// A future that is awaited.
    Leaf,
    /// A stream that `#[for_await]` goes over.
    Stream,
    /// An item of that stream.
    StreamItem,
}

/// The number of a token: tokens are numbered in the order in which they are made.
pub(crate) type Id = u32;

/// A line of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// A token was made.
    Made(Kind, Id),
    /// A token was dropped.
    Dropped(Kind, Id),
    /// A statement of the body wrote its number.
    Said(u16),
    /// A leaf was polled. `original`: with the consumer's own waker, if the `.await` is visible to
    /// the macro.
    Polled { leaf: Id, ready: bool, original: bool },
    /// What a yield evaluated to.
    Got(Option<Id>),
    /// An error arrived in the `match` around a `catch!`.
    Caught(Id),
}

/// What an operation answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// `Some(item)`, or `Some(Ok(item))`.
    Item(Id),
    /// `Some(Err(error))`
    Failed(Id),
    /// `None`; of `poll_resume`: `Finished`.
    End,
    /// `Err(ResumeError { kind, value })`
    Refused(ResumeErrorKind, Id),
    /// `Ok(())` of `close`.
    Closed,
    /// `Err(IgnoredExit(item))`
    IgnoredExit(Id),
    /// `Err(Raised(error))`; of `poll_resume`: `Raised(error)`.
    Raised(Id),
    /// A panic of the body, with its number.
    Panicked(u32),
    /// The panic of a future that is polled after it was ready.
    PolledAfterReady,
    /// There is no generator any more.
    Gone,
}

/// What can be seen after a poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Observation {
    /// What the poll answered.
    pub(crate) answer: Poll<Answer>,
    /// What `poll_resume` has left undelivered.
    pub(crate) left: Option<ResumeKind>,
    /// What happened since the last observation.
    pub(crate) events: Vec<Event>,
    /// `state()`, as long as there is a generator.
    pub(crate) state: Option<GeneratorState>,
    /// `is_terminated()`
    pub(crate) is_terminated: bool,
    /// `size_hint()`
    pub(crate) size_hint: (usize, Option<usize>),
    /// How often each of the consumer's wakers was woken.
    pub(crate) wakes: [usize; WAKERS],
    /// How many clones there are of each of the consumer's wakers.
    pub(crate) wakers: [usize; WAKERS],
    /// How many references to the log there are: the generators and all tokens hold one.
    pub(crate) references: usize,
}

/// How many wakers the consumer has.
pub(crate) const WAKERS: usize = 3;
