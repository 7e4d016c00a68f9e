//! The model of a body: a machine that carries out its statements, suspends and goes on.
//!
//! Written from the documentation alone. It knows nothing of `async` blocks: what has been entered
//! and not left is a stack of frames, and whatever leaves a block (its end, a jump, an error, exit,
//! a panic) pops frames.

use crate::body::{Awaited, Block, Body, Source, Stmt};
use crate::event::{Event, Kind};
use crate::generator::{Generator, Outcome, Resume};
use crate::rules::Rule;
use crate::world::{Token, World};

/// A body that has been called.
pub(crate) struct Machine<'b> {
    body: &'b Body,
    frames: Vec<Frame<'b>>,
    argument: Token,
}

/// Why a body stops for now, or for ever.
pub(crate) enum Stop {
    Yielded(Token),
    Pending,
    Ended(Result<(), Token>),
    Panicked(u32),
}

/// Something that has been entered and not left.
enum Frame<'b> {
    /// The rest of a block. `value`: it evaluates to a token, as the block of a `catch!` does.
    Block {
        rest: &'b [Stmt],
        locals: Vec<Token>,
        value: bool,
    },
    Catch,
    /// A block guarded by `finally!`.
    Guard(&'b Block),
    /// A cleanup, and what it interrupted.
    Cleanup(Completion),
    Loop(u16, &'b Block),
    ForAwait(u16, Stream<'b>, &'b Block),
    Await(Awaiting),
    Yield {
        keep: bool,
    },
}

/// What leaves a block.
enum Completion {
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
    /// The generator is dropped.
    Drop,
}

/// Leaves that are awaited at the same time, and how many more will be, one after the other.
struct Awaiting {
    leaves: Vec<Leaf>,
    more: u8,
}

struct Leaf {
    /// `None` once it was ready.
    token: Option<Token>,
    pending: u8,
    panics: bool,
}

/// What `#[for_await]` goes over.
enum Stream<'b> {
    Leaf { token: Token, items: u8, pending: u8, left: u8 },
    Inner(Box<Generator<'b>>),
}

/// What comes of polling for the next item.
enum NextItem {
    Pending,
    End,
    Item(Token),
    Error(Token),
    Panic(u32),
}

impl<'b> Machine<'b> {
    /// A body that has not started. It holds a reference to the log besides its argument.
    pub(crate) fn new(body: &'b Body, argument: Token, world: &mut World<'_>) -> Self {
        world.references += 1;
        Machine { body, frames: vec![Frame::block(&body.block)], argument }
    }

    /// Drops the body where it is.
    pub(crate) fn drop(mut self, world: &mut World<'_>) {
        self.leave(Completion::Drop, world);
        self.end(world);
    }

    /// Resumes the yield at which the body is, and goes on.
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
        left.unwrap_or_else(|| self.run(world))
    }

    /// What a yield evaluates to.
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

    /// Goes on until the body waits, yields or ends.
    pub(crate) fn run(&mut self, world: &mut World<'_>) -> Stop {
        loop {
            if let Some(stop) = self.step(world) {
                return stop;
            }
        }
    }

    /// One statement, or one poll of what is awaited.
    fn step(&mut self, world: &mut World<'_>) -> Option<Stop> {
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
            Some(Frame::ForAwait(_, stream, block)) => {
                let block = *block;
                let next = stream.poll_next(world);
                self.next_item(next, block, world)
            }
            Some(Frame::Await(awaiting)) => match awaiting.poll(world) {
                Polled::Pending => Some(Stop::Pending),
                Polled::Ready => {
                    self.frames.pop();
                    None
                }
                Polled::Panicked(number) => self.leave(Completion::Panic(number), world),
            },
            Some(Frame::Catch | Frame::Guard(_) | Frame::Cleanup(_) | Frame::Yield { .. })
            | None => {
                unreachable!("there is always something to do on top of these")
            }
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
                self.frames.push(Frame::ForAwait(*label, stream, block));
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

    /// The rest of the innermost block becomes a block of its own, which is guarded.
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
            Source::Inner(number) => {
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
                if let Some(Frame::ForAwait(_, stream, _)) = self.frames.pop() {
                    stream.drop(world);
                }
                None
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

    /// Leaves frames until one of them goes on. `Some` if that is the end of the body.
    fn leave(&mut self, mut completion: Completion, world: &mut World<'_>) -> Option<Stop> {
        let mut is_behind_cleanup = false;
        loop {
            let Some(frame) = self.frames.pop() else { return Some(self.ended(completion, world)) };
            completion = match (frame, completion) {
                // Something in the block is over, and the block goes on.
                (block @ Frame::Block { .. }, Completion::Normal(None)) => {
                    self.frames.push(block);
                    return None;
                }
                (Frame::Block { locals, .. }, completion) => {
                    world.drop_all(locals);
                    completion
                }
                (Frame::Catch, completion) => caught(completion, world),
                (Frame::Guard(cleanup), completion) if !completion.passes_cleanups() => {
                    if is_behind_cleanup {
                        world.reach(Rule::CleanupsNest);
                    }
                    self.clean_up(cleanup, completion, world);
                    return None;
                }
                (Frame::Cleanup(under_way), completion) => {
                    is_behind_cleanup = true;
                    after_cleanup(under_way, completion, world)
                }
                (Frame::Loop(label, block), completion) => match completion.in_loop(label) {
                    InLoop::Again => {
                        self.frames.push(Frame::Loop(label, block));
                        return None;
                    }
                    InLoop::Over => Completion::Normal(None),
                    InLoop::Outward(completion) => completion,
                },
                (Frame::ForAwait(label, stream, block), completion) => {
                    match completion.in_loop(label) {
                        InLoop::Again => {
                            self.frames.push(Frame::ForAwait(label, stream, block));
                            return None;
                        }
                        over => {
                            stream.drop(world);
                            over.into_completion()
                        }
                    }
                }
                (Frame::Await(awaiting), completion) => {
                    world.drop_all(
                        awaiting.leaves.into_iter().filter_map(|leaf| leaf.token).collect(),
                    );
                    completion
                }
                (Frame::Guard(_) | Frame::Yield { .. }, completion) => completion,
            };
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
        self.frames.push(Frame::Cleanup(under_way));
        self.frames.push(Frame::block(cleanup));
    }

    /// The body is over, with all that it holds.
    fn ended(&mut self, completion: Completion, world: &mut World<'_>) -> Stop {
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

    /// What the body was called with goes last.
    pub(crate) fn end(self, world: &mut World<'_>) {
        world.drop(self.argument);
        world.references -= 1;
    }
}

impl<'b> Frame<'b> {
    fn block(block: &'b Block) -> Self {
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

impl InLoop {
    fn into_completion(self) -> Completion {
        match self {
            InLoop::Outward(completion) => completion,
            InLoop::Again | InLoop::Over => Completion::Normal(None),
        }
    }
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

    /// Drops what it carries.
    fn drop(self, world: &mut World<'_>) {
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

/// What comes of polling leaves.
enum Polled {
    Pending,
    Ready,
    Panicked(u32),
}

impl Awaiting {
    fn new(awaited: Awaited, world: &mut World<'_>) -> Self {
        let (leaves, more) = match awaited {
            Awaited::Visible | Awaited::Hidden => (1, 0),
            Awaited::Block => (1, 1),
            Awaited::Join => (2, 0),
        };
        Awaiting { leaves: (0..leaves).map(|_| Leaf::new(world)).collect(), more }
    }

    fn poll(&mut self, world: &mut World<'_>) -> Polled {
        loop {
            let mut all_are_ready = true;
            for leaf in &mut self.leaves {
                match leaf.poll(world) {
                    Polled::Ready => {}
                    Polled::Pending => all_are_ready = false,
                    panicked => return panicked,
                }
            }
            if !all_are_ready {
                return Polled::Pending;
            }
            if self.more == 0 {
                return Polled::Ready;
            }
            self.more -= 1;
            self.leaves = vec![Leaf::new(world)];
        }
    }
}

impl Leaf {
    fn new(world: &mut World<'_>) -> Self {
        let (token, pending, panics) = world.leaf();
        Leaf { token: Some(token), pending, panics }
    }

    fn poll(&mut self, world: &mut World<'_>) -> Polled {
        let Some(token) = &self.token else { return Polled::Ready };
        let ready = self.pending == 0;
        world.polled(token.id, ready);
        if !ready {
            self.pending -= 1;
            return Polled::Pending;
        }
        if self.panics {
            return Polled::Panicked(world.panic());
        }
        // What is ready is dropped at once.
        self.token.take().into_iter().for_each(|token| world.drop(token));
        Polled::Ready
    }
}

impl Stream<'_> {
    fn poll_next(&mut self, world: &mut World<'_>) -> NextItem {
        match self {
            Stream::Leaf { token, items, pending, left } => {
                if *left > 0 {
                    *left -= 1;
                    world.polled(token.id, false);
                    return NextItem::Pending;
                }
                let item = (*items > 0).then(|| world.token(Kind::StreamItem));
                world.polled(token.id, true);
                *left = *pending;
                *items = items.saturating_sub(1);
                item.map_or(NextItem::End, NextItem::Item)
            }
            Stream::Inner(generator) => match generator.poll_next(world) {
                Outcome::Pending => NextItem::Pending,
                Outcome::Yielded(item) => NextItem::Item(item),
                Outcome::Failed(error) | Outcome::Raised(error) => NextItem::Error(error),
                Outcome::Finished => NextItem::End,
                Outcome::Panicked(number) => NextItem::Panic(number),
            },
        }
    }

    fn drop(self, world: &mut World<'_>) {
        match self {
            Stream::Leaf { token, .. } => world.drop(token),
            Stream::Inner(generator) => {
                world.reach(Rule::InnerDropped);
                generator.drop_it(world);
            }
        }
    }
}
