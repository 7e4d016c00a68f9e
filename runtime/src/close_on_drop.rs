//! The adapter that closes its generator when it is dropped.

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::{FusedStream, Stream};

use crate::into_close::IntoClose;
use crate::protocol::{AsyncGenerator, GeneratorState, Outcome, Resume};

/// What [`close_on_drop`](crate::AsyncGeneratorExt::close_on_drop) takes: every
/// `FnOnce(IntoClose<G>)`, whatever it returns. `tokio::spawn` is one.
/// [`CloseOnDrop`] has an example.
pub trait Spawn<Task>: Sized {
    /// Calls it.
    #[doc(hidden)]
    fn asyncgen_spawn(spawn: Self, task: Task);
}

impl<F, Task, R> Spawn<Task> for F
where
    F: FnOnce(Task) -> R,
{
    #[inline]
    fn asyncgen_spawn(spawn: Self, task: Task) {
        spawn(task);
    }
}

/// A generator that is closed when it is dropped: see
/// [`AsyncGeneratorExt::close_on_drop`](crate::AsyncGeneratorExt::close_on_drop).
///
/// It has a name where the spawner has one, as a `fn` has:
///
/// ```
/// use asyncgen::operations::{CloseOnDrop, IntoClose};
/// use asyncgen::{AsyncGeneratorExt, BoxAsyncGenerator, async_generator};
/// use futures::StreamExt;
///
/// type Session = BoxAsyncGenerator<'static, u32>;
///
/// struct Client {
///     session: CloseOnDrop<Session, fn(IntoClose<Session>)>,
/// }
///
/// fn in_the_background(close: IntoClose<Session>) {
///     tokio::spawn(close);
/// }
///
/// #[async_generator(boxed)]
/// async fn session() -> u32 {
///     finally! { tokio::task::yield_now().await; }
///     yield_!(1);
/// }
///
/// # #[tokio::main]
/// # async fn main() {
/// let mut client = Client { session: session().close_on_drop(in_the_background as fn(_)) };
/// assert_eq!(client.session.next().await, Some(1));
/// # }
/// ```
#[must_use = "async generators are lazy: nothing of the body runs until the generator is polled"]
pub struct CloseOnDrop<G: AsyncGenerator + Unpin, F: Spawn<IntoClose<G>>> {
    /// `None` only in `drop`.
    parts: Option<(G, F)>,
}

impl<G: AsyncGenerator + Unpin, F: Spawn<IntoClose<G>>> CloseOnDrop<G, F> {
    pub(crate) fn new(generator: G, spawn: F) -> Self {
        CloseOnDrop { parts: Some((generator, spawn)) }
    }

    fn generator(&self) -> &G {
        match &self.parts {
            Some((generator, _)) => generator,
            None => unreachable!("only `drop` takes it"),
        }
    }

    fn pinned(&mut self) -> Pin<&mut G> {
        match &mut self.parts {
            Some((generator, _)) => Pin::new(generator),
            None => unreachable!("only `drop` takes it"),
        }
    }
}

impl<G: AsyncGenerator + Unpin, F: Spawn<IntoClose<G>>> Drop for CloseOnDrop<G, F> {
    fn drop(&mut self) {
        let Some((generator, spawn)) = self.parts.take() else { return };
        if generator.needs_close() {
            F::asyncgen_spawn(spawn, IntoClose::new(generator));
        }
    }
}

/// The spawner is never pinned.
impl<G: AsyncGenerator + Unpin, F: Spawn<IntoClose<G>>> Unpin for CloseOnDrop<G, F> {}

impl<G: AsyncGenerator + Unpin, F: Spawn<IntoClose<G>>> Stream for CloseOnDrop<G, F> {
    type Item = G::Item;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<G::Item>> {
        self.pinned().poll_next(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.generator().size_hint()
    }
}

impl<G: AsyncGenerator + Unpin, F: Spawn<IntoClose<G>>> FusedStream for CloseOnDrop<G, F> {
    fn is_terminated(&self) -> bool {
        self.generator().is_terminated()
    }
}

#[diagnostic::do_not_recommend]
impl<G: AsyncGenerator + Unpin, F: Spawn<IntoClose<G>>> AsyncGenerator for CloseOnDrop<G, F> {
    type Sent = G::Sent;
    type Thrown = G::Thrown;

    #[inline]
    fn poll_resume(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        resume: &mut Option<Resume<G::Sent, G::Thrown>>,
    ) -> Poll<Outcome<G::Item, G::Thrown>> {
        self.pinned().poll_resume(cx, resume)
    }

    fn state(&self) -> GeneratorState {
        self.generator().state()
    }

    fn needs_close(&self) -> bool {
        self.generator().needs_close()
    }
}

impl<G: AsyncGenerator + Unpin, F: Spawn<IntoClose<G>>> fmt::Debug for CloseOnDrop<G, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CloseOnDrop").field("state", &self.state()).finish_non_exhaustive()
    }
}
