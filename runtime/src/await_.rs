//! What `.await` and `#[for_await]` become in a body: futures that are polled with the original
//! waker.
//!
//! The functions of these traits, and of those in `diagnostics.rs`, have no receiver and begin with
//! the crate's name. Every type implements the traits, and a glob import brings them into scope: a
//! method would be called in place of the user's, or rustc would suggest to import it.

use core::convert::Infallible;
use core::future::{Future, IntoFuture};
use core::ops::{Deref, DerefMut};
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::Stream;

use crate::diagnostics::{Never, Nothing};
use crate::error::CloseError;
use crate::into_close::poll_exit;
use crate::protocol::AsyncGenerator;
use crate::raw::waker::{Awaited, waker_of_awaited};

/// The operand of `.await`, and the future `F` that it becomes.
///
/// Nothing implements the trait by its second implementation. But because of it rustc checks the
/// bounds before it selects the first one. For an operand that is not a future it selects neither
/// and does not infer `F`, so it reports the mistake once, and not again at the `.await` of an
/// `Awaited<F>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a future",
    label = "`{Self}` is not a future",
    note = "only what is a `Future`, or `IntoFuture`, can be awaited"
)]
pub trait Await<F, Selected>: Sized {
    /// The future, polled with the original waker.
    fn asyncgen_awaited(operand: Self) -> Awaited<F>;

    /// The future as it is, for a lint that looks at its type. Nothing calls this.
    fn asyncgen_future(operand: Self) -> F;
}

/// Selects the implementation for futures.
pub struct Futures;

#[diagnostic::do_not_recommend]
impl<T, F> Await<F, Futures> for T
where
    T: IntoFuture<IntoFuture = F>,
{
    #[inline]
    fn asyncgen_awaited(operand: Self) -> Awaited<F> {
        Awaited::new(operand.into_future())
    }

    fn asyncgen_future(operand: Self) -> F {
        operand.into_future()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Never, F> Await<F, Nothing> for T {
    fn asyncgen_awaited(_: Self) -> Awaited<F> {
        unreachable!("nothing is `Never`")
    }

    fn asyncgen_future(_: Self) -> F {
        unreachable!("nothing is `Never`")
    }
}

/// The operand of `#[for_await] for … in …`, and the stream `S` that it is.
///
/// The second implementation has the same purpose as that of [`Await`]: rustc reports once that an
/// operand is not a stream, and not again where the loop asks for the next item.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stream",
    label = "not a `Stream`",
    note = "`#[for_await]` goes over a `Stream`; over an iterator goes an ordinary `for`"
)]
pub trait ForAwait<S, Selected>: Sized {
    /// The stream.
    fn asyncgen_stream(operand: Self) -> S;

    /// The future of its next item, polled with the original waker.
    fn asyncgen_next(operand: Pin<&mut Self>) -> NextItem<'_, S>;
}

/// Selects the implementation for streams.
pub struct Streams;

#[diagnostic::do_not_recommend]
impl<S: Stream> ForAwait<S, Streams> for S {
    #[inline]
    fn asyncgen_stream(operand: S) -> S {
        operand
    }

    #[inline]
    fn asyncgen_next(operand: Pin<&mut S>) -> NextItem<'_, S> {
        NextItem { stream: operand }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Never, S> ForAwait<S, Nothing> for T {
    fn asyncgen_stream(_: T) -> S {
        unreachable!("nothing is `Never`")
    }

    fn asyncgen_next(_: Pin<&mut T>) -> NextItem<'_, S> {
        unreachable!("nothing is `Never`")
    }
}

/// The operand of `#[for_await(close)] for … in …`, and the generator `G` that it is.
///
/// The second implementation has the same purpose as that of [`Await`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an async generator",
    label = "not an async generator",
    note = "`#[for_await(close)]` closes an `AsyncGenerator`; \
            over any other stream goes `#[for_await]`",
    note = "what an adapter returns is no generator: \
            go over the generator itself, and adapt its items in the loop"
)]
pub trait ForAwaitClose<G, Selected>: Sized {
    /// The generator.
    fn asyncgen_generator(operand: Self) -> G;
}

#[diagnostic::do_not_recommend]
impl<G: AsyncGenerator> ForAwaitClose<G, Streams> for G {
    #[inline]
    fn asyncgen_generator(operand: G) -> G {
        operand
    }
}

#[diagnostic::do_not_recommend]
impl<T: Never, G> ForAwaitClose<G, Nothing> for T {
    fn asyncgen_generator(_: T) -> G {
        unreachable!("nothing is `Never`")
    }
}

/// The future of a stream's next item.
#[must_use = "futures do nothing unless polled"]
pub struct NextItem<'s, S> {
    stream: Pin<&'s mut S>,
}

impl<'s, S: AsyncGenerator> NextItem<'s, S> {
    /// The future that closes the generator instead.
    #[inline]
    pub fn for_await_close(self) -> CloseGenerator<'s, S> {
        CloseGenerator { generator: self.stream, is_delivered: false }
    }
}

impl<S> NextItem<'_, S> {
    /// Apart, because a debug build would inline what it calls, which needs more of the stack.
    #[inline]
    fn stream(self: Pin<&mut Self>) -> Pin<&mut S> {
        self.get_mut().stream.as_mut()
    }
}

impl<S: Stream> Future for NextItem<'_, S> {
    type Output = Option<S::Item>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        match waker_of_awaited(cx) {
            Some(waker) => self.stream().poll_next(&mut Context::from_waker(waker)),
            None => Poll::Pending,
        }
    }
}

/// The future that closes a generator behind the loop over it. It is ready with the error that the
/// generator raises; an item that it yields is dropped.
#[must_use = "futures do nothing unless polled"]
pub struct CloseGenerator<'s, G> {
    generator: Pin<&'s mut G>,
    is_delivered: bool,
}

impl<G: AsyncGenerator> Future for CloseGenerator<'_, G> {
    type Output = Option<Raised<G::Thrown>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let CloseGenerator { generator, is_delivered } = self.get_mut();
        poll_exit(generator.as_mut(), cx, is_delivered).map(|closed| match closed {
            Ok(()) | Err(CloseError::IgnoredExit(_)) => None,
            Err(CloseError::Raised(error)) => Some(Raised { error: RaisedError(Some(error)) }),
        })
    }
}

/// An error that a generator raised while a loop closed it.
///
/// What raises nothing can be closed in every generator, also where the error type of that has no
/// `From<Infallible>`. So there are two methods of one name: rustc calls the one below if `T` is
/// `Infallible`, and that of [`RaisedError`] if it has to dereference to find it.
pub struct Raised<T> {
    error: RaisedError<T>,
}

impl Raised<Infallible> {
    /// The error, which there is not.
    pub fn for_await_raised<E>(&mut self) -> E {
        unreachable!("nothing is `Infallible`")
    }
}

impl<T> Deref for Raised<T> {
    type Target = RaisedError<T>;

    fn deref(&self) -> &RaisedError<T> {
        &self.error
    }
}

impl<T> DerefMut for Raised<T> {
    fn deref_mut(&mut self) -> &mut RaisedError<T> {
        &mut self.error
    }
}

/// See [`Raised`].
pub struct RaisedError<T>(Option<T>);

impl<T> RaisedError<T> {
    /// The error, as one of the generator that the loop is in.
    pub fn for_await_raised<E>(&mut self) -> E
    where
        T: RaisedInto<E>,
    {
        match self.0.take() {
            Some(error) => T::asyncgen_raised(error),
            None => unreachable!("the error is taken once"),
        }
    }
}

/// An error that becomes one of the generator around a loop, as by `?`.
#[diagnostic::on_unimplemented(
    message = "closing this generator can raise `{Self}`, which this body cannot raise",
    label = "raises `{Self}` while it is closed",
    note = "declare an error type that is `From<{Self}>`: `#[async_generator(throws = …)]`",
    note = "or go over it with `#[for_await]`, and handle the error of `g.close().await` there"
)]
pub trait RaisedInto<E>: Sized {
    /// Converts the error.
    fn asyncgen_raised(error: Self) -> E;
}

#[diagnostic::do_not_recommend]
impl<T, E: From<T>> RaisedInto<E> for T {
    fn asyncgen_raised(error: T) -> E {
        E::from(error)
    }
}
