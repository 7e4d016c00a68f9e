//! Generators behind a pointer: types that can be named, stored and returned from a recursive
//! function.

use alloc::boxed::Box;
use core::pin::Pin;
use core::task::{Context, Poll};

use crate::protocol::{AsyncGenerator, GeneratorState, Outcome, Resume};

/// A boxed generator that can be sent to another thread: what `#[async_generator(boxed)]` returns.
///
/// `T` is the stream's item, that is `Result<Y, E>` in a generator with `throws = E`.
///
/// ```
/// use std::collections::HashMap;
/// use std::io;
///
/// use asyncgen::{BoxAsyncGenerator, async_generator};
///
/// #[async_generator(boxed, send = u32, throws = io::Error)]
/// async fn session(user: String) -> u32 {
///     while let Some(request) = yield_!(0) {
///         println!("{user} asks for {request}");
///     }
/// }
///
/// type Session = BoxAsyncGenerator<'static, io::Result<u32>, u32, io::Error>;
///
/// let mut sessions: HashMap<&str, Session> = HashMap::new();
/// sessions.insert("ada", session("ada".to_owned()));
/// ```
pub type BoxAsyncGenerator<'a, T, S = (), E = core::convert::Infallible> =
    Pin<Box<dyn AsyncGenerator<Item = T, Sent = S, Thrown = E> + Send + 'a>>;

/// A boxed generator that stays on its thread: what `#[async_generator(boxed(local))]` returns.
///
/// ```
/// use std::rc::Rc;
///
/// use asyncgen::{LocalBoxAsyncGenerator, async_generator};
/// use futures::StreamExt;
///
/// #[async_generator(boxed(local))]
/// async fn copies(of: Rc<str>) -> Rc<str> {
///     loop {
///         yield_!(Rc::clone(&of));
///     }
/// }
///
/// # futures::executor::block_on(async {
/// let mut copies: LocalBoxAsyncGenerator<'_, Rc<str>> = copies("a".into());
/// assert_eq!(copies.next().await.as_deref(), Some("a"));
/// # });
/// ```
pub type LocalBoxAsyncGenerator<'a, T, S = (), E = core::convert::Infallible> =
    Pin<Box<dyn AsyncGenerator<Item = T, Sent = S, Thrown = E> + 'a>>;

/// What `boxed` makes of a generator.
pub fn boxed<G: AsyncGenerator>(generator: G) -> Pin<Box<G>> {
    Box::pin(generator)
}

#[diagnostic::do_not_recommend]
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
