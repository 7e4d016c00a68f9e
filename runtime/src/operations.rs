//! The operations of PEP 525 on a generator, `send`, `throw`, `close`; what closes one that is
//! dropped; and the futures that carry them out, by name.

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};

pub use crate::close_on_drop::{CloseOnDrop, Spawn};
use crate::error::{CloseError, ResumeError, ResumeErrorKind};
pub use crate::into_close::{IntoClose, Movable};
use crate::into_close::{poll_close, polled_after_ready};
use crate::protocol::{AsyncGenerator, GeneratorState, Outcome, Resume};

/// `send`, `throw` and `close` for every [`AsyncGenerator`]. (`next` is
/// `futures::StreamExt::next`.)
///
/// ```
/// use std::pin::pin;
///
/// use asyncgen::{AsyncGeneratorExt, async_generator};
/// use futures::StreamExt;
///
/// #[derive(Debug, PartialEq)]
/// struct Reset;
///
/// #[async_generator(send = u32, throws = Reset)]
/// async fn total() -> u32 {
///     let mut total = 0;
///     loop {
///         match catch! { yield_!(total) } {
///             Ok(sent) => total += sent.unwrap_or(0),
///             Err(Reset) => total = 0,
///         }
///     }
/// }
///
/// # futures::executor::block_on(async {
/// let mut total = pin!(total());
/// assert_eq!(total.next().await, Some(Ok(0)));
/// assert_eq!(total.send(5).await.unwrap(), Some(Ok(5)));
/// assert_eq!(total.send(2).await.unwrap(), Some(Ok(7)));
/// assert_eq!(total.throw(Reset).await.unwrap(), Some(Ok(0)));
/// total.close().await.unwrap();
/// assert_eq!(total.next().await, None);
/// # });
/// ```
///
/// The semantics are PEP 525's. Each call makes a lazy future; dropping it before it is ready loses
/// nothing: the generator is then [`Running`](GeneratorState::Running), and `next` continues the
/// step.
pub trait AsyncGeneratorExt: AsyncGenerator {
    /// Resumes the generator; the yield at which it stands evaluates to `Some(value)`. Python's
    /// `asend`.
    ///
    /// Ready with the next item, or `None` if the body ended.
    ///
    /// # Errors
    ///
    /// The value, if the generator is not suspended at a yield: not started, in the middle of a
    /// step, or closed.
    ///
    /// # Panics
    ///
    /// If the body panics; or if the future is polled again after it was ready.
    ///
    /// # Cancel safety
    ///
    /// A future that was never polled has delivered nothing. One that is dropped later leaves the
    /// generator [`Running`](GeneratorState::Running) with the value delivered.
    ///
    /// # Examples
    ///
    /// ```
    /// # use asyncgen::{AsyncGeneratorExt, async_generator};
    /// # use futures::StreamExt;
    /// # use std::pin::pin;
    /// #[async_generator(send = &'static str)]
    /// async fn lengths() -> usize {
    ///     let mut sent = yield_!(0);
    ///     while let Some(word) = sent {
    ///         sent = yield_!(word.len());
    ///     }
    /// }
    ///
    /// # futures::executor::block_on(async {
    /// let mut lengths = pin!(lengths());
    /// lengths.next().await; // To the first yield.
    /// assert_eq!(lengths.send("hello").await.unwrap(), Some(5));
    /// # });
    /// ```
    fn send(&mut self, value: Self::Sent) -> Send<'_, Self>
    where
        Self: Unpin,
    {
        Send { operation: Operation::new(self, Resume::Send(value)) }
    }

    /// Resumes the generator; the yield at which it stands raises `error`. Python's `athrow`.
    ///
    /// Ready with the next item, or `None` if the body caught the error and ended. What the body
    /// does not catch is its last item, `Some(Err(error))`. Before the first step nothing of the
    /// body runs: the error comes back as the last item at once.
    ///
    /// # Errors
    ///
    /// The error, if the generator is in the middle of a step or closed.
    ///
    /// # Panics
    ///
    /// If the body panics; or if the future is polled again after it was ready.
    ///
    /// # Cancel safety
    ///
    /// As for [`send`](Self::send).
    ///
    /// # Examples
    ///
    /// ```
    /// # use asyncgen::{AsyncGeneratorExt, async_generator};
    /// # use futures::StreamExt;
    /// # use std::pin::pin;
    /// #[derive(Debug, PartialEq)]
    /// struct Skip;
    ///
    /// #[async_generator(throws = Skip)]
    /// async fn numbers() -> u32 {
    ///     let mut n = 0;
    ///     loop {
    ///         match catch! { yield_!(n) } {
    ///             Ok(()) => n += 1,
    ///             Err(Skip) => n += 10,
    ///         }
    ///     }
    /// }
    ///
    /// # futures::executor::block_on(async {
    /// let mut numbers = pin!(numbers());
    /// assert_eq!(numbers.next().await, Some(Ok(0)));
    /// assert_eq!(numbers.throw(Skip).await.unwrap(), Some(Ok(10)));
    /// # });
    /// ```
    fn throw(&mut self, error: Self::Thrown) -> Throw<'_, Self>
    where
        Self: Unpin,
    {
        Throw { operation: Operation::new(self, Resume::Throw(error)) }
    }

    /// Ends the generator: raises exit where its body is, and drives it to its end, through its
    /// `finally!` blocks. Python's `aclose`.
    ///
    /// At a yield, exit is raised there. In the middle of a step, whose future was dropped, it is
    /// raised where the body waits: what it waits for is dropped without a further poll, so that a
    /// message that it would have received stays where it is. (An await in the expansion of another
    /// macro is polled once more, and what it is ready with may be lost. Exit is then raised where
    /// the body next awaits or yields; the item of that yield is dropped.) A cleanup that waits is
    /// finished first, and exit raised behind it. Without a live `finally!` the body is dropped. To
    /// have the step finished, call `next` first.
    ///
    /// On a generator that has not started nothing of the body runs, and a closed one stays closed.
    ///
    /// # Errors
    ///
    /// - [`CloseError::IgnoredExit`] with the item, if the body yields while it exits. It is
    ///   suspended there; close it again.
    /// - [`CloseError::Raised`] with the error, if the body raises one, or if a cleanup was waiting
    ///   with an error under way. The generator is closed.
    ///
    /// [`CloseError`] shows how to return it from a function.
    ///
    /// # Panics
    ///
    /// If the body panics; or if the future is polled again after it was ready.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future midway and calling `close` again continues where it was; so does `next`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use asyncgen::{AsyncGeneratorExt, async_generator};
    /// # use futures::StreamExt;
    /// # use std::{cell::Cell, pin::pin};
    /// # async fn rollback(is_open: &Cell<bool>) { is_open.set(false); }
    /// #[async_generator]
    /// async fn rows(is_open: &Cell<bool>) -> u32 {
    ///     is_open.set(true);
    ///     finally! { rollback(is_open).await; }
    ///     for row in 0.. {
    ///         yield_!(row);
    ///     }
    /// }
    ///
    /// # futures::executor::block_on(async {
    /// let is_open = Cell::new(false);
    /// let mut rows = pin!(rows(&is_open));
    /// assert_eq!(rows.next().await, Some(0));
    /// rows.close().await.unwrap();
    /// assert!(!is_open.get());
    /// # });
    /// ```
    fn close(&mut self) -> Close<'_, Self>
    where
        Self: Unpin,
    {
        Close { operation: Operation::new(self, Resume::Exit) }
    }

    /// The same as [`close`](Self::close), for a generator that the future owns: to be spawned, or
    /// returned. When it is ready, the generator is dropped; so it stops at the first ignored exit.
    ///
    /// The generator is boxed, a [`BoxAsyncGenerator`](crate::BoxAsyncGenerator), or a pinned
    /// reference: one that is pinned elsewhere cannot be moved into a future.
    ///
    /// # Errors
    ///
    /// As for [`close`](Self::close).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future drops the generator, and skips the cleanups that await.
    ///
    /// # Examples
    ///
    /// ```
    /// # use asyncgen::{AsyncGeneratorExt, async_generator};
    /// # use futures::StreamExt;
    /// # use tokio::sync::mpsc;
    /// #[async_generator(boxed)]
    /// async fn session(log: mpsc::Sender<&'static str>) -> u32 {
    ///     finally! { log.send("goodbye").await.unwrap(); }
    ///     for n in 0.. {
    ///         yield_!(n);
    ///     }
    /// }
    ///
    /// # #[tokio::main]
    /// # async fn main() {
    /// let (log, mut lines) = mpsc::channel(1);
    /// let mut session = session(log);
    /// session.next().await;
    /// let task = tokio::spawn(session.into_close());
    /// assert_eq!(lines.recv().await, Some("goodbye"));
    /// task.await.unwrap().unwrap();
    /// # }
    /// ```
    fn into_close<G, Selected>(self) -> IntoClose<G>
    where
        Self: Movable<G, Selected>,
    {
        IntoClose::new(Movable::asyncgen_moved(self))
    }

    /// Closes the generator when it is dropped: the future that does it is then handed to `spawn`.
    ///
    /// Dropping a generator runs the cleanups that do not await. This is for those that do, where
    /// the consumer may go away: the client of a server, a timeout, an aborted task. `spawn` is
    /// called if the generator [`needs_close`](AsyncGenerator::needs_close) when it is dropped, and
    /// at most once. It brings its own bounds: `tokio::spawn` asks for `Send` and `'static`,
    /// `spawn_local` only for `'static`. This allocates nothing; the box of the generator moves
    /// into the future.
    ///
    /// Call it on the generator itself, with adapters around it: a `map` around the generator has
    /// no `close_on_drop`.
    ///
    /// ```
    /// # use asyncgen::{AsyncGeneratorExt, async_generator};
    /// # use futures::StreamExt;
    /// # async fn leave(_: u32) {}
    /// #[async_generator(boxed)]
    /// async fn events(client: u32) -> u32 {
    ///     finally! { leave(client).await; }
    ///     for event in 0.. {
    ///         yield_!(event);
    ///     }
    /// }
    ///
    /// # #[tokio::main]
    /// # async fn main() {
    /// let runtime = tokio::runtime::Handle::current();
    /// let events = events(7).close_on_drop(move |close| {
    ///     runtime.spawn(async move {
    ///         if let Err(error) = close.await {
    ///             eprintln!("a cleanup failed: {error}");
    ///         }
    ///     });
    /// });
    /// let mut lines = events.map(|event| format!("data: {event}\n\n"));
    /// assert_eq!(lines.next().await.as_deref(), Some("data: 0\n\n"));
    /// drop(lines); // `leave(7)` runs in a task of its own.
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// If `spawn` panics, the drop does, and the cleanups that await are skipped; while unwinding
    /// that aborts the process. `tokio::spawn` panics outside of a runtime, and `Handle::spawn`
    /// does not.
    fn close_on_drop<G, F, R, Selected>(self, spawn: F) -> CloseOnDrop<G, F>
    where
        Self: Movable<G, Selected>,
        G: AsyncGenerator + Unpin,
        F: FnOnce(IntoClose<G>) -> R,
    {
        CloseOnDrop::new(Movable::asyncgen_moved(self), spawn)
    }
}

impl<G: ?Sized + AsyncGenerator> AsyncGeneratorExt for G {}

/// A generator, and what has not been delivered to it yet.
struct Operation<'a, G: ?Sized + AsyncGenerator> {
    /// `None` once the operation is over.
    generator: Option<Pin<&'a mut G>>,
    resume: Option<Resume<G::Sent, G::Thrown>>,
}

impl<'a, G: ?Sized + AsyncGenerator> Operation<'a, G> {
    fn new(generator: &'a mut G, resume: Resume<G::Sent, G::Thrown>) -> Self
    where
        G: Unpin,
    {
        Operation { generator: Some(Pin::new(generator)), resume: Some(resume) }
    }

    /// The generator and what to deliver, as long as the operation is not over.
    #[inline]
    #[expect(
        clippy::type_complexity,
        reason = "two references, which a type of their own would only hide"
    )]
    fn parts(&mut self) -> (Pin<&mut G>, &mut Option<Resume<G::Sent, G::Thrown>>) {
        match &mut self.generator {
            Some(generator) => (generator.as_mut(), &mut self.resume),
            None => polled_after_ready(),
        }
    }

    /// Delivers the value, or continues the step that it began; `Err` says what kept it from being
    /// delivered.
    #[inline]
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<G::Item>, ResumeErrorKind>> {
        let (generator, resume) = self.parts();
        let refused = resume.as_ref().and_then(|value| deliverable(generator.state(), value).err());
        let outcome = match refused {
            Some(kind) => Err(kind),
            None => Ok(ready!(generator.poll_resume(cx, resume))),
        };
        // The operation is over, also if it was refused: a further poll must not run the body.
        self.generator = None;
        Poll::Ready(outcome.map(|outcome| match outcome {
            Outcome::Yielded(item) => Some(item),
            // `Raised` answers an exit only, and this operation is none.
            Outcome::Raised(_) | Outcome::Finished => None,
        }))
    }
}

/// Whether a generator in this state takes this value.
fn deliverable<S, E>(state: GeneratorState, value: &Resume<S, E>) -> Result<(), ResumeErrorKind> {
    match (state, value) {
        (GeneratorState::Suspended, _) => Ok(()),
        (GeneratorState::Created, Resume::Send(_)) => Err(ResumeErrorKind::NotStarted),
        (GeneratorState::Created, _) => Ok(()),
        (GeneratorState::Running, _) => Err(ResumeErrorKind::Running),
        (GeneratorState::Closed, _) => Err(ResumeErrorKind::Closed),
    }
}

/// Only the reference to the generator could be pinned, and it is not.
impl<G: ?Sized + AsyncGenerator> Unpin for Operation<'_, G> {}

/// The future of [`AsyncGeneratorExt::send`], by name: for fields of a future written by hand.
///
/// ```
/// use asyncgen::{AsyncGenerator, operations::Send};
///
/// /// What an actor is waiting for.
/// enum Waiting<'a, G: AsyncGenerator> {
///     Answer(Send<'a, G>),
///     Nothing,
/// }
/// # let _: Waiting<'_, asyncgen::BoxAsyncGenerator<'_, u32>> = Waiting::Nothing;
/// ```
#[must_use = "futures do nothing unless polled"]
pub struct Send<'a, G: ?Sized + AsyncGenerator> {
    operation: Operation<'a, G>,
}

impl<G: ?Sized + AsyncGenerator> Future for Send<'_, G> {
    type Output = Result<Option<G::Item>, ResumeError<G::Sent>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(self.operation.poll(cx));
        Poll::Ready(outcome.map_err(|kind| match self.operation.resume.take() {
            Some(Resume::Send(value)) => ResumeError::new(kind, value),
            _ => panic!("a value that was not delivered is gone"),
        }))
    }
}

/// The future of [`AsyncGeneratorExt::throw`], by name; [`Send`] has an example.
#[must_use = "futures do nothing unless polled"]
pub struct Throw<'a, G: ?Sized + AsyncGenerator> {
    operation: Operation<'a, G>,
}

impl<G: ?Sized + AsyncGenerator> Future for Throw<'_, G> {
    type Output = Result<Option<G::Item>, ResumeError<G::Thrown>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(self.operation.poll(cx));
        Poll::Ready(outcome.map_err(|kind| match self.operation.resume.take() {
            Some(Resume::Throw(error)) => ResumeError::new(kind, error),
            _ => panic!("an error that was not delivered is gone"),
        }))
    }
}

/// The future of [`AsyncGeneratorExt::close`], by name; [`Send`] has an example.
#[must_use = "futures do nothing unless polled"]
pub struct Close<'a, G: ?Sized + AsyncGenerator> {
    operation: Operation<'a, G>,
}

impl<G: ?Sized + AsyncGenerator> Future for Close<'_, G> {
    type Output = Result<(), CloseError<G::Item, G::Thrown>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let (generator, exit) = self.operation.parts();
        let outcome = ready!(poll_close(generator, cx, exit));
        self.operation.generator = None;
        Poll::Ready(outcome)
    }
}

impl<G: ?Sized + AsyncGenerator> fmt::Debug for Send<'_, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.operation.debug("Send", f)
    }
}

impl<G: ?Sized + AsyncGenerator> fmt::Debug for Throw<'_, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.operation.debug("Throw", f)
    }
}

impl<G: ?Sized + AsyncGenerator> fmt::Debug for Close<'_, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.operation.debug("Close", f)
    }
}

impl<G: ?Sized + AsyncGenerator> Operation<'_, G> {
    fn debug(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.generator.as_ref().map(|generator| generator.state());
        f.debug_struct(name).field("generator", &state).finish_non_exhaustive()
    }
}
