//! Models exit that is raised where the body waits, and the cleanups
//! that a drop runs.

use crate::body::{Awaited, Block, Source, Stmt, any};
use crate::leave::Completion;
use crate::machine::{Frame, Machine, Stop};
use crate::rules::Rule;
use crate::world::World;

/// Exit that was requested and is still to be raised.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// None was requested, or it was raised already.
    None,
    /// `close` was called. Exit is raised at the next await or yield that is reached, but a cleanup
    /// that waits is finished first.
    Wanted { a_cleanup_has_waited: bool },
    /// The generator is being dropped. Exit is raised once, and cleanups that await are skipped.
    /// Another cleanup that waits is cut.
    Dropping { is_raised: bool },
}

/// Whether a cleanup awaits, as far as the syntax of its own level tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Awaits {
    No,
    /// It contains a foreign macro.
    Unknown,
    Yes,
}

impl<'b> Machine<'b> {
    /// Handles `close` while the body waits.
    pub(crate) fn exit_where_it_waits(&mut self, world: &mut World<'_>) -> Stop {
        if self.is_in_cleanup() {
            world.reach(match self.error_is_under_way() {
                true => Rule::CloseWhileCleanupWaitsWithError,
                false => Rule::CloseWhileCleanupWaits,
            });
            self.exit = Exit::Wanted { a_cleanup_has_waited: true };
            return self.run(world);
        }
        if self.waits_hidden() && self.has_finally() {
            world.reach(Rule::CloseAtHiddenAwait);
            self.exit = Exit::Wanted { a_cleanup_has_waited: false };
            return self.run(world);
        }
        if !self.frames.iter().any(Frame::is_guarded) {
            world.reach(Rule::CloseWithoutCleanup);
        } else {
            world.reach(match self.frames.last() {
                Some(Frame::ForAwait(..)) => Rule::CloseInForAwait,
                _ => Rule::CloseAtAwait,
            });
            if self.is_in_catch() {
                world.reach(Rule::CloseInCatch);
            }
        }
        let left = self.leave(Completion::Exit, world);
        self.after(left, world)
    }

    /// Drops the body. `Some` is the number of the panic, if the drop panics.
    pub(crate) fn drop(mut self, has_started: bool, world: &mut World<'_>) -> Option<u32> {
        let waker = world.waker.take();
        let stop = if !has_started || !self.has_finally() {
            self.leave(Completion::Drop, world).expect("nothing holds a drop up")
        } else if self.waits_hidden() {
            self.exit = Exit::Dropping { is_raised: false };
            self.run(world)
        } else {
            if self.is_in_cleanup() {
                world.reach(Rule::DropCutsCleanup);
            }
            self.exit = Exit::Dropping { is_raised: true };
            let left = self.leave(Completion::Exit, world);
            self.after(left, world)
        };
        world.waker = waker;
        self.end(world);
        match stop {
            Stop::Panicked(number) => {
                world.reach(Rule::DropPanicked);
                return Some(number);
            }
            Stop::Ended(Err(error)) => {
                world.reach(Rule::DropDiscardsError);
                world.drop(error);
            }
            _ => {}
        }
        None
    }

    /// Returns `stop`, or raises exit in its place and returns `None` if the body goes on.
    pub(crate) fn stops(&mut self, stop: Stop, world: &mut World<'_>) -> Option<Stop> {
        let item = match stop {
            Stop::Pending => None,
            Stop::Yielded(item) => Some(item),
            over => return Some(over),
        };
        let completion = match (self.exit, item) {
            (Exit::None, Some(item)) => return Some(Stop::Yielded(item)),
            (Exit::None, None) => return Some(Stop::Pending),
            (Exit::Wanted { .. }, None) if self.is_in_cleanup() => {
                self.exit = Exit::Wanted { a_cleanup_has_waited: true };
                return Some(Stop::Pending);
            }
            (Exit::Wanted { .. }, item) => {
                world.reach(match item {
                    Some(_) => Rule::ExitDropsItem,
                    None => Rule::ExitAtNextWait,
                });
                item.into_iter().for_each(|item| world.drop(item));
                self.exit = Exit::None;
                Completion::Exit
            }
            (Exit::Dropping { is_raised }, item) => {
                item.into_iter().for_each(|item| world.drop(item));
                self.dropped_at(is_raised, world)
            }
        };
        self.leave(completion, world)
    }

    /// How a body that waits or yields during its drop is left.
    fn dropped_at(&mut self, is_raised: bool, world: &mut World<'_>) -> Completion {
        // Exit leaves all cleanups that are under way: none of them is cut once more.
        let mut cuts = false;
        for frame in &mut self.frames {
            if let Frame::Cleanup { may_be_cut, .. } = frame {
                cuts |= std::mem::take(may_be_cut);
            }
        }
        self.exit = Exit::Dropping { is_raised: true };
        match (is_raised, cuts) {
            (false, _) => Completion::Exit,
            (true, true) => {
                world.reach(Rule::DropCutsUnknownCleanup);
                Completion::Exit
            }
            (true, false) => {
                world.reach(Rule::DropAfterSwallowedExit);
                Completion::Drop
            }
        }
    }

    /// Whether there is a `finally!` anywhere in the body, or a loop that closes its generator.
    fn has_finally(&self) -> bool {
        let is_guard =
            |it: &Stmt| matches!(it, Stmt::Finally(_) | Stmt::ForAwait(_, Source::Closed(_), _));
        any(&self.body.block, &is_guard)
    }

    /// Whether the body has a cleanup that awaits, as far as the syntax tells.
    pub(crate) fn has_awaiting_cleanup(&self) -> bool {
        let awaits = |it: &Stmt| match it {
            Stmt::Finally(cleanup) => awaits(cleanup) != Awaits::No,
            Stmt::ForAwait(_, source, _) => matches!(source, Source::Closed(_)),
            _ => false,
        };
        any(&self.body.block, &awaits)
    }

    /// Whether exit is raised at an await that is reached now, without a poll.
    pub(crate) fn leaves_at_await(&self) -> bool {
        match self.exit {
            Exit::None => false,
            Exit::Wanted { .. } => !self.is_in_cleanup(),
            Exit::Dropping { .. } => true,
        }
    }

    /// Whether the generator is being dropped and this cleanup awaits.
    pub(crate) fn skips(&self, cleanup: &Block, world: &mut World<'_>) -> bool {
        if !matches!(self.exit, Exit::Dropping { .. }) {
            return false;
        }
        let awaits = awaits(cleanup);
        world.reach(match awaits {
            Awaits::Yes => Rule::DropSkipsAwaitingCleanup,
            Awaits::Unknown => Rule::DropRunsUnknownCleanup,
            Awaits::No => Rule::DropRunsCleanup,
        });
        if awaits == Awaits::No && world.is_unwinding() {
            world.reach(Rule::DropInPanicRunsCleanup);
        }
        if awaits == Awaits::No && self.is_inner {
            world.reach(Rule::DropInBodyRunsCleanup);
        }
        awaits == Awaits::Yes
    }

    /// Replaces the completion that follows a cleanup by exit, if `close` was called while the
    /// cleanup was waiting. An error stays, and an outer cleanup is finished first.
    pub(crate) fn exit_behind_cleanup(
        &mut self,
        completion: Completion,
        is_normal: bool,
        world: &mut World<'_>,
    ) -> Completion {
        let is_error = matches!(completion, Completion::Error { .. });
        if self.exit != (Exit::Wanted { a_cleanup_has_waited: true })
            || !is_normal
            || is_error
            || self.is_in_cleanup()
        {
            return completion;
        }
        world.reach(if world.is_closing {
            Rule::ExitBehindCleanup
        } else {
            Rule::ExitBehindCleanupInNext
        });
        self.exit = Exit::None;
        completion.drop(world);
        Completion::Exit
    }

    fn is_in_cleanup(&self) -> bool {
        self.frames.iter().any(|frame| matches!(frame, Frame::Cleanup { .. }))
    }

    /// Whether the innermost guard is a `catch!`.
    fn is_in_catch(&self) -> bool {
        let is_either = |frame: &&Frame<'_>| matches!(frame, Frame::Catch) || frame.is_guarded();
        matches!(self.frames.iter().rev().find(is_either), Some(Frame::Catch))
    }

    fn error_is_under_way(&self) -> bool {
        let is_error = |frame: &Frame<'_>| {
            matches!(frame, Frame::Cleanup { under_way: Completion::Error { .. }, .. })
        };
        self.frames.iter().any(is_error)
    }

    /// Whether the body waits at an await that the macro does not see.
    fn waits_hidden(&self) -> bool {
        matches!(self.frames.last(), Some(Frame::Await(awaiting)) if awaiting.is_hidden)
    }
}

impl Frame<'_> {
    /// Whether a cleanup begins where the frame is left.
    fn is_guarded(&self) -> bool {
        matches!(self, Frame::Guard(_)) || matches!(self, Frame::ForAwait(it) if it.closes)
    }
}

fn awaits(block: &Block) -> Awaits {
    block.iter().map(awaits_in).max().unwrap_or(Awaits::No)
}

fn awaits_in(stmt: &Stmt) -> Awaits {
    match stmt {
        Stmt::Await(Awaited::Hidden) => Awaits::Unknown,
        Stmt::Await(_) | Stmt::Yield { .. } | Stmt::ForAwait(..) => Awaits::Yes,
        _ => stmt.blocks().into_iter().map(awaits).max().unwrap_or(Awaits::No),
    }
}
