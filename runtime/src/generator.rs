//! The generator as a stream: how the results of its body become items, and how it is resumed.

use core::convert::Infallible;
use core::fmt;
use core::future::Future;
use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::{FusedStream, Stream};

use crate::body_state::BodyState;
use crate::diagnostics::ErrorToItem;
use crate::exit::BodyOutput;
use crate::leaving::Exit;
use crate::protocol::{AsyncGenerator, GeneratorState, Outcome, Resume};
use crate::raw::body::{self, Cleanups, Generator};
use crate::raw::lazy_body::MakeBody;
use crate::report::Report;

/// Makes the items of the stream from what the body yields and from the error that ends it.
pub trait ItemPolicy<Y, E> {
    /// The item of the stream.
    type Item;

    /// The item for a yielded value.
    fn from_yielded(value: Y) -> Self::Item;

    /// The last item, for an uncaught error.
    fn from_error(error: E) -> Self::Item;
}

/// Without `throws`: the items are the yielded values.
pub struct InfallibleItems;

/// With `throws = E`: the items are results.
pub struct FallibleItems;

/// Of a block with a `?`: the yielded values are results, and the error is the last of them, which
/// `C` makes.
pub struct FinalErrorItems<C>(PhantomData<C>);

#[diagnostic::do_not_recommend]
impl<Y> ItemPolicy<Y, Infallible> for InfallibleItems {
    type Item = Y;

    #[inline(always)]
    fn from_yielded(value: Y) -> Y {
        value
    }

    #[inline]
    fn from_error(error: Infallible) -> Y {
        match error {}
    }
}

#[diagnostic::do_not_recommend]
impl<Y, E> ItemPolicy<Y, E> for FallibleItems {
    type Item = Result<Y, E>;

    #[inline(always)]
    fn from_yielded(value: Y) -> Result<Y, E> {
        Ok(value)
    }

    #[inline]
    fn from_error(error: E) -> Result<Y, E> {
        Err(error)
    }
}

#[diagnostic::do_not_recommend]
impl<Y, E, C: ErrorToItem<Y, E>> ItemPolicy<Y, E> for FinalErrorItems<C> {
    type Item = Y;

    #[inline(always)]
    fn from_yielded(value: Y) -> Y {
        value
    }

    #[inline]
    fn from_error(error: E) -> Y {
        C::item(error)
    }
}

/// How a value is delivered to a generator.
enum Delivery<S, E> {
    /// The body runs. If it is suspended, its yield is resumed with this value.
    Run(Resume<S, E>),
    /// Exit is raised where the body waits.
    Exit,
    /// The body never runs, and the error is the last item.
    Throw(E),
    /// The body never runs.
    Close,
}

impl<S, E> Delivery<S, E> {
    /// Takes the value if it can be delivered in this state.
    #[inline]
    fn of(resume: &mut Option<Resume<S, E>>, state: BodyState) -> Self {
        let Some(value) = resume.take() else { return Delivery::Run(Resume::Next) };
        match (state, value) {
            (BodyState::Suspended, value) => Delivery::Run(value),
            (BodyState::Created | BodyState::Unstarted, Resume::Throw(error)) => {
                Delivery::Throw(error)
            }
            (BodyState::Created | BodyState::Unstarted, Resume::Exit) => Delivery::Close,
            (BodyState::Created | BodyState::Unstarted, Resume::Next) => {
                Delivery::Run(Resume::Next)
            }
            (BodyState::Running, Resume::Exit) => Delivery::Exit,
            // An earlier `close`, whose future was dropped, has requested exit: this one continues.
            (BodyState::Closing | BodyState::ExitRemembered, Resume::Exit) => {
                Delivery::Run(Resume::Next)
            }
            (_, value) => {
                *resume = Some(value);
                Delivery::Run(Resume::Next)
            }
        }
    }
}

/// Reports a poll as [`AsyncGenerator::poll_resume`] does, with the items of the policy `K`.
struct AsStep<K>(PhantomData<K>);

impl<Y, E, K: ItemPolicy<Y, E>> Report<BodyOutput<E>, Y> for AsStep<K> {
    type Outcome = Poll<Outcome<K::Item, E>>;

    const LEAVES: bool = false;

    #[inline(always)]
    fn yielded(value: Y, _: bool) -> Self::Outcome {
        Poll::Ready(Outcome::Yielded(K::from_yielded(value)))
    }

    #[inline(always)]
    fn pending() -> Self::Outcome {
        Poll::Pending
    }

    /// While the generator is closing, an uncaught error answers `close`.
    #[inline(always)]
    fn ended(output: BodyOutput<E>, is_closing: bool) -> Self::Outcome {
        Poll::Ready(match output {
            Ok(()) => Outcome::Finished,
            Err(error) if is_closing => Outcome::Raised(error),
            Err(error) => Outcome::Yielded(K::from_error(error)),
        })
    }

    #[inline(always)]
    fn no_body() -> Self::Outcome {
        Poll::Ready(Outcome::Finished)
    }
}

/// Reports a poll as [`Stream::poll_next`] does, with the items of the policy `K`.
struct AsStream<K>(PhantomData<K>);

impl<Y, E, K: ItemPolicy<Y, E>> Report<BodyOutput<E>, Y> for AsStream<K> {
    type Outcome = Poll<Option<K::Item>>;

    const LEAVES: bool = false;

    #[inline(always)]
    fn yielded(value: Y, _: bool) -> Self::Outcome {
        Poll::Ready(Some(K::from_yielded(value)))
    }

    #[inline(always)]
    fn pending() -> Self::Outcome {
        Poll::Pending
    }

    /// For a stream, an error is an item in every state.
    #[inline(always)]
    fn ended(output: BodyOutput<E>, _: bool) -> Self::Outcome {
        Poll::Ready(match output {
            Ok(()) => None,
            Err(error) => Some(K::from_error(error)),
        })
    }

    #[inline(always)]
    fn no_body() -> Self::Outcome {
        Poll::Ready(None)
    }
}

#[diagnostic::do_not_recommend]
impl<B, Y, S, E, K, W, C> AsyncGenerator for Generator<B, Y, S, E, K, W, C>
where
    B: Future<Output = BodyOutput<E>>,
    K: ItemPolicy<Y, E>,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    type Sent = S;
    type Thrown = E;

    #[inline]
    fn poll_resume(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        resume: &mut Option<Resume<S, E>>,
    ) -> Poll<Outcome<K::Item, E>> {
        let state = body::state_of(&self);
        match Delivery::of(resume, state) {
            Delivery::Run(delivered) => body::poll_body::<AsStep<K>, _, _, _, _, _, _, _>(
                self,
                cx,
                ManuallyDrop::new(delivered),
                Exit::None,
            ),
            Delivery::Exit => C::raise_exit::<AsStep<K>, K, W>(self, cx),
            Delivery::Throw(error) => {
                body::close(self);
                Poll::Ready(Outcome::Yielded(K::from_error(error)))
            }
            Delivery::Close => {
                body::close(self);
                Poll::Ready(Outcome::Finished)
            }
        }
    }

    #[inline]
    fn state(&self) -> GeneratorState {
        match body::state_of(self) {
            BodyState::Created | BodyState::Unstarted => GeneratorState::Created,
            BodyState::Suspended => GeneratorState::Suspended,
            BodyState::Running | BodyState::Closing | BodyState::ExitRemembered => {
                GeneratorState::Running
            }
            BodyState::Ended | BodyState::Closed => GeneratorState::Closed,
        }
    }

    #[inline]
    fn needs_close(&self) -> bool {
        // The flag is there where a cleanup may await.
        let has_awaiting_cleanup = mem::size_of::<C::InCleanup>() > 0;
        has_awaiting_cleanup
            && matches!(self.state(), GeneratorState::Suspended | GeneratorState::Running)
    }
}

impl<B, Y, S, E, K, W, C> Stream for Generator<B, Y, S, E, K, W, C>
where
    B: Future<Output = BodyOutput<E>>,
    K: ItemPolicy<Y, E>,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    type Item = K::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<K::Item>> {
        body::poll_body::<AsStream<K>, _, _, _, _, _, _, _>(
            self,
            cx,
            const { ManuallyDrop::new(Resume::Next) },
            Exit::None,
        )
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self.state() {
            GeneratorState::Closed => (0, Some(0)),
            _ => (0, None),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<B, Y, S, E, K, W, C> FusedStream for Generator<B, Y, S, E, K, W, C>
where
    B: Future<Output = BodyOutput<E>>,
    K: ItemPolicy<Y, E>,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    #[inline]
    fn is_terminated(&self) -> bool {
        self.state() == GeneratorState::Closed
    }
}

impl<B, Y, S, E, K, W, C> fmt::Debug for Generator<B, Y, S, E, K, W, C>
where
    B: Future<Output = BodyOutput<E>>,
    K: ItemPolicy<Y, E>,
    W: MakeBody<B, Y, S, E>,
    C: Cleanups<B, Y, S, E>,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncGenerator").field("state", &self.state()).finish()
    }
}
