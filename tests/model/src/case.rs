//! What a consumer does with a generator: a sequence of operations, and the decisions that the body
//! takes meanwhile.

use std::fmt;
use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::event::{Answer, WAKERS};

/// One run of one body.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Case {
    /// The place of the body in the table.
    pub(crate) body: usize,
    /// The place of the spelling.
    pub(crate) spelling: usize,
    /// What the consumer does.
    pub(crate) operations: Vec<Operation>,
    /// What the body decides, in this order; 0 from then on.
    pub(crate) decisions: Vec<u8>,
}

/// One operation of the consumer.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Operation {
    /// The operation.
    pub(crate) action: Action,
    /// How its future is polled. The future is dropped after the last poll.
    pub(crate) polls: Vec<PollStep>,
    /// Whether the last step is repeated until the future is ready.
    pub(crate) to_the_end: bool,
    /// Whether the future is polled again after it was ready.
    pub(crate) once_more: bool,
}

impl Operation {
    /// Whether its future, which is ready with this answer, is polled again, which panics. (`Next`
    /// is the future of `futures`, and may be polled again.)
    pub(crate) fn polls_once_more(&self, answer: Answer) -> bool {
        let panics = self.action != Action::Next && !matches!(answer, Answer::Panicked(_));
        self.once_more && panics
    }
}

/// What a consumer does with a generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// `next()`
    Next,
    /// `send(value)`
    Send,
    /// `throw(error)`
    Throw,
    /// `close()`
    Close,
    /// `poll_resume`, by hand.
    Resume(Option<ResumeKind>),
    /// Drops the generator.
    Drop,
    /// Drops the generator while a panic unwinds.
    DropInPanic,
    /// Drops the generator in `close_on_drop`, and polls what is spawned.
    CloseOnDrop,
}

/// The kinds of `Resume`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResumeKind {
    /// `Resume::Next`
    Next,
    /// `Resume::Send(value)`
    Send,
    /// `Resume::Throw(error)`
    Throw,
    /// `Resume::Exit`
    Exit,
}

/// One poll of a future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PollStep {
    /// The waker of the poll.
    pub(crate) waker: usize,
    /// Whether the newest pending leaf wakes its waker before the poll.
    pub(crate) wakes_first: bool,
}

/// Draws cases of these bodies. The strategies are plain numbers, because choosing between
/// strategies costs ten times as much as the rest of a case.
pub(crate) fn cases(bodies: Range<usize>, longest: usize) -> impl Strategy<Value = Case> {
    let operations = vec((0..100_u8, any::<u32>()), 1..=longest).prop_map(operations);
    (bodies, 0..3_usize, operations, vec(any::<u8>().prop_map(decision), 0..40)).prop_map(
        |(body, spelling, operations, decisions)| Case { body, spelling, operations, decisions },
    )
}

/// Most sequences begin with a `next`: other operations close a generator that has not started, or
/// are refused.
fn operations(numbers: Vec<(u8, u32)>) -> Vec<Operation> {
    let mut operations: Vec<_> =
        numbers.into_iter().map(|(action, how)| operation(action, how)).collect();
    if let [first, _, ..] = &mut *operations {
        if !first.polls.is_empty() && first.polls[0].waker != 2 {
            first.action = Action::Next;
        }
    }
    operations
}

fn operation(action: u8, how: u32) -> Operation {
    let bits = |at: u32, count: u32| (how >> at & ((1 << count) - 1)) as usize;
    let step = |at| PollStep { waker: bits(at, 2) % WAKERS, wakes_first: bits(at + 2, 2) == 3 };
    // A future that is made and dropped does little, so there are few of them.
    let polls = [1, 1, 1, 2, 2, 3, 3, 0][bits(0, 3)];
    Operation {
        action: self::action(action),
        polls: [step(3), step(7), step(11)][..polls].to_vec(),
        to_the_end: bits(15, 1) == 0,
        once_more: bits(16, 5) == 31,
    }
}

fn action(number: u8) -> Action {
    match number {
        0..46 => Action::Next,
        46..57 => Action::Send,
        57..69 => Action::Throw,
        69..85 => Action::Close,
        85..87 => Action::Resume(None),
        87..89 => Action::Resume(Some(ResumeKind::Next)),
        89..91 => Action::Resume(Some(ResumeKind::Send)),
        91..93 => Action::Resume(Some(ResumeKind::Throw)),
        93..95 => Action::Resume(Some(ResumeKind::Exit)),
        95..97 => Action::Drop,
        97..99 => Action::CloseOnDrop,
        _ => Action::DropInPanic,
    }
}

/// Mostly small, and rarely so great that a leaf panics.
fn decision(number: u8) -> u8 {
    if number < 255 { number % 24 } else { number }
}

/// How often a leaf is pending, and whether it panics then.
pub(crate) fn leaf(decision: u8) -> (u8, bool) {
    (decision % 4, decision == 255)
}

/// How many items a stream has, and how often each of them is pending.
pub(crate) fn stream(decision: u8) -> (u8, u8) {
    (decision % 3, decision / 3 % 3)
}

/// Whether the condition of an `if` holds. Mostly it does not, because most `if` blocks jump.
pub(crate) fn condition(decision: u8) -> bool {
    decision % 4 == 1
}

/// Whether a loop does another turn. Mostly it does, but the decisions run out, so it ends.
pub(crate) fn turn(decision: u8) -> bool {
    decision % 5 != 0
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "body {}, spelling {}, decisions {:?}",
            self.body, self.spelling, self.decisions
        )?;
        self.operations.iter().try_for_each(|operation| writeln!(f, "    {operation:?}"))
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.action)?;
        for step in &self.polls {
            write!(
                f,
                ", poll{}{}",
                step.waker,
                if step.wakes_first { " after a wake" } else { "" }
            )?;
        }
        f.write_str(if self.to_the_end { ", to the end" } else { ", drop the future" })?;
        f.write_str(if self.once_more { ", and once more" } else { "" })
    }
}
