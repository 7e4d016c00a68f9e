//! How a body is left where it waits: by `close`, and when its generator is dropped.
//!
//! Exit is raised by a poll of the body under a waker of another kind. What the body awaits is not
//! polled then, and the innermost guarded block that is pending takes the exit: it is ready, as if
//! a `return` stood there, and its cleanup begins. A cleanup that waits is never cut by `close`:
//! exit is remembered, and raised behind it. A drop cuts it.

/// What has become of an exit that was requested where the body waits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// None was requested.
    None,
    /// It is to be raised where the body waits.
    Requested,
    /// A cleanup was waiting when it was requested, or has waited since: it is to be raised behind
    /// the cleanup.
    Remembered,
    /// It was raised.
    Raised,
}

/// How far the body has got in being left.
#[derive(Clone, Copy)]
pub(crate) struct Progress {
    pub(crate) exit: Exit,
    /// Whether a cleanup that may await is under way.
    pub(crate) in_cleanup: bool,
    /// Whether the generator is being dropped.
    is_drop: bool,
    /// The rank of the guarded block that a drop has left last. The next one has a higher rank, so
    /// a drop ends, whatever the cleanups do.
    last_guard: u8,
}

impl Progress {
    /// Of an ordinary poll.
    #[inline(always)]
    pub(crate) fn ordinary(in_cleanup: bool) -> Self {
        Progress { exit: Exit::None, in_cleanup, is_drop: false, last_guard: 0 }
    }

    /// Of a poll that raises exit where the body waits.
    pub(crate) fn exiting(exit: Exit, in_cleanup: bool) -> Self {
        Progress { exit, in_cleanup, is_drop: false, last_guard: 0 }
    }

    /// Of a poll that drops the body.
    pub(crate) fn dropping(exit: Exit, in_cleanup: bool) -> Self {
        Progress { exit, in_cleanup, is_drop: true, last_guard: 0 }
    }

    /// Whether exit is still to be raised.
    pub(crate) fn exit_is_due(self) -> bool {
        matches!(self.exit, Exit::Requested | Exit::Remembered)
    }

    /// Whether what the body awaits is not polled, because the body is left there.
    pub(crate) fn leaves_at_awaits(self) -> bool {
        self.is_drop || self.exit_is_due() && !self.in_cleanup
    }

    /// Whether a guarded block of this rank, which is pending, is left. A cleanup that waits is cut
    /// only by a drop.
    pub(crate) fn takes_exit(&mut self, rank: u8) -> bool {
        let takes_exit = match (self.is_drop, self.in_cleanup) {
            (false, in_cleanup) => self.exit_is_due() && !in_cleanup,
            (true, false) => self.exit_is_due(),
            (true, true) => self.exit_is_due() || rank > self.last_guard,
        };
        if takes_exit {
            *self = Progress { exit: Exit::Raised, in_cleanup: false, last_guard: rank, ..*self };
        }
        takes_exit
    }

    /// Begins a cleanup that may await. Returns whether it runs: a drop skips one that `awaits`.
    pub(crate) fn enter_cleanup(&mut self, awaits: bool) -> bool {
        let runs = !(self.is_drop && awaits);
        self.in_cleanup |= runs;
        runs
    }

    /// Ends such a cleanup, which may stand in another one. Returns whether exit is raised behind
    /// it; `may_exit` is false where an error goes on.
    #[inline]
    pub(crate) fn leave_cleanup(&mut self, is_in_another: bool, may_exit: bool) -> bool {
        self.in_cleanup = is_in_another;
        let exits = self.exit == Exit::Remembered && !is_in_another && may_exit;
        if exits {
            self.exit = Exit::Raised;
        }
        exits
    }
}
