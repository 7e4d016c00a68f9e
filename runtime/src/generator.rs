//! The generator: the poll state machine around a body.

use core::convert::Infallible;
use core::fmt;
use core::future::Future;
use core::mem;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::{FusedStream, Stream};

use crate::frame::{Body, Generator, Handle};
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

/// Where a generator stands whose body is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Live {
    Created,
    Suspended,
    Running,
    /// `Running` after exit was raised: if the step ends with an error, that error answers `close`.
    Closing,
}

/// The generator whose body is `body`, and whose yields were made with `handle`.
#[inline(always)]
pub fn generator<B, Y, S, E, K>(handle: Handle<Y, S, E, K>, body: B) -> Generator<B, Y, S, E, K>
where
    B: Future<Output = Result<(), E>>,
    K: Items<Y, E>,
{
    Generator::new(handle, body)
}

/// Drops the body when dropped: after the last step, and when the step panics.
///
/// So whoever polls a generator whose body has panicked gets the end, not a second panic.
struct LastStep<'a, B, Y, S, E>(Body<'a, B, Y, S, E>);

impl<B, Y, S, E> LastStep<'_, B, Y, S, E> {
    /// It was not the last step: the body stays.
    #[inline(always)]
    fn keep_the_body(self) {
        mem::forget(self);
    }
}

impl<B, Y, S, E> Drop for LastStep<'_, B, Y, S, E> {
    #[inline(always)]
    fn drop(&mut self) {
        self.0.close();
    }
}

/// What a step begins with.
enum Step<S, E> {
    /// The body runs; the yield at which it stands, if any, takes the resume value.
    Run { resume: Resume<S, E>, closing: bool },
    /// The body never runs.
    Raise(E),
    /// The body never runs.
    End,
}

impl Live {
    /// Takes `resume` if it can be delivered in this state.
    #[inline(always)]
    fn begin_step<S, E>(self, resume: &mut Option<Resume<S, E>>) -> Step<S, E> {
        match self {
            Live::Created => match resume.take() {
                Some(Resume::Throw(error)) => return Step::Raise(error),
                Some(Resume::Exit) => return Step::End,
                Some(Resume::Send(value)) => *resume = Some(Resume::Send(value)),
                Some(Resume::Next) | None => {}
            },
            Live::Suspended => {
                let resume = resume.take().unwrap_or(Resume::Next);
                let closing = matches!(resume, Resume::Exit);
                return Step::Run { resume, closing };
            }
            Live::Running => {}
            // Exit was raised already, by a `close` whose future was dropped: this one continues it.
            Live::Closing => drop(resume.take_if(|resume| matches!(resume, Resume::Exit))),
        }
        Step::Run { resume: Resume::Next, closing: self == Live::Closing }
    }
}

impl<B, Y, S, E, K> AsyncGenerator for Generator<B, Y, S, E, K>
where
    B: Future<Output = Result<(), E>>,
    K: Items<Y, E>,
{
    type Sent = S;
    type Thrown = E;

    #[inline]
    fn poll_resume(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        resume: &mut Option<Resume<S, E>>,
    ) -> Poll<Resumed<K::Item, E>> {
        let (body, live) = self.project();
        let mut step = LastStep(body);
        if step.0.is_gone() {
            return Poll::Ready(Resumed::Finished);
        }
        let (delivered, closing) = match live.begin_step(resume) {
            Step::Run { resume, closing } => (resume, closing),
            Step::Raise(error) => return Poll::Ready(Resumed::Yielded(K::raised(error))),
            Step::End => return Poll::Ready(Resumed::Finished),
        };
        let Some(outcome) = step.0.poll(cx, delivered) else { return Poll::Ready(Resumed::Finished) };
        match outcome {
            (Poll::Pending, Some(value)) => {
                step.keep_the_body();
                *live = Live::Suspended;
                Poll::Ready(Resumed::Yielded(K::yielded(value)))
            }
            (Poll::Pending, None) => {
                step.keep_the_body();
                *live = if closing { Live::Closing } else { Live::Running };
                Poll::Pending
            }
            (Poll::Ready(Ok(())), _) => Poll::Ready(Resumed::Finished),
            (Poll::Ready(Err(error)), _) if closing || matches!(resume, Some(Resume::Exit)) => {
                Poll::Ready(Resumed::Raised(error))
            }
            (Poll::Ready(Err(error)), _) => Poll::Ready(Resumed::Yielded(K::raised(error))),
        }
    }

    #[inline]
    fn state(&self) -> GeneratorState {
        if self.is_closed() {
            return GeneratorState::Closed;
        }
        match self.live() {
            Live::Created => GeneratorState::Created,
            Live::Suspended => GeneratorState::Suspended,
            Live::Running | Live::Closing => GeneratorState::Running,
        }
    }
}

impl<B, Y, S, E, K> Stream for Generator<B, Y, S, E, K>
where
    B: Future<Output = Result<(), E>>,
    K: Items<Y, E>,
{
    type Item = K::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<K::Item>> {
        self.poll_resume(cx, &mut Some(Resume::Next)).map(|resumed| match resumed {
            Resumed::Yielded(item) => Some(item),
            Resumed::Raised(error) => Some(K::raised(error)),
            Resumed::Finished => None,
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self.state() {
            GeneratorState::Closed => (0, Some(0)),
            _ => (0, None),
        }
    }
}

impl<B, Y, S, E, K> FusedStream for Generator<B, Y, S, E, K>
where
    B: Future<Output = Result<(), E>>,
    K: Items<Y, E>,
{
    #[inline]
    fn is_terminated(&self) -> bool {
        self.is_closed()
    }
}

impl<B, Y, S, E, K> fmt::Debug for Generator<B, Y, S, E, K>
where
    B: Future<Output = Result<(), E>>,
    K: Items<Y, E>,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        protocol::debug(self, f)
    }
}
