//! The protocol of PEP 525 as a trait: how a generator is resumed, what it answers, and in which
//! states it can be.

use core::fmt;
use core::ops::DerefMut;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedStream;

/// What a suspended generator is resumed with: what its `yield` does next.
///
/// Python's four operations, as the values that [`AsyncGenerator::poll_resume`] takes.
///
/// ```
/// # use asyncgen::Resume;
/// /// How an adapter hands on what is sent to it, as another type.
/// fn in_metres<E>(resume: Resume<f64, E>) -> Resume<f64, E> {
///     match resume {
///         Resume::Send(feet) => Resume::Send(feet * 0.3048),
///         Resume::Next => Resume::Next,
///         Resume::Throw(error) => Resume::Throw(error),
///         Resume::Exit => Resume::Exit,
///     }
/// }
/// # assert_eq!(in_metres::<()>(Resume::Send(10.0)), Resume::Send(3.048));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resume<S, E> {
    /// `next`: the yield evaluates to `None` (to `()` in a generator without `send = …`).
    Next,
    /// `send`: the yield evaluates to `Some(value)`.
    Send(S),
    /// `throw`: the yield raises the error.
    Throw(E),
    /// `close`: the yield raises exit, which runs the `finally!` blocks around it and ends the
    /// body.
    Exit,
}

/// What a generator answers when it has been resumed.
///
/// ```
/// # use asyncgen::Outcome;
/// /// How `next` puts it.
/// fn item<I, E>(outcome: Outcome<I, E>) -> Option<I> {
///     match outcome {
///         Outcome::Yielded(item) => Some(item),
///         Outcome::Raised(_) | Outcome::Finished => None,
///     }
/// }
/// # assert_eq!(item::<_, ()>(Outcome::Yielded(1)), Some(1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use = "it may hold an item"]
pub enum Outcome<I, E> {
    /// The next item of the stream. An error that the body raises is an item too, `Err(error)`, and
    /// its last one.
    Yielded(I),
    /// The body raised this error while it was being closed. The generator is closed.
    Raised(E),
    /// The body has ended. The generator is closed.
    Finished,
}

/// Where a generator stands: Python's `inspect.getasyncgenstate`.
///
/// ```
/// use std::pin::pin;
///
/// use asyncgen::{AsyncGenerator, GeneratorState, async_generator};
/// use futures::{FutureExt, StreamExt};
///
/// #[async_generator]
/// async fn steps() -> u32 {
///     yield_!(1);
///     std::future::pending().await
/// }
///
/// let mut steps = pin!(steps());
/// assert_eq!(steps.state(), GeneratorState::Created);
/// assert_eq!(steps.next().now_or_never(), Some(Some(1)));
/// assert_eq!(steps.state(), GeneratorState::Suspended);
/// assert_eq!(steps.next().now_or_never(), None);
/// assert_eq!(steps.state(), GeneratorState::Running);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GeneratorState {
    /// Called, never resumed: nothing of the body has run.
    Created,
    /// At a yield, waiting to be resumed.
    Suspended,
    /// In the middle of a step: the body waits for something that it awaits.
    ///
    /// One sees this from outside after the future of an operation was dropped before it was ready.
    /// The next operation continues the step; nothing is lost.
    Running,
    /// Ended, closed, or dead by a panic. Its stream gives `None` for ever.
    Closed,
}

impl fmt::Display for GeneratorState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            GeneratorState::Created => "created",
            GeneratorState::Suspended => "suspended",
            GeneratorState::Running => "running",
            GeneratorState::Closed => "closed",
        })
    }
}

/// An asynchronous generator: a stream that can be talked to.
///
/// This is what a function under `#[async_generator]` returns, and what to write in signatures:
/// `impl AsyncGenerator<Item = f64, Sent = f64>`. The four operations of PEP 525 are `next` (of
/// `futures::StreamExt`) and `send`, `throw`, `close` of
/// [`AsyncGeneratorExt`](crate::AsyncGeneratorExt); [`poll_resume`](Self::poll_resume) is the one
/// primitive beneath them.
///
/// The trait is `dyn`-compatible, and implemented for generators, `Pin<P>`, `&mut G` and boxes.
/// `Debug` of a generator shows its state.
///
/// ```
/// use std::convert::Infallible;
/// use std::pin::Pin;
///
/// use asyncgen::{AsyncGenerator, async_generator};
/// use futures::StreamExt;
///
/// #[async_generator]
/// async fn numbers() -> u32 {
///     yield_!(1);
///     yield_!(2);
/// }
///
/// /// Takes every generator of numbers, by value or by reference.
/// async fn sum(numbers: impl AsyncGenerator<Item = u32>) -> u32 {
///     numbers.fold(0, async |sum, n| sum + n).await
/// }
///
/// # futures::executor::block_on(async {
/// assert_eq!(sum(numbers()).await, 3);
/// let mut dynamic: Pin<Box<dyn AsyncGenerator<Item = u32, Sent = (), Thrown = Infallible>>> =
///     Box::pin(numbers());
/// assert_eq!(sum(&mut dynamic).await, 3);
/// # });
/// ```
///
/// An adapter is a type that implements this and hands on what it is resumed with: the guide has
/// [one](crate::guide::when_the_consumer_goes_away#spans-that-cover-every-step-and-the-cleanup).
#[must_use = "async generators are lazy: nothing of the body runs until the generator is polled"]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an async generator",
    label = "not an async generator",
    note = "functions under `#[async_generator]` return one"
)]
pub trait AsyncGenerator: FusedStream + fmt::Debug {
    /// What `send` hands in; `()` where the generator does not declare `send = …`.
    type Sent;

    /// What `throw` raises at a yield and `?` raises anywhere;
    /// [`Infallible`](core::convert::Infallible) where the generator does not declare `throws = …`.
    type Thrown;

    /// Resumes the generator, or continues the step that is under way.
    ///
    /// | state | takes | then |
    /// |---|---|---|
    /// | [`Created`](GeneratorState::Created) | `Next`, `Throw`, `Exit` | see below |
    /// | [`Suspended`](GeneratorState::Suspended) | all | the yield obeys |
    /// | [`Running`](GeneratorState::Running) | `Exit` | it is raised where the body waits |
    /// | | | other values are left in `resume`, and the step goes on |
    /// | [`Closed`](GeneratorState::Closed) | none | [`Outcome::Finished`] |
    ///
    /// `None` counts as `Next`. If the generator has not started, `Next` starts the body, and so
    /// does a `Send`, which is not taken; `Throw` and `Exit` close the generator, and the body
    /// never runs.
    ///
    /// Whoever drives an operation keeps `resume` from poll to poll: once taken it is `None`, and
    /// each further poll continues the step. What is left in it has not been delivered and nothing
    /// is lost.
    ///
    /// An error that the body raises is [`Outcome::Yielded`]`(Err(error))`, unless it was being
    /// closed: then it is [`Outcome::Raised`].
    ///
    /// # Panics
    ///
    /// If the body panics. The generator is closed then.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::poll_fn;
    /// use std::pin::pin;
    ///
    /// use asyncgen::{AsyncGenerator, Outcome, Resume, async_generator};
    ///
    /// #[async_generator(send = u32)]
    /// async fn echo() -> u32 {
    ///     let mut sent = yield_!(0);
    ///     while let Some(n) = sent {
    ///         sent = yield_!(n);
    ///     }
    /// }
    ///
    /// # futures::executor::block_on(async {
    /// let mut echo = pin!(echo());
    /// for (resume, outcome) in [
    ///     (Resume::Next, Outcome::Yielded(0)),
    ///     (Resume::Send(7), Outcome::Yielded(7)),
    ///     (Resume::Exit, Outcome::Finished),
    /// ] {
    ///     let mut resume = Some(resume);
    ///     assert_eq!(poll_fn(|cx| echo.as_mut().poll_resume(cx, &mut resume)).await, outcome);
    /// }
    /// # });
    /// ```
    fn poll_resume(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        resume: &mut Option<Resume<Self::Sent, Self::Thrown>>,
    ) -> Poll<Outcome<Self::Item, Self::Thrown>>;

    /// Where the generator stands. [`GeneratorState`] has an example.
    fn state(&self) -> GeneratorState;

    /// Whether a cleanup that awaits may be pending, so that dropping the generator could skip it.
    ///
    /// `false` if its body has no such cleanup, has not started, or has ended.
    /// [`close_on_drop`](crate::AsyncGeneratorExt::close_on_drop) asks this when it is dropped.
    ///
    /// ```
    /// use asyncgen::{AsyncGenerator, async_generator};
    /// use futures::{FutureExt, StreamExt};
    ///
    /// # async fn goodbye() {}
    /// #[async_generator(boxed)]
    /// async fn session() -> &'static str {
    ///     finally! { goodbye().await; }
    ///     yield_!("hello");
    /// }
    ///
    /// let mut session = session();
    /// assert!(!session.needs_close()); // Nothing has run.
    /// session.next().now_or_never();
    /// assert!(session.needs_close());
    /// ```
    fn needs_close(&self) -> bool;
}

#[diagnostic::do_not_recommend]
impl<G: ?Sized + AsyncGenerator + Unpin> AsyncGenerator for &mut G {
    type Sent = G::Sent;
    type Thrown = G::Thrown;

    #[inline]
    fn poll_resume(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        resume: &mut Option<Resume<G::Sent, G::Thrown>>,
    ) -> Poll<Outcome<G::Item, G::Thrown>> {
        Pin::new(&mut **self.get_mut()).poll_resume(cx, resume)
    }

    #[inline]
    fn state(&self) -> GeneratorState {
        (**self).state()
    }

    #[inline]
    fn needs_close(&self) -> bool {
        (**self).needs_close()
    }
}

#[diagnostic::do_not_recommend]
impl<P> AsyncGenerator for Pin<P>
where
    P: DerefMut + Unpin + fmt::Debug,
    P::Target: AsyncGenerator,
{
    type Sent = <P::Target as AsyncGenerator>::Sent;
    type Thrown = <P::Target as AsyncGenerator>::Thrown;

    #[inline]
    fn poll_resume(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        resume: &mut Option<Resume<Self::Sent, Self::Thrown>>,
    ) -> Poll<Outcome<Self::Item, Self::Thrown>> {
        self.get_mut().as_mut().poll_resume(cx, resume)
    }

    #[inline]
    fn state(&self) -> GeneratorState {
        (**self).state()
    }

    #[inline]
    fn needs_close(&self) -> bool {
        (**self).needs_close()
    }
}
