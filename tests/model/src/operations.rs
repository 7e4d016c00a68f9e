//! Models a consumer: the operations of the protocol, with an observation after each poll.

use std::task::Poll;

use asyncgen::{GeneratorState as State, ResumeErrorKind};

use crate::body::Body;
use crate::case::{Action, Case, Operation, ResumeKind};
use crate::event::{Answer, Kind, Observation};
use crate::generator::{Generator, Outcome, Resume};
use crate::rules::{Reached, Rule};
use crate::subject::{is_boring, steps};
use crate::world::World;

/// Observes the model. `None` if the outcome of the case is not specified.
pub(crate) fn observe(case: &Case, body: &Body, reached: &mut Reached) -> Option<Vec<Observation>> {
    let mut world = World::new(&case.decisions, reached);
    let argument = world.token(Kind::Argument);
    let generator = Some(Generator::new(body, argument, &mut world));
    let mut consumer = Consumer { body, generator, seen: Vec::new(), world };
    for operation in &case.operations {
        if is_boring(&consumer.seen) {
            break;
        }
        consumer.operation(operation);
    }
    consumer.drop(false);
    (!consumer.world.is_unspecified()).then_some(consumer.seen)
}

struct Consumer<'b, 'c> {
    body: &'b Body,
    generator: Option<Generator<'b>>,
    seen: Vec<Observation>,
    world: World<'c>,
}

impl Consumer<'_, '_> {
    fn operation(&mut self, operation: &Operation) {
        let Some(state) = self.generator.as_ref().map(Generator::state) else { return };
        match operation.action {
            Action::Next => self.drive(operation, Resume::Next),
            Action::Send => {
                let value = self.body.sends.then(|| self.world.token(Kind::Sent));
                self.drive(operation, Resume::Send(value));
            }
            Action::Throw if self.body.throws => {
                let error = self.world.token(Kind::Error);
                self.drive(operation, Resume::Throw(error));
            }
            Action::Throw => return,
            Action::Close => self.drive(operation, Resume::Exit),
            Action::Resume(kind) => self.resume(operation, kind),
            Action::Drop => return self.drop(false),
            Action::DropInPanic => return self.drop(true),
            Action::CloseOnDrop => return self.close_on_drop(operation),
        }
        if !operation.polls.is_empty() {
            self.reach(state, operation.action);
        }
    }

    fn reach(&mut self, state: State, action: Action) {
        self.world.reach(match (state, action) {
            (State::Created, Action::Next) => Rule::CreatedNext,
            (State::Created, Action::Send) => Rule::CreatedSend,
            (State::Created, Action::Throw) => Rule::CreatedThrow,
            (State::Created, Action::Close) => Rule::CreatedClose,
            (State::Suspended, Action::Next) => Rule::SuspendedNext,
            (State::Suspended, Action::Send) => Rule::SuspendedSend,
            (State::Suspended, Action::Throw) => Rule::SuspendedThrow,
            (State::Suspended, Action::Close) => Rule::SuspendedClose,
            (State::Running, Action::Next) => Rule::RunningNext,
            (State::Running, Action::Send) => Rule::RunningSend,
            (State::Running, Action::Throw) => Rule::RunningThrow,
            (State::Running, Action::Close) => Rule::RunningClose,
            (State::Closed, Action::Next) => Rule::ClosedNext,
            (State::Closed, Action::Send) => Rule::ClosedSend,
            (State::Closed, Action::Throw) => Rule::ClosedThrow,
            (State::Closed, Action::Close) => Rule::ClosedClose,
            _ => return,
        });
    }

    /// Polls the future of an operation and drops it.
    fn drive(&mut self, operation: &Operation, resume: Resume) {
        self.world.is_closing = matches!(resume, Resume::Exit);
        let mut future = Future { action: operation.action, resume: Some(resume) };
        let mut polls = 0;
        for (waker, wakes_first) in steps(operation) {
            polls += 1;
            let answer =
                self.poll(waker, wakes_first, |generator, world| future.poll(generator, world));
            self.observe(answer, None);
            if let Poll::Ready(answer) = answer {
                if operation.polls_once_more(answer) {
                    self.world.reach(Rule::PolledAfterReady);
                    self.observe(Poll::Ready(Answer::PolledAfterReady), None);
                }
                return;
            }
        }
        self.world.reach(if polls == 0 {
            Rule::OperationNeverPolled
        } else {
            Rule::OperationDropped
        });
        future.resume.into_iter().for_each(|resume| resume.drop(&mut self.world));
    }

    /// Calls `poll_resume` directly.
    fn resume(&mut self, operation: &Operation, kind: Option<ResumeKind>) {
        let world = &mut self.world;
        let mut resume = match kind {
            None => None,
            Some(ResumeKind::Next) => Some(Resume::Next),
            Some(ResumeKind::Send) => {
                Some(Resume::Send(self.body.sends.then(|| world.token(Kind::Sent))))
            }
            Some(ResumeKind::Throw) => {
                self.body.throws.then(|| Resume::Throw(world.token(Kind::Error)))
            }
            Some(ResumeKind::Exit) => Some(Resume::Exit),
        };
        let state = self.generator.as_ref().map(Generator::state);
        if state == Some(State::Running) && kind == Some(ResumeKind::Exit) {
            self.world.reach(Rule::RunningResumedWithExit);
        }
        for (waker, wakes_first) in steps(operation) {
            let answer = self.poll(waker, wakes_first, |generator, world| {
                answer_of(generator.poll_resume(&mut resume, world), world)
            });
            self.observe(answer, resume.as_ref().map(Resume::kind));
            if answer.is_ready() {
                break;
            }
        }
        resume.into_iter().for_each(|resume| resume.drop(&mut self.world));
    }

    fn drop(&mut self, in_panic: bool) {
        if let Some(generator) = self.generator.take() {
            let panicked = self.world.unwinding(in_panic, |world| generator.drop_it(world));
            self.observe(Poll::Ready(panicked.map_or(Answer::Gone, Answer::Panicked)), None);
        }
    }

    /// Drops the generator in the adapter that closes it, and polls what that spawns.
    fn close_on_drop(&mut self, operation: &Operation) {
        let Some(generator) = self.generator.take_if(|it| it.needs_close(&mut self.world)) else {
            if self.generator.is_some() {
                self.world.reach(Rule::NothingSpawned);
            }
            return self.drop(false);
        };
        self.world.reach(Rule::Spawned);
        self.observe(Poll::Ready(Answer::Gone), None);
        let mut task = Task { generator: Some(generator), exit: Some(Resume::Exit) };
        self.world.is_closing = true;
        for (waker, wakes_first) in steps(operation) {
            let answer = self.with_waker(waker, wakes_first, |world| task.poll(world));
            self.observe(answer, None);
            if let Poll::Ready(answer) = answer {
                if operation.polls_once_more(answer) {
                    self.observe(Poll::Ready(Answer::PolledAfterReady), None);
                }
                break;
            }
        }
        let dropped = task.generator.and_then(|generator| {
            self.world.reach(Rule::SpawnedCloseDropped);
            generator.drop_it(&mut self.world)
        });
        self.observe(Poll::Ready(dropped.map_or(Answer::Gone, Answer::Panicked)), None);
    }

    fn poll<T>(
        &mut self,
        waker: usize,
        wakes_first: bool,
        poll: impl FnOnce(&mut Generator<'_>, &mut World<'_>) -> T,
    ) -> T {
        let mut generator = self.generator.take().expect("an operation borrows its generator");
        let polled = self.with_waker(waker, wakes_first, |world| poll(&mut generator, world));
        self.generator = Some(generator);
        polled
    }

    fn with_waker<T>(
        &mut self,
        waker: usize,
        wakes_first: bool,
        poll: impl FnOnce(&mut World<'_>) -> T,
    ) -> T {
        if wakes_first {
            self.world.wake();
        }
        self.world.waker = Some(waker);
        let polled = poll(&mut self.world);
        self.world.waker = None;
        polled
    }

    fn observe(&mut self, answer: Poll<Answer>, left: Option<ResumeKind>) {
        let generator = self.generator.as_ref();
        let state = generator.map(Generator::state);
        let is_closed = state.is_none_or(|state| state == State::Closed);
        let observation = Observation {
            answer,
            left,
            events: self.world.take_events(),
            state,
            needs_close: generator.is_some_and(|it| it.needs_close(&mut self.world)),
            is_terminated: is_closed,
            size_hint: (0, (state == Some(State::Closed)).then_some(0)),
            wakes: self.world.wakes,
            wakers: self.world.wakers(),
            references: self.world.references,
        };
        self.seen.push(observation);
    }
}

/// The future of an operation. `resume` is what it has not delivered yet.
struct Future {
    action: Action,
    resume: Option<Resume>,
}

impl Future {
    fn poll(&mut self, generator: &mut Generator<'_>, world: &mut World<'_>) -> Poll<Answer> {
        if self.action == Action::Next
            && generator.state() == State::Running
            && generator.is_exiting()
        {
            world.reach(Rule::NextContinuesExit);
        }
        match self.action {
            Action::Next => answer_of(next(generator.poll_next(world)), world),
            Action::Close => self.close(generator, world),
            _ => match self.refused(generator.state(), world) {
                Some(refused) => Poll::Ready(refused),
                None => answer_of(next(generator.poll_resume(&mut self.resume, world)), world),
            },
        }
    }

    /// Gives the value back if the generator cannot take it.
    fn refused(&mut self, state: State, world: &mut World<'_>) -> Option<Answer> {
        let kind = match (state, self.resume.as_ref()?) {
            (State::Suspended, _) | (State::Created, Resume::Throw(_)) => return None,
            (State::Created, _) => ResumeErrorKind::NotStarted,
            (State::Running, _) => ResumeErrorKind::Running,
            (State::Closed, _) => ResumeErrorKind::Closed,
        };
        let id = match self.resume.take()? {
            Resume::Send(Some(token)) | Resume::Throw(token) => {
                let id = token.id;
                world.drop(token);
                id
            }
            _ => 0,
        };
        Some(Answer::Refused(kind, id))
    }

    fn close(&mut self, generator: &mut Generator<'_>, world: &mut World<'_>) -> Poll<Answer> {
        if generator.state() == State::Running && generator.is_exiting() && self.resume.is_some() {
            world.reach(Rule::CloseContinued);
        }
        match generator.poll_resume(&mut self.resume, world) {
            Outcome::Yielded(item) => {
                world.reach(Rule::IgnoredExit);
                let answer = Answer::IgnoredExit(item.id);
                world.drop(item);
                Poll::Ready(answer)
            }
            Outcome::Finished => Poll::Ready(Answer::Closed),
            outcome => {
                if matches!(outcome, Outcome::Raised(_)) {
                    world.reach(Rule::RaisedWhileExiting);
                }
                answer_of(outcome, world)
            }
        }
    }
}

/// The future that `close_on_drop` spawns.
struct Task<'b> {
    /// `None` after the future was ready.
    generator: Option<Generator<'b>>,
    exit: Option<Resume>,
}

impl Task<'_> {
    /// Closes the generator once. It drops it then, and what it yielded or raised after that.
    fn poll(&mut self, world: &mut World<'_>) -> Poll<Answer> {
        let Some(generator) = &mut self.generator else { unreachable!("it is over") };
        let (answer, token) = match generator.poll_resume(&mut self.exit, world) {
            Outcome::Pending => return Poll::Pending,
            // It still holds the generator.
            Outcome::Panicked(number) => return Poll::Ready(Answer::Panicked(number)),
            Outcome::Finished => (Answer::Closed, None),
            Outcome::Yielded(item) => {
                world.reach(Rule::SpawnedCloseIgnored);
                (Answer::IgnoredExit(item.id), Some(item))
            }
            Outcome::Raised(error) | Outcome::Failed(error) => {
                world.reach(Rule::SpawnedCloseRaised);
                (Answer::Raised(error.id), Some(error))
            }
        };
        let panicked = self.generator.take().and_then(|generator| generator.drop_it(world));
        token.into_iter().for_each(|token| world.drop(token));
        Poll::Ready(panicked.map_or(answer, Answer::Panicked))
    }
}

/// For `next`, `send` and `throw` an error is an item.
fn next(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Raised(error) => Outcome::Failed(error),
        outcome => outcome,
    }
}

/// The answer. The consumer drops the token at once.
fn answer_of(outcome: Outcome, world: &mut World<'_>) -> Poll<Answer> {
    let (answer, token) = match outcome {
        Outcome::Pending => return Poll::Pending,
        Outcome::Yielded(item) => (Answer::Item(item.id), Some(item)),
        Outcome::Failed(error) => (Answer::Failed(error.id), Some(error)),
        Outcome::Raised(error) => (Answer::Raised(error.id), Some(error)),
        Outcome::Finished => (Answer::End, None),
        Outcome::Panicked(number) => (Answer::Panicked(number), None),
    };
    token.into_iter().for_each(|token| world.drop(token));
    Poll::Ready(answer)
}
