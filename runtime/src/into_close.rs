//! The future that owns a generator and closes it.

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::diagnostics::{Never, Nothing};
use crate::error::CloseError;
use crate::protocol::{AsyncGenerator, Outcome, Resume};

/// The output of a future that closes a `G`.
pub(crate) type Closed<G> =
    Result<(), CloseError<<G as Stream>::Item, <G as AsyncGenerator>::Thrown>>;

/// What a poll of an operation that is over does.
#[cold]
pub(crate) fn polled_after_ready() -> ! {
    panic!("the future of an async generator's operation was polled after it was ready")
}

/// Closes the generator; exit is in `exit` until it is delivered.
pub(crate) fn poll_close<G: ?Sized + AsyncGenerator>(
    generator: Pin<&mut G>,
    cx: &mut Context<'_>,
    exit: &mut Option<Resume<G::Sent, G::Thrown>>,
) -> Poll<Closed<G>> {
    Poll::Ready(match ready!(generator.poll_resume(cx, exit)) {
        Outcome::Yielded(item) => Err(CloseError::IgnoredExit(item)),
        Outcome::Raised(error) => Err(CloseError::Raised(error)),
        Outcome::Finished => Ok(()),
    })
}

/// The same for what remembers only whether exit has been delivered: a `Resume` would have to be
/// `Send` with what can be sent to the generator.
pub(crate) fn poll_exit<G: ?Sized + AsyncGenerator>(
    generator: Pin<&mut G>,
    cx: &mut Context<'_>,
    is_delivered: &mut bool,
) -> Poll<Closed<G>> {
    let mut exit = (!*is_delivered).then_some(Resume::Exit);
    let polled = poll_close(generator, cx, &mut exit);
    *is_delivered = exit.is_none();
    polled
}

/// A generator that can be moved into a future, which closes it: `G` is the generator itself. A
/// bound of [`close_on_drop`](crate::AsyncGeneratorExt::close_on_drop), which has an example.
///
/// Every generator that is `Unpin` implements it, such as a boxed one. The second implementation is
/// there for rustc's errors, as that of [`Await`](crate::Await): for any other generator `G` is not
/// inferred, and nothing is reported about what is made of it.
#[diagnostic::on_unimplemented(
    message = "an async generator must be in a box before it can be moved into a future",
    label = "this generator is not boxed",
    note = "box it: `Box::pin(…)`",
    note = "or let the function return a box: `#[async_generator(boxed)]`"
)]
pub trait Movable<G, Selected>: Sized {
    /// The generator.
    #[doc(hidden)]
    fn asyncgen_moved(generator: Self) -> G;
}

/// Selects the implementation for generators that are `Unpin`.
pub struct UnpinGenerators;

#[diagnostic::do_not_recommend]
impl<G: AsyncGenerator + Unpin> Movable<G, UnpinGenerators> for G {
    #[inline]
    fn asyncgen_moved(generator: G) -> G {
        generator
    }
}

#[diagnostic::do_not_recommend]
impl<T: Never, G> Movable<G, Nothing> for T {
    fn asyncgen_moved(_: T) -> G {
        unreachable!("nothing is `Never`")
    }
}

/// The future of [`AsyncGeneratorExt::into_close`](crate::AsyncGeneratorExt::into_close), and what
/// [`close_on_drop`](crate::AsyncGeneratorExt::close_on_drop) hands to its spawner.
///
/// ```
/// use asyncgen::{AsyncGeneratorExt, BoxAsyncGenerator, async_generator, operations::IntoClose};
///
/// /// A generator that is about to be closed, in a queue.
/// type Closing = IntoClose<BoxAsyncGenerator<'static, u32>>;
///
/// #[async_generator(boxed)]
/// async fn numbers() -> u32 {
///     yield_!(1);
/// }
///
/// let queue: Vec<Closing> = vec![numbers().into_close(), numbers().into_close()];
/// # futures::executor::block_on(async { for it in queue { it.await.unwrap(); } });
/// ```
///
/// It owns the generator, and drops it when it is ready. Dropping the future drops the generator:
/// the cleanups that await are then skipped.
#[must_use = "futures do nothing unless polled"]
pub struct IntoClose<G> {
    /// `None` once the future is over.
    generator: Option<G>,
    is_delivered: bool,
}

impl<G> IntoClose<G> {
    pub(crate) fn new(generator: G) -> Self {
        IntoClose { generator: Some(generator), is_delivered: false }
    }
}

impl<G: AsyncGenerator + Unpin> Future for IntoClose<G> {
    type Output = Result<(), CloseError<G::Item, G::Thrown>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let IntoClose { generator: slot, is_delivered } = &mut *self;
        let Some(generator) = slot else { polled_after_ready() };
        let outcome = ready!(poll_exit(Pin::new(generator), cx, is_delivered));
        *slot = None;
        Poll::Ready(outcome)
    }
}

impl<G: AsyncGenerator> fmt::Debug for IntoClose<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.generator.as_ref().map(AsyncGenerator::state);
        f.debug_struct("IntoClose").field("generator", &state).finish()
    }
}
