//! Models a generator: the protocol around a body, state by state.

use asyncgen::GeneratorState as State;

use crate::body::Body;
use crate::case::ResumeKind;
use crate::exit::Exit;
use crate::machine::{Machine, Stop};
use crate::rules::Rule;
use crate::world::{Token, World};

/// The value that a generator is resumed with.
pub(crate) enum Resume {
    Next,
    /// `None` is `()`, in a generator that does not declare `send = …`.
    Send(Option<Token>),
    Throw(Token),
    Exit,
}

/// The result of `poll_resume`.
pub(crate) enum Outcome {
    Pending,
    Yielded(Token),
    /// An error that ended the body while it was being closed.
    Raised(Token),
    Failed(Token),
    Finished,
    Panicked(u32),
}

impl Resume {
    pub(crate) fn kind(&self) -> ResumeKind {
        match self {
            Resume::Next => ResumeKind::Next,
            Resume::Send(_) => ResumeKind::Send,
            Resume::Throw(_) => ResumeKind::Throw,
            Resume::Exit => ResumeKind::Exit,
        }
    }

    pub(crate) fn drop(self, world: &mut World<'_>) {
        match self {
            Resume::Send(Some(token)) | Resume::Throw(token) => world.drop(token),
            Resume::Next | Resume::Send(None) | Resume::Exit => {}
        }
    }
}

/// How the body continues.
enum Step {
    GoOn,
    /// The yield at which the body is suspended is resumed.
    Resume(Resume),
    /// Exit is raised where the body waits.
    Exit,
}

/// A generator.
pub(crate) struct Generator<'b> {
    state: State,
    /// Exit has been raised, and the body has not yielded since.
    is_exiting: bool,
    /// `None` after the body has ended.
    machine: Option<Machine<'b>>,
}

impl<'b> Generator<'b> {
    pub(crate) fn new(body: &'b Body, argument: Token, world: &mut World<'_>) -> Self {
        let machine = Some(Machine::new(body, argument, world));
        Generator { state: State::Created, is_exiting: false, machine }
    }

    pub(crate) fn state(&self) -> State {
        self.state
    }

    /// Whether exit has been raised and the body has not yielded since.
    pub(crate) fn is_exiting(&self) -> bool {
        self.is_exiting
    }

    /// Whether a cleanup that awaits may be pending.
    pub(crate) fn needs_close(&self, world: &mut World<'_>) -> bool {
        let is_started = matches!(self.state, State::Suspended | State::Running);
        let has_awaiting_cleanup = self.machine.as_ref().is_some_and(Machine::has_awaiting_cleanup);
        if has_awaiting_cleanup {
            world.reach(if is_started { Rule::NeedsClose } else { Rule::NeedsNoCloseYet });
        }
        is_started && has_awaiting_cleanup
    }

    /// Drops the generator. `Some` is the number of the panic, if the drop panics.
    pub(crate) fn drop_it(mut self, world: &mut World<'_>) -> Option<u32> {
        world.reach(match self.state {
            State::Created => Rule::DroppedCreated,
            State::Suspended => Rule::DroppedSuspended,
            State::Running => Rule::DroppedRunning,
            State::Closed => Rule::DroppedClosed,
        });
        let has_started = self.state != State::Created;
        self.machine.take().and_then(|machine| machine.drop(has_started, world))
    }

    /// Closes a generator that has not started.
    fn close(&mut self, world: &mut World<'_>) {
        self.state = State::Closed;
        if let Some(machine) = self.machine.take() {
            machine.drop(false, world);
        }
    }

    pub(crate) fn poll_next(&mut self, world: &mut World<'_>) -> Outcome {
        match self.poll_resume(&mut Some(Resume::Next), world) {
            Outcome::Raised(error) => Outcome::Failed(error),
            outcome => outcome,
        }
    }

    /// Resumes the body if `resume` can be delivered, or continues its step.
    pub(crate) fn poll_resume(
        &mut self,
        resume: &mut Option<Resume>,
        world: &mut World<'_>,
    ) -> Outcome {
        match self.state {
            State::Created => match resume.take() {
                Some(Resume::Throw(error)) => {
                    self.close(world);
                    Outcome::Failed(error)
                }
                Some(Resume::Exit) => {
                    self.close(world);
                    Outcome::Finished
                }
                Some(sent @ Resume::Send(_)) => {
                    *resume = Some(sent);
                    self.run(Step::GoOn, world)
                }
                Some(Resume::Next) | None => self.run(Step::GoOn, world),
            },
            State::Suspended => {
                let resume = resume.take().unwrap_or(Resume::Next);
                self.is_exiting = matches!(resume, Resume::Exit);
                self.run(Step::Resume(resume), world)
            }
            State::Running => self.continue_step(resume, world),
            State::Closed => Outcome::Finished,
        }
    }

    /// Continues a step. Only exit can be delivered in the middle of it.
    fn continue_step(&mut self, resume: &mut Option<Resume>, world: &mut World<'_>) -> Outcome {
        if !matches!(resume, Some(Resume::Exit)) {
            return self.run(Step::GoOn, world);
        }
        *resume = None;
        if self.is_exiting {
            return self.run(Step::GoOn, world);
        }
        self.is_exiting = true;
        self.run(Step::Exit, world)
    }

    fn run(&mut self, step: Step, world: &mut World<'_>) -> Outcome {
        let Some(machine) = &mut self.machine else { return Outcome::Finished };
        let stop = match step {
            Step::GoOn => machine.run(world),
            Step::Resume(resume) => machine.resume(resume, world),
            Step::Exit => machine.exit_where_it_waits(world),
        };
        match stop {
            Stop::Pending => {
                self.state = State::Running;
                Outcome::Pending
            }
            Stop::Yielded(item) => {
                self.state = State::Suspended;
                self.is_exiting = false;
                Outcome::Yielded(item)
            }
            Stop::Ended(Err(error)) if self.is_exiting => {
                if matches!(machine.exit, Exit::Wanted { .. }) {
                    world.reach(Rule::ErrorBeforeExit);
                }
                self.end(world);
                Outcome::Raised(error)
            }
            Stop::Ended(Err(error)) => {
                self.end(world);
                Outcome::Failed(error)
            }
            Stop::Ended(Ok(())) => {
                self.end(world);
                Outcome::Finished
            }
            Stop::Panicked(number) => {
                self.end(world);
                Outcome::Panicked(number)
            }
        }
    }

    fn end(&mut self, world: &mut World<'_>) {
        self.state = State::Closed;
        if let Some(machine) = self.machine.take() {
            machine.end(world);
        }
    }
}
