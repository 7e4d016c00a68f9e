//! Runs a case on the compiled generator, with an observation after each poll.

use std::any::Any;
use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::panic::{self, AssertUnwindSafe};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use asyncgen::{
    AsyncGenerator, AsyncGeneratorExt, CloseError, GeneratorState, Outcome, Resume, ResumeError,
};
use futures::stream::FusedStream;
use futures::{Stream, StreamExt};

use crate::case::{Action, Case, Operation, ResumeKind};
use crate::compiled::{Boxed, COMPILED, Constructor};
use crate::event::{Answer, Kind, Observation, WAKERS};
use crate::trace::{BodyPanic, Cx, Token, Trace, Unwinding};

/// The limit of polls for one future. Every body is over before.
pub(crate) const ENOUGH_POLLS: usize = 200;

/// Observes the compiled generator.
pub(crate) fn observe(case: &Case) -> Vec<Observation> {
    let cx = Trace::new(&case.decisions);
    let argument = cx.argument();
    let (_, constructor) = &COMPILED[case.body].spellings[case.spelling];
    match constructor {
        Constructor::Plain(make) => Consumer::new(make(cx.clone(), argument), cx).run(case),
        Constructor::Sends(make) => Consumer::new(make(cx.clone(), argument), cx).run(case),
        Constructor::Throws(make) => Consumer::new(make(cx.clone(), argument), cx).run(case),
        Constructor::SendsAndThrows(make) => {
            Consumer::new(make(cx.clone(), argument), cx).run(case)
        }
    }
}

/// The type of sent values.
pub(crate) trait Sent: Sized {
    /// Makes a value, from a token if the type holds one.
    fn new(token: impl FnOnce() -> Token) -> Self;

    fn id(&self) -> u32;
}

/// The type of thrown errors.
pub(crate) trait Thrown: Sized {
    fn new(token: impl FnOnce() -> Token) -> Option<Self>;

    fn id(&self) -> u32;
}

/// The type of items.
pub(crate) trait Item {
    fn answer(&self) -> Answer;

    fn id(&self) -> u32 {
        match self.answer() {
            Answer::Item(id) | Answer::Failed(id) => id,
            _ => unreachable!("items are yielded or raised"),
        }
    }
}

impl Sent for () {
    fn new(_: impl FnOnce() -> Token) -> Self {}

    fn id(&self) -> u32 {
        0
    }
}

impl Sent for Token {
    fn new(token: impl FnOnce() -> Token) -> Self {
        token()
    }

    fn id(&self) -> u32 {
        Token::id(self)
    }
}

impl Thrown for Infallible {
    fn new(_: impl FnOnce() -> Token) -> Option<Self> {
        None
    }

    fn id(&self) -> u32 {
        match *self {}
    }
}

impl Thrown for Token {
    fn new(token: impl FnOnce() -> Token) -> Option<Self> {
        Some(token())
    }

    fn id(&self) -> u32 {
        Token::id(self)
    }
}

impl Item for Token {
    fn answer(&self) -> Answer {
        Answer::Item(Token::id(self))
    }
}

impl Item for Result<Token, Token> {
    fn answer(&self) -> Answer {
        match self {
            Ok(item) => Answer::Item(item.id()),
            Err(error) => Answer::Failed(error.id()),
        }
    }
}

/// A handle to a shared generator: one handle is borrowed by a future while another one is asked
/// for the state.
struct Handle<I, S, E>(Rc<RefCell<Boxed<I, S, E>>>);

impl<I, S, E> Stream for Handle<I, S, E> {
    type Item = I;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<I>> {
        self.0.borrow_mut().as_mut().poll_next(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.borrow().size_hint()
    }
}

impl<I, S, E> FusedStream for Handle<I, S, E> {
    fn is_terminated(&self) -> bool {
        self.0.borrow().is_terminated()
    }
}

impl<I, S, E> fmt::Debug for Handle<I, S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.borrow().fmt(f)
    }
}

impl<I, S, E> AsyncGenerator for Handle<I, S, E> {
    type Sent = S;
    type Thrown = E;

    fn poll_resume(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        resume: &mut Option<Resume<S, E>>,
    ) -> Poll<Outcome<I, E>> {
        self.0.borrow_mut().as_mut().poll_resume(cx, resume)
    }

    fn state(&self) -> GeneratorState {
        self.0.borrow().state()
    }

    fn needs_close(&self) -> bool {
        self.0.borrow().needs_close()
    }
}

/// A waker that counts.
#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

struct Consumer<I, S, E> {
    generator: Option<Handle<I, S, E>>,
    observer: Observer<I, S, E>,
}

/// Makes the observations.
struct Observer<I, S, E> {
    cx: Cx,
    counts: [Arc<Count>; WAKERS],
    wakers: [Waker; WAKERS],
    generator: Option<Handle<I, S, E>>,
    seen: Vec<Observation>,
}

impl<I: Item, S: Sent, E: Thrown> Consumer<I, S, E> {
    fn new(generator: Boxed<I, S, E>, cx: Cx) -> Self {
        let generator = Rc::new(RefCell::new(generator));
        let counts: [Arc<Count>; WAKERS] = Default::default();
        let wakers = counts.clone().map(Waker::from);
        let other = Some(Handle(generator.clone()));
        let observer = Observer { cx, counts, wakers, generator: other, seen: Vec::new() };
        Consumer { generator: Some(Handle(generator)), observer }
    }

    fn run(mut self, case: &Case) -> Vec<Observation> {
        for operation in &case.operations {
            if is_boring(&self.observer.seen) {
                break;
            }
            self.operation(operation);
        }
        self.drop(false);
        self.observer.seen
    }

    fn operation(&mut self, operation: &Operation) {
        let Some(generator) = &mut self.generator else { return };
        let observer = &mut self.observer;
        match operation.action {
            Action::Next => observer.drive(operation, &mut generator.next(), next),
            Action::Send => {
                let value = S::new(|| observer.cx.token(Kind::Sent));
                observer.drive(operation, &mut generator.send(value), |outcome| match outcome {
                    Ok(item) => next(item),
                    Err(error) => refused(error, |value| S::id(value)),
                });
            }
            Action::Throw => {
                let Some(error) = E::new(|| observer.cx.token(Kind::Error)) else { return };
                observer.drive(operation, &mut generator.throw(error), |outcome| match outcome {
                    Ok(item) => next(item),
                    Err(error) => refused(error, |error| E::id(error)),
                });
            }
            Action::Close => observer.drive(operation, &mut generator.close(), close),
            Action::Resume(kind) => self.resume(operation, kind),
            Action::Drop => self.drop(false),
            Action::DropInPanic => self.drop(true),
            Action::CloseOnDrop => self.close_on_drop(operation),
        }
    }

    /// Calls `poll_resume` directly.
    fn resume(&mut self, operation: &Operation, kind: Option<ResumeKind>) {
        let (Some(generator), observer) = (&mut self.generator, &mut self.observer) else { return };
        let cx = &observer.cx;
        let mut resume = match kind {
            None => None,
            Some(ResumeKind::Next) => Some(Resume::Next),
            Some(ResumeKind::Send) => Some(Resume::Send(S::new(|| cx.token(Kind::Sent)))),
            Some(ResumeKind::Throw) => E::new(|| cx.token(Kind::Error)).map(Resume::Throw),
            Some(ResumeKind::Exit) => Some(Resume::Exit),
        };
        for (waker, wakes_first) in steps(operation) {
            let poll = observer.poll(waker, wakes_first, |cx| {
                Pin::new(&mut *generator).poll_resume(cx, &mut resume)
            });
            let answer = poll.map(|outcome| outcome.map_or_else(|panic| panic, resumed));
            observer.observe(answer, left(&resume));
            if answer.is_ready() {
                return;
            }
        }
    }

    /// Drops the generator. With `in_panic` a panic unwinds meanwhile.
    fn drop(&mut self, in_panic: bool) {
        let Some(generator) = self.observer.generator.take() else { return };
        self.generator = None;
        self.observer.drop(move || {
            let _generator = generator;
            if in_panic {
                panic::panic_any(Unwinding);
            }
        });
    }

    /// Drops the generator in the adapter that closes it, and polls what that spawns.
    fn close_on_drop(&mut self, operation: &Operation) {
        let Some(generator) = self.generator.take() else { return };
        self.observer.generator = None;
        let mut spawned = None;
        self.observer.drop(|| drop(generator.close_on_drop(|future| spawned = Some(future))));
        if let Some(mut future) = spawned {
            self.observer.drive(operation, &mut future, close);
            self.observer.drop(|| drop(future));
        }
    }
}

/// Whether the last three observations are of a closed generator, so that no more are needed.
pub(crate) fn is_boring(seen: &[Observation]) -> bool {
    seen.len() > 2
        && seen[seen.len() - 3..].iter().all(|seen| seen.state == Some(GeneratorState::Closed))
}

/// The polls of an operation: the waker, and whether a leaf wakes first.
pub(crate) fn steps(operation: &Operation) -> impl Iterator<Item = (usize, bool)> {
    let last = operation
        .polls
        .last()
        .filter(|_| operation.to_the_end)
        .map(|last| (last.waker, last.wakes_first));
    let steps = operation.polls.iter().map(|step| (step.waker, step.wakes_first));
    steps.chain(std::iter::repeat_n(last, ENOUGH_POLLS).flatten())
}

impl<I, S, E> Observer<I, S, E> {
    /// Drops something.
    fn drop(&mut self, drop: impl FnOnce()) {
        let answer = match panic::catch_unwind(AssertUnwindSafe(drop)) {
            Err(payload) if !payload.is::<Unwinding>() => panicked(&*payload),
            _ => Answer::Gone,
        };
        self.observe(Poll::Ready(answer), None);
    }

    /// Polls the future of an operation and drops it.
    fn drive<F>(
        &mut self,
        operation: &Operation,
        future: &mut F,
        answer: impl Fn(F::Output) -> Answer,
    ) where
        F: Future + Unpin,
    {
        for (waker, wakes_first) in steps(operation) {
            let poll = self.poll(waker, wakes_first, |cx| Pin::new(&mut *future).poll(cx));
            let seen = poll.map(|outcome| outcome.map_or_else(|panic| panic, &answer));
            self.observe(seen, None);
            if let Poll::Ready(answered) = seen {
                if operation.polls_once_more(answered) {
                    let again = self.poll(waker, false, |cx| Pin::new(&mut *future).poll(cx));
                    let seen = again.map(|outcome| outcome.map_or_else(|panic| panic, &answer));
                    self.observe(seen, None);
                }
                return;
            }
        }
    }

    /// Polls once; `Err` is a panic.
    fn poll<T>(
        &mut self,
        waker: usize,
        wakes_first: bool,
        poll: impl FnOnce(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<Result<T, Answer>> {
        if wakes_first {
            self.cx.wake();
        }
        let waker = &self.wakers[waker];
        self.cx.polls_with(Some(waker));
        let polled =
            panic::catch_unwind(AssertUnwindSafe(|| poll(&mut Context::from_waker(waker))));
        self.cx.polls_with(None);
        match polled {
            Ok(poll) => poll.map(Ok),
            Err(payload) => Poll::Ready(Err(panicked(&*payload))),
        }
    }

    fn observe(&mut self, answer: Poll<Answer>, left: Option<ResumeKind>) {
        let generator = self.generator.as_ref();
        let observation = Observation {
            answer,
            left,
            events: self.cx.take(),
            state: generator.map(AsyncGenerator::state),
            needs_close: generator.is_some_and(AsyncGenerator::needs_close),
            is_terminated: generator.is_none_or(FusedStream::is_terminated),
            size_hint: generator.map_or((0, None), Stream::size_hint),
            wakes: self.counts.each_ref().map(|count| count.0.load(Ordering::Relaxed)),
            // One in `counts` and one in `wakers` are the consumer's own.
            wakers: self.counts.each_ref().map(|count| Arc::strong_count(count) - 2),
            references: Rc::strong_count(&self.cx) - 1,
        };
        self.seen.push(observation);
    }
}

/// The answer for a panic of the body, or of a future that is polled after it was ready.
fn panicked(payload: &dyn Any) -> Answer {
    payload
        .downcast_ref::<BodyPanic>()
        .map_or(Answer::PolledAfterReady, |BodyPanic(number)| Answer::Panicked(*number))
}

fn next<I: Item>(item: Option<I>) -> Answer {
    item.map_or(Answer::End, |item| item.answer())
}

fn refused<T>(error: ResumeError<T>, id: impl FnOnce(&T) -> u32) -> Answer {
    let kind = error.kind();
    Answer::Refused(kind, id(&error.into_inner()))
}

fn close<I: Item, E: Thrown>(outcome: Result<(), CloseError<I, E>>) -> Answer {
    match outcome {
        Ok(()) => Answer::Closed,
        Err(CloseError::IgnoredExit(item)) => Answer::IgnoredExit(item.id()),
        Err(CloseError::Raised(error)) => Answer::Raised(error.id()),
    }
}

fn resumed<I: Item, E: Thrown>(resumed: Outcome<I, E>) -> Answer {
    match resumed {
        Outcome::Yielded(item) => item.answer(),
        Outcome::Raised(error) => Answer::Raised(error.id()),
        Outcome::Finished => Answer::End,
    }
}

fn left<S, E>(resume: &Option<Resume<S, E>>) -> Option<ResumeKind> {
    Some(match resume.as_ref()? {
        Resume::Next => ResumeKind::Next,
        Resume::Send(_) => ResumeKind::Send,
        Resume::Throw(_) => ResumeKind::Throw,
        Resume::Exit => ResumeKind::Exit,
    })
}
