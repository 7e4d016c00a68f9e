//! The generator: the poll state machine around a body.

use core::convert::Infallible;
use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::{FusedStream, Stream};

use crate::frame::{Generator, Live, MakeBody, Polled};
use crate::protocol::{self, AsyncGenerator, GeneratorState, Resume, Resumed};

/// How what a body yields and raises becomes the items of its stream.
pub trait Items<Y, E> {
    /// The stream's item.
    type Item;

    /// The item for a yielded value.
    fn yielded(value: Y) -> Self::Item;

    /// The last item of a body that raised `error`.
    fn raised(error: E) -> Self::Item;
}

/// Without `throws`: the items are what is yielded.
pub struct Plain;

/// With `throws = E`: the items are results.
pub struct Throwing;

impl<Y> Items<Y, Infallible> for Plain {
    type Item = Y;

    #[inline(always)]
    fn yielded(value: Y) -> Y {
        value
    }

    #[inline(always)]
    fn raised(error: Infallible) -> Y {
        match error {}
    }
}

impl<Y, E> Items<Y, E> for Throwing {
    type Item = Result<Y, E>;

    #[inline(always)]
    fn yielded(value: Y) -> Result<Y, E> {
        Ok(value)
    }

    #[inline(always)]
    fn raised(error: E) -> Result<Y, E> {
        Err(error)
    }
}

/// In a block that raises with `?`: what is yielded are results, and the error is the last of them.
pub struct Ending;

impl<T, E> Items<Result<T, E>, E> for Ending {
    type Item = Result<T, E>;

    #[inline(always)]
    fn yielded(value: Result<T, E>) -> Result<T, E> {
        value
    }

    #[inline(always)]
    fn raised(error: E) -> Result<T, E> {
        Err(error)
    }
}

/// What a step begins with.
enum Step<S, E> {
    /// The body runs; the yield at which it stands, if any, takes this.
    Run(Resume<S, E>),
    /// The body never runs.
    Raise(E),
    /// The body never runs.
    End,
}

impl Live {
    /// Takes `resume` if it can be delivered in this state.
    #[inline(always)]
    fn begin_step<S, E>(self, resume: &mut Option<Resume<S, E>>) -> Step<S, E> {
        let Some(value) = resume.take() else { return Step::Run(Resume::Next) };
        match (self, value) {
            (Live::Suspended, value) => Step::Run(value),
            (Live::Created | Live::Waiting, Resume::Throw(error)) => Step::Raise(error),
            (Live::Created | Live::Waiting, Resume::Exit) => Step::End,
            // Exit was raised already, by a `close` whose future was dropped: this one continues it.
            (Live::Created | Live::Waiting, Resume::Next) | (Live::Closing, Resume::Exit) => {
                Step::Run(Resume::Next)
            }
            (_, value) => {
                *resume = Some(value);
                Step::Run(Resume::Next)
            }
        }
    }
}

/// What a step answers, in the words of who asked. It is made at once: to turn one answer into another is to copy the
/// item.
trait Answer<I, E> {
    fn pending() -> Self;

    fn yielded(item: I) -> Self;

    /// An error that was raised while the generator was being closed.
    fn raised(error: E, item: impl FnOnce(E) -> I) -> Self;

    fn finished() -> Self;
}

impl<I, E> Answer<I, E> for Poll<Resumed<I, E>> {
    #[inline(always)]
    fn pending() -> Self {
        Poll::Pending
    }

    #[inline(always)]
    fn yielded(item: I) -> Self {
        Poll::Ready(Resumed::Yielded(item))
    }

    #[inline(always)]
    fn raised(error: E, _: impl FnOnce(E) -> I) -> Self {
        Poll::Ready(Resumed::Raised(error))
    }

    #[inline(always)]
    fn finished() -> Self {
        Poll::Ready(Resumed::Finished)
    }
}

/// In the words of a stream, all that is raised is an item.
impl<I, E> Answer<I, E> for Poll<Option<I>> {
    #[inline(always)]
    fn pending() -> Self {
        Poll::Pending
    }

    #[inline(always)]
    fn yielded(item: I) -> Self {
        Poll::Ready(Some(item))
    }

    #[inline(always)]
    fn raised(error: E, item: impl FnOnce(E) -> I) -> Self {
        Poll::Ready(Some(item(error)))
    }

    #[inline(always)]
    fn finished() -> Self {
        Poll::Ready(None)
    }
}

impl<B, Y, S, E, K, W> Generator<B, Y, S, E, K, W>
where
    B: Future<Output = Result<(), E>>,
    K: Items<Y, E>,
    W: MakeBody<B, Y, S, E>,
{
    /// Runs the body, whose yield takes `resume`. While the generator is `closing`, an error is no item.
    #[inline(always)]
    fn step<A>(self: Pin<&mut Self>, cx: &mut Context<'_>, resume: Resume<S, E>, closing: bool) -> A
    where
        A: Answer<K::Item, E>,
    {
        match self.run(cx, resume) {
            Some(Polled::Yielded(value)) => A::yielded(K::yielded(value)),
            Some(Polled::Waiting) => A::pending(),
            Some(Polled::Ended(Err(error))) if closing => A::raised(error, K::raised),
            Some(Polled::Ended(Err(error))) => A::yielded(K::raised(error)),
            Some(Polled::Ended(Ok(()))) | None => A::finished(),
        }
    }
}

impl<B, Y, S, E, K, W> AsyncGenerator for Generator<B, Y, S, E, K, W>
where
    B: Future<Output = Result<(), E>>,
    K: Items<Y, E>,
    W: MakeBody<B, Y, S, E>,
{
    type Sent = S;
    type Thrown = E;

    #[inline]
    fn poll_resume(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        resume: &mut Option<Resume<S, E>>,
    ) -> Poll<Resumed<K::Item, E>> {
        let live = self.live();
        match live.begin_step(resume) {
            Step::Run(delivered) => {
                let exits =
                    matches!(delivered, Resume::Exit) || matches!(resume, Some(Resume::Exit));
                self.step(cx, delivered, exits || live == Live::Closing)
            }
            Step::Raise(error) => {
                self.close();
                Poll::Ready(Resumed::Yielded(K::raised(error)))
            }
            Step::End => {
                self.close();
                Poll::Ready(Resumed::Finished)
            }
        }
    }

    #[inline]
    fn state(&self) -> GeneratorState {
        match self.live() {
            Live::Created | Live::Waiting => GeneratorState::Created,
            Live::Suspended => GeneratorState::Suspended,
            Live::Running | Live::Closing => GeneratorState::Running,
            Live::Ended | Live::Closed => GeneratorState::Closed,
        }
    }
}

impl<B, Y, S, E, K, W> Stream for Generator<B, Y, S, E, K, W>
where
    B: Future<Output = Result<(), E>>,
    K: Items<Y, E>,
    W: MakeBody<B, Y, S, E>,
{
    type Item = K::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<K::Item>> {
        // For a stream, all that is raised is an item.
        self.step(cx, Resume::Next, false)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self.state() {
            GeneratorState::Closed => (0, Some(0)),
            _ => (0, None),
        }
    }
}

impl<B, Y, S, E, K, W> FusedStream for Generator<B, Y, S, E, K, W>
where
    B: Future<Output = Result<(), E>>,
    K: Items<Y, E>,
    W: MakeBody<B, Y, S, E>,
{
    #[inline]
    fn is_terminated(&self) -> bool {
        self.state() == GeneratorState::Closed
    }
}

impl<B, Y, S, E, K, W> fmt::Debug for Generator<B, Y, S, E, K, W>
where
    B: Future<Output = Result<(), E>>,
    K: Items<Y, E>,
    W: MakeBody<B, Y, S, E>,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        protocol::debug(self, f)
    }
}
