//! Models exit that is raised where the body waits, and the cleanups
//! that a drop runs.

use crate::body::{Awaited, Block, Stmt};
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
    /// After that, a cleanup that waits is cut, and the cleanups behind the last one run.
    Dropping { is_raised: bool, last: usize },
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
        if self.innermost_guard(0).is_none() {
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
            self.exit = Exit::Dropping { is_raised: false, last: 0 };
            self.run(world)
        } else {
            if self.is_in_cleanup() {
                world.reach(Rule::DropCutsCleanup);
            }
            let waits = !matches!(self.frames.last(), Some(Frame::Yield { .. }));
            let last = self.innermost_guard(0).filter(|_| waits).map_or(0, |(_, rank)| rank);
            self.exit = Exit::Dropping { is_raised: true, last };
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
            (Exit::Dropping { is_raised, last }, item) => {
                let waits = item.is_none();
                item.into_iter().for_each(|item| world.drop(item));
                self.dropped_at(is_raised, waits, last, world)
            }
        };
        self.leave(completion, world)
    }

    /// How a body that waits or yields during its drop is left.
    fn dropped_at(
        &mut self,
        is_raised: bool,
        waits: bool,
        last: usize,
        world: &mut World<'_>,
    ) -> Completion {
        if !is_raised {
            let last = self.innermost_guard(0).filter(|_| waits).map_or(0, |(_, rank)| rank);
            self.exit = Exit::Dropping { is_raised: true, last };
            return Completion::Exit;
        }
        if !self.is_in_cleanup() || !waits {
            world.reach(Rule::DropAfterSwallowedExit);
            return Completion::Drop;
        }
        world.reach(Rule::DropCutsUnknownCleanup);
        let Some((at, rank)) = self.innermost_guard(last) else { return Completion::Drop };
        self.exit = Exit::Dropping { is_raised: true, last: rank };
        let inside = self.frames.split_off(at + 1);
        let outside = std::mem::replace(&mut self.frames, inside);
        self.leave(Completion::Drop, world);
        self.frames = outside;
        Completion::Exit
    }

    /// The innermost live `finally!` of a rank above `last`: where its frame is, and the rank.
    ///
    /// The rank is the place of a cleanup in the order in which cleanups run when everything is
    /// left: the inner one before the outer one.
    fn innermost_guard(&self, last: usize) -> Option<(usize, usize)> {
        let mut cleanups = Vec::new();
        in_order(&self.body.block, &mut cleanups);
        let guards = self.frames.iter().enumerate().rev().filter_map(|(at, frame)| match frame {
            Frame::Guard(cleanup) => {
                let rank = cleanups.iter().position(|other| std::ptr::eq(*other, *cleanup));
                Some((at, rank? + 1))
            }
            _ => None,
        });
        guards.into_iter().find(|(_, rank)| *rank > last)
    }

    /// Whether there is a `finally!` anywhere in the body.
    fn has_finally(&self) -> bool {
        let mut cleanups = Vec::new();
        in_order(&self.body.block, &mut cleanups);
        !cleanups.is_empty()
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
        let is_either = |frame: &&Frame<'_>| matches!(frame, Frame::Catch | Frame::Guard(_));
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

/// The cleanups of a block, each after those in the part that it guards.
fn in_order<'b>(block: &'b [Stmt], cleanups: &mut Vec<&'b Block>) {
    for (at, stmt) in block.iter().enumerate() {
        if let Stmt::Finally(cleanup) = stmt {
            in_order(&block[at + 1..], cleanups);
            cleanups.push(cleanup);
            in_order(cleanup, cleanups);
            return;
        }
        stmt.blocks().into_iter().for_each(|block| in_order(block, cleanups));
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
