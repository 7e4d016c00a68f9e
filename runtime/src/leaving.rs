//! How a body is left where it waits: by `close`, and when its generator is dropped.
//!
//! Exit is raised by a poll of the body under a waker of another kind. What the body awaits is not
//! polled then, and the innermost guarded block that is pending takes the exit: it is ready, as if
//! a `return` stood there, and its cleanup begins. A cleanup that waits is never cut by `close`:
//! exit is remembered, and raised behind it. A drop cuts it.

use crate::body_state::BodyState;

/// Why a body is being left, and what has become of the exit.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// It is not being left.
    None,
    /// Exit is to be raised where the body waits.
    Requested,
    /// A cleanup was waiting when exit was requested, or has waited since: it is to be raised
    /// behind the cleanup.
    Remembered,
    /// Exit was raised.
    Raised,
    /// The generator is being dropped, and exit is to be raised where the body waits.
    DropRequested,
    /// The generator is being dropped, and exit was raised.
    DropRaised,
}

impl Exit {
    /// Whether exit is still to be raised.
    fn is_due(self) -> bool {
        matches!(self, Exit::Requested | Exit::Remembered | Exit::DropRequested)
    }

    fn is_drop(self) -> bool {
        matches!(self, Exit::DropRequested | Exit::DropRaised)
    }

    fn raised(self) -> Self {
        if self.is_drop() { Exit::DropRaised } else { Exit::Raised }
    }
}

/// How far a body has got in being left.
///
/// It has the size of a register's half, so that it is passed and stored as one.
#[derive(Clone, Copy)]
#[repr(C, align(4))]
pub(crate) struct Progress {
    pub(crate) exit: Exit,
    /// Whether a cleanup that may await is under way.
    pub(crate) in_cleanup: bool,
    /// The rank of the guarded block that a drop has left last. The next one has a higher rank, so
    /// a drop ends, whatever the cleanups do.
    last_guard: u8,
    /// The state of the body before this poll.
    pub(crate) before: BodyState,
}

impl Progress {
    pub(crate) const NEW: Self =
        Progress { exit: Exit::None, in_cleanup: false, last_guard: 0, before: BodyState::Created };

    /// Whether exit is still to be raised.
    pub(crate) fn exit_is_due(self) -> bool {
        self.exit.is_due()
    }

    /// Whether what the body awaits is not polled, because the body is left there.
    pub(crate) fn leaves_at_awaits(self) -> bool {
        self.exit.is_drop() || self.exit.is_due() && !self.in_cleanup
    }

    /// Whether a guarded block of this rank, which is pending, is left. A cleanup that waits is cut
    /// only by a drop.
    pub(crate) fn takes_exit(&mut self, rank: u8) -> bool {
        let takes_exit = match (self.exit.is_drop(), self.in_cleanup) {
            (false, in_cleanup) => self.exit.is_due() && !in_cleanup,
            (true, false) => self.exit.is_due(),
            (true, true) => self.exit.is_due() || rank > self.last_guard,
        };
        if takes_exit {
            let exit = self.exit.raised();
            *self = Progress { exit, in_cleanup: false, last_guard: rank, ..*self };
        }
        takes_exit
    }

    /// Begins a cleanup that may await. Returns whether it runs: a drop skips one that `awaits`.
    pub(crate) fn enter_cleanup(&mut self, awaits: bool) -> bool {
        let runs = !(awaits && self.exit.is_drop());
        self.in_cleanup |= runs;
        runs
    }

    /// Ends such a cleanup, which may stand in another one. Returns whether exit is raised behind
    /// it; `may_exit` is false where an error goes on.
    #[inline]
    pub(crate) fn leave_cleanup(&mut self, is_in_another: bool, may_exit: bool) -> bool {
        // What a drop has left once it does not cut again.
        self.in_cleanup = is_in_another && !self.exit.is_drop();
        let exits = self.exit == Exit::Remembered && !is_in_another && may_exit;
        if exits {
            self.exit = Exit::Raised;
        }
        exits
    }
}
