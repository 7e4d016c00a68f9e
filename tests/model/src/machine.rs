//! Models a body: a machine that executes its statements, suspends and continues.
//!
//! It was written from the documentation alone and shares no idea with the implementation: the
//! blocks that were entered are a stack of frames, and every way to leave a block pops frames.

use crate::awaiting::{Awaiting, NextItem, Polled, Stream};
use crate::body::{Block, Body, Source, Stmt};
use crate::event::{Event, Kind};
use crate::exit::Exit;
use crate::generator::{Generator, Resume};
use crate::leave::Completion;
use crate::rules::Rule;
use crate::world::{Token, World};

/// A body that has been called.
pub(crate) struct Machine<'b> {
    pub(crate) body: &'b Body,
    pub(crate) frames: Vec<Frame<'b>>,
    /// Exit that was requested and is still to be raised.
    pub(crate) exit: Exit,
    argument: Token,
    /// Whether it is the body of an inner generator.
    pub(crate) is_inner: bool,
}

/// Why a body gives control back.
pub(crate) enum Stop {
    Yielded(Token),
    Pending,
    Ended(Result<(), Token>),
    Panicked(u32),
}

/// A construct that was entered and not left.
pub(crate) enum Frame<'b> {
    /// A block: the statements that are left, and whether it ends with a value.
    Block {
        rest: &'b [Stmt],
        locals: Vec<Token>,
        value: bool,
    },
    Catch,
    /// A block guarded by `finally!`.
    Guard(&'b Block),
    /// A cleanup, and the completion of the block that it guards.
    Cleanup {
        under_way: Completion,
        /// Whether a drop has begun it and not cut it.
        may_be_cut: bool,
    },
    Loop(u16, &'b Block),
    ForAwait(ForAwait<'b>),
    /// The generator of a loop that closes it. The frames above are the cleanup that does so.
    Closed(Stream<'b>),
    /// The call that closes it. Exit is in there until it is delivered.
    Closing(Option<Resume>),
    Await(Awaiting),
    Yield {
        keep: bool,
    },
}

/// A loop over a stream.
pub(crate) struct ForAwait<'b> {
    pub(crate) label: u16,
    pub(crate) stream: Stream<'b>,
    /// Whether the stream is closed behind the loop.
    pub(crate) closes: bool,
    pub(crate) block: &'b Block,
}

impl<'b> Machine<'b> {
    /// A body that has not started. It holds a reference to the log besides its argument.
    pub(crate) fn new(body: &'b Body, argument: Token, world: &mut World<'_>) -> Self {
        world.references += 1;
        Machine {
            body,
            frames: vec![Frame::block(&body.block)],
            exit: Exit::None,
            argument,
            is_inner: body.name.is_empty(),
        }
    }

    /// Drops the argument, which outlives everything in the body.
    pub(crate) fn end(self, world: &mut World<'_>) {
        world.drop(self.argument);
        world.references -= 1;
    }

    /// Resumes the yield at which the body is suspended, and runs on.
    pub(crate) fn resume(&mut self, resume: Resume, world: &mut World<'_>) -> Stop {
        let Some(Frame::Yield { keep }) = self.frames.pop() else {
            panic!("a suspended body is at a yield");
        };
        let left = match resume {
            Resume::Next => self.got(None, keep, world),
            Resume::Send(sent) => self.got(sent, keep, world),
            Resume::Throw(error) => self.leave(Completion::Error { error, thrown: true }, world),
            Resume::Exit => self.leave(Completion::Exit, world),
        };
        self.after(left, world)
    }

    /// Runs on, unless the body is over.
    pub(crate) fn after(&mut self, left: Option<Stop>, world: &mut World<'_>) -> Stop {
        match left {
            Some(stop) => stop,
            None => self.run(world),
        }
    }

    /// Hands the value of a yield to the body.
    fn got(&mut self, sent: Option<Token>, keep: bool, world: &mut World<'_>) -> Option<Stop> {
        if self.body.sends {
            world.log(Event::Got(sent.as_ref().map(|sent| sent.id)));
        }
        match sent {
            Some(sent) if keep => self.locals().push(sent),
            Some(sent) => world.drop(sent),
            None => {}
        }
        None
    }

    /// Runs until the body waits, yields or ends.
    pub(crate) fn run(&mut self, world: &mut World<'_>) -> Stop {
        loop {
            let Some(stop) = self.step(world) else { continue };
            if let Some(stop) = self.stops(stop, world) {
                return stop;
            }
        }
    }

    /// Executes one statement, or polls what the body awaits.
    fn step(&mut self, world: &mut World<'_>) -> Option<Stop> {
        let leaves_at_await = self.leaves_at_await();
        match self.frames.last_mut() {
            Some(Frame::Block { rest, locals, value }) => match rest.split_first() {
                Some((stmt, after)) => {
                    *rest = after;
                    self.stmt(stmt, world)
                }
                None => {
                    let value = value.then(|| world.token(Kind::Value));
                    world.drop_all(std::mem::take(locals));
                    self.frames.pop();
                    self.leave(Completion::Normal(value), world)
                }
            },
            Some(Frame::Loop(_, block)) => {
                let block = *block;
                if world.turn() {
                    self.frames.push(Frame::block(block));
                } else {
                    self.frames.pop();
                }
                None
            }
            Some(Frame::ForAwait(..)) if leaves_at_await => Some(Stop::Pending),
            Some(Frame::Await(awaiting)) if !awaiting.is_hidden && leaves_at_await => {
                Some(Stop::Pending)
            }
            Some(Frame::ForAwait(it)) => {
                let block = it.block;
                let next = it.stream.poll_next(world);
                self.next_item(next, block, world)
            }
            Some(Frame::Closing(_)) => self.close_behind_loop(world),
            Some(Frame::Await(awaiting)) => match awaiting.poll(world) {
                Polled::Pending => Some(Stop::Pending),
                Polled::Ready => {
                    self.frames.pop();
                    None
                }
                Polled::Panicked(number) => self.leave(Completion::Panic(number), world),
            },
            _ => unreachable!("there is always something to do on top of these"),
        }
    }

    fn stmt(&mut self, stmt: &'b Stmt, world: &mut World<'_>) -> Option<Stop> {
        match stmt {
            Stmt::Say(number) => world.log(Event::Said(*number)),
            Stmt::Local => {
                let local = world.token(Kind::Local);
                self.locals().push(local);
            }
            Stmt::Await(awaited) => self.frames.push(Frame::Await(Awaiting::new(*awaited, world))),
            Stmt::Yield { keep } => {
                self.frames.push(Frame::Yield { keep: *keep });
                return Some(Stop::Yielded(world.token(Kind::Item)));
            }
            Stmt::Finally(cleanup) => self.guard(cleanup),
            Stmt::Catch(block) => {
                self.frames.push(Frame::Catch);
                self.frames.push(Frame::Block { rest: block, locals: Vec::new(), value: true });
            }
            Stmt::Scope(block) => self.frames.push(Frame::block(block)),
            Stmt::If(block, otherwise) => {
                let block = if world.condition() { block } else { otherwise };
                self.frames.push(Frame::block(block));
            }
            Stmt::Loop(label, block) => self.frames.push(Frame::Loop(*label, block)),
            Stmt::ForAwait(label, source, block) => {
                let stream = self.stream(*source, world);
                let closes = matches!(source, Source::Closed(_));
                let frame = ForAwait { label: *label, stream, closes, block };
                self.frames.push(Frame::ForAwait(frame));
            }
            Stmt::Detach => {}
            Stmt::Break(_) | Stmt::Continue(_) | Stmt::Return | Stmt::Raise | Stmt::Panic => {
                let completion = self.jump(stmt, world);
                return self.leave(completion, world);
            }
        }
        None
    }

    fn jump(&mut self, stmt: &Stmt, world: &mut World<'_>) -> Completion {
        match stmt {
            Stmt::Break(label) => Completion::Break(*label),
            Stmt::Continue(label) => Completion::Continue(*label),
            Stmt::Raise => Completion::Error { error: world.token(Kind::Error), thrown: false },
            Stmt::Panic => Completion::Panic(world.panic()),
            _ => Completion::Return,
        }
    }

    /// Makes the rest of the innermost block a guarded block.
    fn guard(&mut self, cleanup: &'b Block) {
        let Some(Frame::Block { rest, value, .. }) = self.frames.last_mut() else {
            unreachable!("statements are in blocks");
        };
        let guarded = Frame::Block { rest, locals: Vec::new(), value: *value };
        (*rest, *value) = (&[], false);
        self.frames.push(Frame::Guard(cleanup));
        self.frames.push(guarded);
    }

    fn stream(&mut self, source: Source, world: &mut World<'_>) -> Stream<'b> {
        match source {
            Source::Leaf => {
                let (token, items, pending) = world.stream();
                Stream::Leaf { token, items, pending, left: pending }
            }
            Source::Inner(number) | Source::Closed(number) => {
                let argument = world.token(Kind::Argument);
                Stream::Inner(Box::new(Generator::new(&self.body.inner[number], argument, world)))
            }
        }
    }

    fn next_item(
        &mut self,
        next: NextItem,
        block: &'b Block,
        world: &mut World<'_>,
    ) -> Option<Stop> {
        match next {
            NextItem::Pending => Some(Stop::Pending),
            NextItem::End => {
                let Some(Frame::ForAwait(it)) = self.frames.pop() else {
                    unreachable!("it was polled");
                };
                let completion = self.leave_for_await(it, Completion::Normal(None), world)?;
                self.leave(completion, world)
            }
            NextItem::Item(item) => {
                self.frames.push(Frame::Block { rest: block, locals: vec![item], value: false });
                None
            }
            NextItem::Error(error) => {
                world.reach(Rule::InnerError);
                self.leave(Completion::Error { error, thrown: false }, world)
            }
            NextItem::Panic(number) => self.leave(Completion::Panic(number), world),
        }
    }

    fn locals(&mut self) -> &mut Vec<Token> {
        match self.frames.last_mut() {
            Some(Frame::Block { locals, .. }) => locals,
            _ => unreachable!("variables are in blocks"),
        }
    }
}
