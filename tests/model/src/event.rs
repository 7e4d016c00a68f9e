//! The observations of a run: the compiled generator and the model produce them independently.

use std::task::Poll;

use asyncgen::{GeneratorState, ResumeErrorKind};

use crate::case::ResumeKind;

/// The role of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The generator's argument.
    Argument,
    /// A local variable.
    Local,
    /// A yielded item.
    Item,
    /// The value of a `catch!` block.
    Value,
    /// An error, raised by the body or thrown by the consumer.
    Error,
    /// A sent value.
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
    /// A leaf was polled. `original` says whether it got the consumer's own waker, and is true for
    /// an `.await` that the macro does not see.
    Polled { leaf: Id, ready: bool, original: bool },
    /// A yield evaluated to this sent value.
    Got(Option<Id>),
    /// An error arrived in the `match` around a `catch!`.
    Caught(Id),
}

/// The result of an operation.
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
    /// The generator was dropped.
    Gone,
}

/// Everything that can be observed after a poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Observation {
    /// The result of the poll.
    pub(crate) answer: Poll<Answer>,
    /// The resume value that `poll_resume` did not take.
    pub(crate) left: Option<ResumeKind>,
    /// The events since the last observation.
    pub(crate) events: Vec<Event>,
    /// `state()`, as long as there is a generator.
    pub(crate) state: Option<GeneratorState>,
    /// `needs_close()`
    pub(crate) needs_close: bool,
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
