//! Models how blocks are left: a completion pops frames until one of them continues.

use crate::awaiting::Stream;
use crate::body::Block;
use crate::event::Event;
use crate::exit::Exit;
use crate::generator::{Outcome, Resume};
use crate::machine::{ForAwait, Frame, Machine, Stop};
use crate::rules::Rule;
use crate::world::{Token, World};

/// The reason why a block is left.
pub(crate) enum Completion {
    /// The block came to its end. The block of a `catch!` has a value.
    Normal(Option<Token>),
    Return,
    /// `close` raised exit.
    Exit,
    Error {
        error: Token,
        thrown: bool,
    },
    Break(u16),
    Continue(u16),
    Panic(u32),
    /// The body is dropped as it is.
    Drop,
}

impl<'b> Machine<'b> {
    /// Pops frames until one of them continues. `Some` if the body is over.
    pub(crate) fn leave(&mut self, completion: Completion, world: &mut World<'_>) -> Option<Stop> {
        let mut completion = completion;
        let mut is_behind_cleanup = false;
        loop {
            let Some(frame) = self.frames.pop() else { return Some(ended(completion, world)) };
            let is_cleanup = matches!(frame, Frame::Cleanup { .. });
            completion = self.leave_frame(frame, completion, is_behind_cleanup, world)?;
            is_behind_cleanup |= is_cleanup;
        }
    }

    /// Pops one frame. `None` if execution continues in the frame or in its cleanup.
    fn leave_frame(
        &mut self,
        frame: Frame<'b>,
        completion: Completion,
        is_behind_cleanup: bool,
        world: &mut World<'_>,
    ) -> Option<Completion> {
        match (frame, completion) {
            // A statement of the block is over, and the block continues.
            (block @ Frame::Block { .. }, Completion::Normal(None)) => {
                self.frames.push(block);
                None
            }
            (Frame::Block { locals, .. }, completion) => {
                world.drop_all(locals);
                Some(completion)
            }
            (Frame::Catch, completion) => Some(self.leave_catch(completion, world)),
            (Frame::Guard(cleanup), completion) => {
                if completion.passes_cleanups() || self.skips(cleanup, world) {
                    return Some(completion);
                }
                if is_behind_cleanup {
                    world.reach(Rule::CleanupsNest);
                }
                self.clean_up(cleanup, completion, world);
                None
            }
            (Frame::Cleanup { under_way, .. }, completion) => {
                let is_normal = matches!(completion, Completion::Normal(_));
                let completion = after_cleanup(under_way, completion, world);
                Some(self.exit_behind_cleanup(completion, is_normal, world))
            }
            (frame @ (Frame::Loop(..) | Frame::ForAwait(_)), completion) => {
                self.leave_loop(frame, completion, world)
            }
            (Frame::Closed(stream), completion) => Some(drop_stream(stream, completion, world)),
            (Frame::Await(awaiting), completion) => {
                awaiting.drop(world);
                Some(completion)
            }
            (Frame::Yield { .. } | Frame::Closing(_), completion) => Some(completion),
        }
    }

    fn leave_catch(&mut self, completion: Completion, world: &mut World<'_>) -> Completion {
        if matches!(self.exit, Exit::Wanted { .. })
            && matches!(completion, Completion::Error { .. })
        {
            world.reach(Rule::ErrorCaughtBeforeExit);
        }
        caught(completion, world)
    }

    fn leave_loop(
        &mut self,
        frame: Frame<'b>,
        completion: Completion,
        world: &mut World<'_>,
    ) -> Option<Completion> {
        let label = match &frame {
            Frame::Loop(label, _) => *label,
            Frame::ForAwait(it) => it.label,
            _ => unreachable!("it is a loop"),
        };
        let completion = match completion.in_loop(label) {
            InLoop::Again => {
                self.frames.push(frame);
                return None;
            }
            InLoop::Over => Completion::Normal(None),
            InLoop::Outward(completion) => completion,
        };
        match frame {
            Frame::ForAwait(it) => self.leave_for_await(it, completion, world),
            _ => Some(completion),
        }
    }

    /// Leaves a loop over a stream, which is closed or dropped.
    pub(crate) fn leave_for_await(
        &mut self,
        it: ForAwait<'b>,
        completion: Completion,
        world: &mut World<'_>,
    ) -> Option<Completion> {
        if !it.closes || completion.passes_cleanups() {
            return Some(drop_stream(it.stream, completion, world));
        }
        if matches!(self.exit, Exit::Dropping { .. }) {
            world.reach(Rule::DropSkipsLoopClose);
            return Some(drop_stream(it.stream, completion, world));
        }
        world.reach(match completion {
            Completion::Normal(_) => Rule::LoopCloseAfterEnd,
            Completion::Error { .. } => Rule::LoopCloseAfterError,
            Completion::Exit => Rule::LoopCloseAfterExit,
            _ => Rule::LoopCloseAfterJump,
        });
        self.frames.push(Frame::Closed(it.stream));
        self.frames.push(Frame::Cleanup { under_way: completion, may_be_cut: false });
        self.frames.push(Frame::Closing(Some(Resume::Exit)));
        None
    }

    /// Polls the close of a generator behind its loop.
    pub(crate) fn close_behind_loop(&mut self, world: &mut World<'_>) -> Option<Stop> {
        let [.., Frame::Closed(stream), Frame::Cleanup { .. }, Frame::Closing(exit)] =
            &mut self.frames[..]
        else {
            unreachable!("these three are pushed together");
        };
        let completion = match stream.poll_close(exit, world) {
            Outcome::Pending => return Some(Stop::Pending),
            Outcome::Finished => Completion::Normal(None),
            Outcome::Yielded(item) => {
                world.reach(Rule::LoopCloseIgnored);
                world.drop(item);
                Completion::Normal(None)
            }
            Outcome::Raised(error) | Outcome::Failed(error) => {
                world.reach(Rule::LoopCloseRaised);
                Completion::Error { error, thrown: false }
            }
            Outcome::Panicked(number) => Completion::Panic(number),
        };
        self.leave(completion, world)
    }

    /// Enters the cleanup of a guarded block. The completion of the block is under way meanwhile.
    fn clean_up(&mut self, cleanup: &'b Block, under_way: Completion, world: &mut World<'_>) {
        world.reach(match under_way {
            Completion::Normal(_) => Rule::CleanupAfterEnd,
            Completion::Return => Rule::CleanupAfterReturn,
            Completion::Break(_) => Rule::CleanupAfterBreak,
            Completion::Continue(_) => Rule::CleanupAfterContinue,
            Completion::Error { .. } => Rule::CleanupAfterError,
            _ => Rule::CleanupAfterExit,
        });
        let may_be_cut = matches!(self.exit, Exit::Dropping { .. });
        self.frames.push(Frame::Cleanup { under_way, may_be_cut });
        self.frames.push(Frame::block(cleanup));
    }
}

/// The end of the body.
fn ended(completion: Completion, world: &mut World<'_>) -> Stop {
    match completion {
        Completion::Error { error, .. } => {
            world.reach(Rule::UncaughtError);
            Stop::Ended(Err(error))
        }
        Completion::Panic(number) => {
            world.reach(Rule::Panicked);
            Stop::Panicked(number)
        }
        _ => Stop::Ended(Ok(())),
    }
}

/// Drops the stream of a loop. If the drop panics, the panic replaces the completion.
fn drop_stream(stream: Stream<'_>, completion: Completion, world: &mut World<'_>) -> Completion {
    let is_unwinding = matches!(completion, Completion::Panic(_));
    let panicked = world.unwinding(is_unwinding, |world| stream.drop(world));
    match panicked {
        None => completion,
        Some(number) => {
            if completion.has_token() {
                world.unspecified();
            }
            completion.drop(world);
            Completion::Panic(number)
        }
    }
}

impl<'b> Frame<'b> {
    pub(crate) fn block(block: &'b Block) -> Self {
        Frame::Block { rest: block, locals: Vec::new(), value: false }
    }
}

/// The effect of a completion on a loop.
enum InLoop {
    /// The next turn.
    Again,
    Over,
    Outward(Completion),
}

impl Completion {
    fn in_loop(self, label: u16) -> InLoop {
        match self {
            Completion::Normal(_) => InLoop::Again,
            Completion::Continue(to) if to == label => InLoop::Again,
            Completion::Break(to) if to == label => InLoop::Over,
            other => InLoop::Outward(other),
        }
    }

    /// Whether cleanups are not run.
    fn passes_cleanups(&self) -> bool {
        matches!(self, Completion::Panic(_) | Completion::Drop)
    }

    fn is_jump(&self) -> bool {
        matches!(self, Completion::Return | Completion::Break(_) | Completion::Continue(_))
    }

    fn has_token(&self) -> bool {
        matches!(self, Completion::Normal(Some(_)) | Completion::Error { .. })
    }

    /// Drops the value or the error that is under way.
    pub(crate) fn drop(self, world: &mut World<'_>) {
        match self {
            Completion::Normal(Some(token)) | Completion::Error { error: token, .. } => {
                world.drop(token)
            }
            _ => {}
        }
    }
}

/// Leaves a `catch!`. The `match` around it takes an error or a value; the rest passes through.
fn caught(completion: Completion, world: &mut World<'_>) -> Completion {
    match completion {
        Completion::Error { error, thrown } => {
            world.reach(if thrown { Rule::CaughtThrow } else { Rule::CaughtRaise });
            world.log(Event::Caught(error.id));
            world.drop(error);
            return Completion::Normal(None);
        }
        Completion::Normal(value) => {
            value.into_iter().for_each(|value| world.drop(value));
            return Completion::Normal(None);
        }
        Completion::Exit => world.reach(Rule::ExitThroughCatch),
        Completion::Return | Completion::Break(_) | Completion::Continue(_) => {
            world.reach(Rule::JumpThroughCatch)
        }
        Completion::Panic(_) | Completion::Drop => {}
    }
    completion
}

/// The completion that follows a cleanup: the one under way, unless the cleanup was left by one of
/// its own.
fn after_cleanup(under_way: Completion, left_by: Completion, world: &mut World<'_>) -> Completion {
    match (&under_way, &left_by) {
        (_, Completion::Normal(_)) => return under_way,
        (Completion::Error { .. }, Completion::Error { .. }) => {
            world.reach(Rule::CleanupReplacesError)
        }
        (Completion::Exit, Completion::Error { .. }) => world.reach(Rule::CleanupReplacesExit),
        (Completion::Error { .. } | Completion::Exit, left_by) if left_by.is_jump() => {
            world.reach(Rule::CleanupSwallows);
        }
        (_, Completion::Exit) => world.reach(Rule::ExitInCleanup),
        (_, Completion::Panic(_)) => world.reach(Rule::CleanupPanicked),
        _ => {}
    }
    under_way.drop(world);
    left_by
}
