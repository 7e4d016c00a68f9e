//! Generators behind a pointer: types that can be named, stored and returned from a recursive
//! function.

use alloc::boxed::Box;
use core::pin::Pin;
use core::task::{Context, Poll};

use crate::protocol::{AsyncGenerator, GeneratorState, Outcome, Resume};

/// A boxed generator that can be sent to another thread: what `#[async_generator(boxed)]` returns.
///
/// `T` is the stream's item, that is `Result<Y, E>` in a generator with `throws = E`.
pub type BoxAsyncGenerator<'a, T, S = (), E = core::convert::Infallible> =
    Pin<Box<dyn AsyncGenerator<Item = T, Sent = S, Thrown = E> + Send + 'a>>;

/// A boxed generator that stays on its thread: what `#[async_generator(boxed(local))]` returns.
pub type LocalBoxAsyncGenerator<'a, T, S = (), E = core::convert::Infallible> =
    Pin<Box<dyn AsyncGenerator<Item = T, Sent = S, Thrown = E> + 'a>>;

/// What `boxed` makes of a generator.
pub fn boxed<G: AsyncGenerator>(generator: G) -> Pin<Box<G>> {
    Box::pin(generator)
}

impl<G: ?Sized + AsyncGenerator + Unpin> AsyncGenerator for Box<G> {
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
