//! The model of how blocks are left: what leaves one pops frames, until one of them goes on.

use crate::awaiting::Stream;
use crate::body::Block;
use crate::event::Event;
use crate::exit::Exit;
use crate::machine::{Frame, Machine, Stop};
use crate::rules::Rule;
use crate::world::{Token, World};

/// What leaves a block.
pub(crate) enum Completion {
    /// Its end, perhaps with a value.
    Normal(Option<Token>),
    Return,
    /// Exit, as `close` raises it.
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
    /// Leaves frames until one of them goes on. `Some` if that is the end of the body.
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

    /// Leaves a frame. `None` if it goes on, or the cleanup does that it has.
    fn leave_frame(
        &mut self,
        frame: Frame<'b>,
        completion: Completion,
        is_behind_cleanup: bool,
        world: &mut World<'_>,
    ) -> Option<Completion> {
        match (frame, completion) {
            // Something in the block is over, and the block goes on.
            (block @ Frame::Block { .. }, Completion::Normal(None)) => {
                self.frames.push(block);
                None
            }
            (Frame::Block { locals, .. }, completion) => {
                world.drop_all(locals);
                Some(completion)
            }
            (Frame::Catch, completion) => {
                if self.exit == Exit::Wanted && matches!(completion, Completion::Error { .. }) {
                    world.reach(Rule::ErrorCaughtBeforeExit);
                }
                Some(caught(completion, world))
            }
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
            (Frame::Loop(label, block), completion) => {
                self.leave_loop(completion.in_loop(label), Frame::Loop(label, block), world)
            }
            (Frame::ForAwait(label, stream, block), completion) => {
                let frame = Frame::ForAwait(label, stream, block);
                self.leave_loop(completion.in_loop(label), frame, world)
            }
            (Frame::Await(awaiting), completion) => {
                awaiting.drop(world);
                Some(completion)
            }
            (Frame::Yield { .. }, completion) => Some(completion),
        }
    }

    fn leave_loop(
        &mut self,
        in_loop: InLoop,
        frame: Frame<'b>,
        world: &mut World<'_>,
    ) -> Option<Completion> {
        let completion = match in_loop {
            InLoop::Again => {
                self.frames.push(frame);
                return None;
            }
            InLoop::Over => Completion::Normal(None),
            InLoop::Outward(completion) => completion,
        };
        match frame {
            Frame::ForAwait(_, stream, _) => Some(drop_stream(stream, completion, world)),
            _ => Some(completion),
        }
    }

    /// A guarded block is left: the cleanup runs, and what left the block is under way meanwhile.
    fn clean_up(&mut self, cleanup: &'b Block, under_way: Completion, world: &mut World<'_>) {
        world.reach(match under_way {
            Completion::Normal(_) => Rule::CleanupAfterEnd,
            Completion::Return => Rule::CleanupAfterReturn,
            Completion::Break(_) => Rule::CleanupAfterBreak,
            Completion::Continue(_) => Rule::CleanupAfterContinue,
            Completion::Error { .. } => Rule::CleanupAfterError,
            _ => Rule::CleanupAfterExit,
        });
        self.frames.push(Frame::Cleanup { under_way, is_cut: false });
        self.frames.push(Frame::block(cleanup));
    }
}

/// The body is over.
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

/// Drops a stream that the body goes over. If that panics, the panic goes on from here.
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

/// What a completion does to a loop.
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

    /// Whether no cleanup runs for it.
    fn passes_cleanups(&self) -> bool {
        matches!(self, Completion::Panic(_) | Completion::Drop)
    }

    fn is_jump(&self) -> bool {
        matches!(self, Completion::Return | Completion::Break(_) | Completion::Continue(_))
    }

    fn has_token(&self) -> bool {
        matches!(self, Completion::Normal(Some(_)) | Completion::Error { .. })
    }

    /// Drops what it carries.
    pub(crate) fn drop(self, world: &mut World<'_>) {
        match self {
            Completion::Normal(Some(token)) | Completion::Error { error: token, .. } => {
                world.drop(token)
            }
            _ => {}
        }
    }
}

/// What leaves a `catch!`, in whose `match` an error and a value end.
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

/// What goes on outward when a cleanup is left: what was under way, unless the cleanup is left in a
/// way of its own.
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
