//! The rules of the protocol by name, and how often each was reached.

use std::collections::BTreeMap;

macro_rules! rules {
    ($($(#[doc = $doc:literal])* $name:ident,)*) => {
        /// A rule of the protocol.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule {
            $($(#[doc = $doc])* $name,)*
        }

        impl Rule {
            /// All rules.
            pub const ALL: &[Rule] = &[$(Rule::$name),*];
        }
    };
}

rules! {
    /// Created, `next`: runs to the first yield.
    CreatedNext,
    /// Created, `send`: refused, the value comes back.
    CreatedSend,
    /// Created, `throw`: the body never runs, the error is the last item.
    CreatedThrow,
    /// Created, `close`: the body never runs.
    CreatedClose,
    /// Suspended, `next`: the yield evaluates to `None`.
    SuspendedNext,
    /// Suspended, `send`: the yield evaluates to `Some(value)`.
    SuspendedSend,
    /// Suspended, `throw`: raised at the yield.
    SuspendedThrow,
    /// Suspended, `close`: exit is raised at the yield.
    SuspendedClose,
    /// Running, `next`: continues the step.
    RunningNext,
    /// Running, `send`: refused.
    RunningSend,
    /// Running, `throw`: refused.
    RunningThrow,
    /// Running, `close`.
    RunningClose,
    /// Closed, `next`: `None`.
    ClosedNext,
    /// Closed, `send`: refused.
    ClosedSend,
    /// Closed, `throw`: refused.
    ClosedThrow,
    /// Closed, `close`: `Ok(())`.
    ClosedClose,
    /// A generator that never started is dropped: only its arguments are.
    DroppedCreated,
    /// Dropped at a yield.
    DroppedSuspended,
    /// Dropped while it waits.
    DroppedRunning,
    /// Dropped when it has ended.
    DroppedClosed,
    /// The future of an operation is dropped before its first poll: nothing was delivered.
    OperationNeverPolled,
    /// The future of an operation is dropped midway.
    OperationDropped,
    /// The future of an operation is polled after it was ready: panics.
    PolledAfterReady,
    /// An error that is not caught is the last item.
    UncaughtError,
    /// `catch!` sees what `?` raises.
    CaughtRaise,
    /// `catch!` sees what is thrown at a yield.
    CaughtThrow,
    /// Exit passes through `catch!`.
    ExitThroughCatch,
    /// `return` or a jump passes through `catch!`.
    JumpThroughCatch,
    /// A cleanup runs because its block ends.
    CleanupAfterEnd,
    /// A cleanup runs because of `return`.
    CleanupAfterReturn,
    /// A cleanup runs because of `break`.
    CleanupAfterBreak,
    /// A cleanup runs because of `continue`.
    CleanupAfterContinue,
    /// A cleanup runs because of an error.
    CleanupAfterError,
    /// A cleanup runs because of exit.
    CleanupAfterExit,
    /// A cleanup raises while an error is under way: the new one replaces it.
    CleanupReplacesError,
    /// A cleanup raises while exit is under way.
    CleanupReplacesExit,
    /// A cleanup swallows an error or exit by a jump or `return`.
    CleanupSwallows,
    /// A cleanup is left by exit at a yield of its own.
    ExitInCleanup,
    /// Two cleanups run one after the other, innermost first.
    CleanupsNest,
    /// The body yields while it exits.
    IgnoredExit,
    /// The body raises while it exits.
    RaisedWhileExiting,
    /// `close` continues what a dropped `close` began.
    CloseContinued,
    /// A body panics: closed, no cleanup runs.
    Panicked,
    /// A cleanup panics.
    CleanupPanicked,
    /// An inner generator is dropped with what is left.
    InnerDropped,
    /// An inner generator's error is raised in the outer one.
    InnerError,
    /// Running at a visible await, `close`: exit is raised there, without a poll.
    CloseAtAwait,
    /// Running in `#[for_await]`, `close`: exit is raised there, without a poll.
    CloseInForAwait,
    /// Running at an await in another macro, `close`: it is polled once more.
    CloseAtHiddenAwait,
    /// Running inside a `catch!` inside a guarded block, `close`: the `catch!` is dropped.
    CloseInCatch,
    /// Running without a live cleanup, `close`: the body is dropped without a poll.
    CloseWithoutCleanup,
    /// Exit is raised at the first place where the body waits after what it waited for was ready.
    ExitAtNextWait,
    /// An item that is reached before exit is raised is dropped.
    ExitDropsItem,
    /// A cleanup waits, entered by the end, `return` or a jump, `close`: it is finished.
    CloseWhileCleanupWaits,
    /// Exit is raised behind a cleanup that was waiting.
    ExitBehindCleanup,
    /// The same after that `close` was dropped, by `next`.
    ExitBehindCleanupInNext,
    /// A cleanup waits with an error under way, `close`: the error goes on.
    CloseWhileCleanupWaitsWithError,
    /// That error is caught, and exit is raised where the body next waits or yields.
    ErrorCaughtBeforeExit,
    /// That error, or another one that is raised before exit, answers `close`.
    ErrorBeforeExit,
    /// `next` goes on with a cleanup that waits after exit was raised.
    NextContinuesExit,
    /// Dropped: a cleanup that does not await runs.
    DropRunsCleanup,
    /// The same while a panic unwinds.
    DropInPanicRunsCleanup,
    /// The same in an inner generator that is dropped by the outer one.
    DropInBodyRunsCleanup,
    /// Dropped: a cleanup that awaits is skipped.
    DropSkipsAwaitingCleanup,
    /// Dropped: a cleanup of which nobody knows whether it awaits runs.
    DropRunsUnknownCleanup,
    /// Dropped: such a cleanup waits, and is cut there.
    DropCutsUnknownCleanup,
    /// Dropped: a cleanup that waits is cut there.
    DropCutsCleanup,
    /// Dropped: a cleanup swallows exit, and where the body then waits or yields it is dropped.
    DropAfterSwallowedExit,
    /// Dropped: a cleanup panics, and that goes on.
    DropPanicked,
    /// Dropped: an error of a cleanup is discarded.
    DropDiscardsError,
    /// Running, `poll_resume` with exit: it is taken, raised or remembered.
    RunningResumedWithExit,
    /// Suspended or running: the body has a cleanup that awaits, so that it needs a close.
    NeedsClose,
    /// Created or closed: it has one, and needs no close.
    NeedsNoCloseYet,
    /// Dropped under `close_on_drop`: what closes the generator is spawned.
    Spawned,
    /// Dropped under `close_on_drop`: nothing is spawned where no close is needed.
    NothingSpawned,
    /// What is spawned stops at an ignored exit, and drops the generator.
    SpawnedCloseIgnored,
    /// What is spawned ends with the error that the body raises.
    SpawnedCloseRaised,
    /// What is spawned is dropped midway: the generator is dropped, and nothing is spawned.
    SpawnedCloseDropped,
    /// `#[for_await(close)]` closes its generator because the loop ends, or by a `break` of it.
    LoopCloseAfterEnd,
    /// The same because of `return` or a jump.
    LoopCloseAfterJump,
    /// The same because of an error.
    LoopCloseAfterError,
    /// The same because of exit.
    LoopCloseAfterExit,
    /// The generator of the loop yields while it is closed: the item and the generator are dropped.
    LoopCloseIgnored,
    /// The generator of the loop raises while it is closed: that error is raised in the body.
    LoopCloseRaised,
    /// Dropped: the generator of the loop is not closed but dropped.
    DropSkipsLoopClose,
}

/// How often each rule was reached.
#[derive(Clone, Debug, Default)]
pub struct Reached(BTreeMap<Rule, u64>);

impl Reached {
    pub(crate) fn count(&mut self, rule: Rule) {
        *self.0.entry(rule).or_default() += 1;
    }

    /// Whether a rule was reached in at least one of 200 sequences.
    pub(crate) fn often(&self, rule: Rule, sequences: u32) -> bool {
        self.times(rule) > u64::from(sequences) / 200
    }

    /// How often this rule was reached.
    #[must_use]
    pub fn times(&self, rule: Rule) -> u64 {
        self.0.get(&rule).copied().unwrap_or(0)
    }
}
