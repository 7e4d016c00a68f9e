//! The two errors of the protocol: a value that could not be delivered, and a close that did not go
//! through.

use core::error::Error;
use core::fmt;

/// Why [`send`](crate::AsyncGeneratorExt::send) or [`throw`](crate::AsyncGeneratorExt::throw) could
/// not deliver a value. [`into_inner`](Self::into_inner) gives it back.
///
/// ```
/// use std::pin::pin;
///
/// use asyncgen::{AsyncGeneratorExt, ResumeErrorKind, async_generator};
///
/// #[async_generator(send = String)]
/// async fn inbox() -> usize {
///     while let Some(letter) = yield_!(0) {
///         println!("{letter}");
///     }
/// }
///
/// # futures::executor::block_on(async {
/// let mut inbox = pin!(inbox());
/// let refused = inbox.send("Dear inbox".to_owned()).await.unwrap_err();
/// assert_eq!(refused.kind(), ResumeErrorKind::NotStarted);
/// assert_eq!(refused.into_inner(), "Dear inbox");
/// # });
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ResumeError<T> {
    kind: ResumeErrorKind,
    value: T,
}

/// What kept a value from being delivered.
///
/// ```
/// # use asyncgen::ResumeErrorKind;
/// fn advice(kind: ResumeErrorKind) -> &'static str {
///     match kind {
///         ResumeErrorKind::NotStarted => "call `next` first",
///         ResumeErrorKind::Running => "call `next`, which finishes the step",
///         ResumeErrorKind::Closed => "nobody will ever receive it",
///         _ => "keep it",
///     }
/// }
/// # assert_eq!(advice(ResumeErrorKind::Closed), "nobody will ever receive it");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResumeErrorKind {
    /// The generator has not started: no yield is waiting for a value. Call `next` first.
    NotStarted,
    /// A step is under way, because the future of an earlier operation was dropped before it was
    /// ready. `next` continues the step, `close` finishes it.
    Running,
    /// The generator has ended.
    Closed,
}

impl<T> ResumeError<T> {
    pub(crate) const fn new(kind: ResumeErrorKind, value: T) -> Self {
        ResumeError { kind, value }
    }

    /// Why the value was not delivered.
    pub const fn kind(&self) -> ResumeErrorKind {
        self.kind
    }

    /// The value that was not delivered.
    pub fn into_inner(self) -> T {
        self.value
    }
}

/// Leaves the value out, so that it asks nothing of `T`.
impl<T> fmt::Debug for ResumeError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResumeError").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl<T> fmt::Display for ResumeError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            ResumeErrorKind::NotStarted => {
                "the async generator has not started: no yield is waiting for a value"
            }
            ResumeErrorKind::Running => "the async generator is in the middle of a step",
            ResumeErrorKind::Closed => "the async generator is closed",
        })
    }
}

impl<T> Error for ResumeError<T> {}

/// Why [`close`](crate::AsyncGeneratorExt::close) did not simply close the generator.
///
/// It is an [`Error`] for everything that a generator raises, also for `anyhow::Error` and
/// `Box<dyn Error + Send + Sync>`, which are none themselves. So `g.close().await?` compiles in
/// most functions. Three forms, by what the function returns:
///
/// ```
/// # use asyncgen::{AsyncGeneratorExt, CloseError, async_generator};
/// # use futures::StreamExt;
/// # use std::pin::pin;
/// #[async_generator(throws = anyhow::Error)]
/// async fn words(text: &str) -> &str {
///     finally! { anyhow::ensure!(text.is_ascii(), "not ASCII"); }
///     for word in text.split(' ') {
///         yield_!(word);
///     }
/// }
///
/// # #[tokio::main]
/// # async fn main() -> anyhow::Result<()> {
/// let mut all = pin!(words("a b"));
/// assert_eq!(all.next().await.transpose()?, Some("a"));
/// // With all that it holds, where that may be returned: not in `anyhow::Result` if an item
/// // borrows or cannot be sent.
/// all.close().await?;
/// // Without the item of an ignored exit.
/// all.close().await.map_err(CloseError::without_item)?;
/// // Only the error that the body raised, as it is; an ignored exit is no error.
/// all.close().await.or_else(CloseError::into_raised)?;
/// # Ok(())
/// # }
/// ```
///
/// Its message contains that of the raised error, and it has no `source`, because what is raised
/// need not be an `Error`. Where the sources of the raised error matter, use the last form.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum CloseError<I, E> {
    /// The body yielded this item while it was exiting. The generator is suspended at that yield;
    /// close it again.
    IgnoredExit(I),
    /// The body raised this error while it was exiting. The generator is closed.
    Raised(E),
}

/// What a [`CloseError`] is about, without what it carries.
///
/// ```
/// # use asyncgen::{CloseError, CloseErrorKind};
/// let error: CloseError<u32, String> = CloseError::Raised("no space left".to_owned());
/// assert_eq!(error.kind(), CloseErrorKind::Raised);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CloseErrorKind {
    /// See [`CloseError::IgnoredExit`].
    IgnoredExit,
    /// See [`CloseError::Raised`].
    Raised,
}

impl<I, E> CloseError<I, E> {
    /// Which of the two it is.
    pub const fn kind(&self) -> CloseErrorKind {
        match self {
            CloseError::IgnoredExit(_) => CloseErrorKind::IgnoredExit,
            CloseError::Raised(_) => CloseErrorKind::Raised,
        }
    }

    /// What it carries: `Ok` the item that was yielded, `Err` the error that was raised.
    pub fn into_inner(self) -> Result<I, E> {
        match self {
            CloseError::IgnoredExit(item) => Ok(item),
            CloseError::Raised(error) => Err(error),
        }
    }

    /// The same without the item, which it drops: an error that outlives what the item borrows, and
    /// that can be sent to another thread where the item cannot.
    pub fn without_item(self) -> CloseError<(), E> {
        match self {
            CloseError::IgnoredExit(_) => CloseError::IgnoredExit(()),
            CloseError::Raised(error) => CloseError::Raised(error),
        }
    }

    /// The error that the body raised, as it is. An ignored exit counts as closed: it is `Ok`, and
    /// the item is dropped.
    ///
    /// # Errors
    ///
    /// The error that was raised.
    pub fn into_raised(self) -> Result<(), E> {
        self.into_inner().map(drop)
    }
}

/// Leaves the item out, so that it asks nothing of `I`.
impl<I, E: fmt::Debug> fmt::Debug for CloseError<I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CloseError::IgnoredExit(_) => f.debug_tuple("IgnoredExit").finish_non_exhaustive(),
            CloseError::Raised(error) => f.debug_tuple("Raised").field(error).finish(),
        }
    }
}

/// With the message of the raised error, in its alternate form: `anyhow::Error` then shows its
/// sources, too.
impl<I, E: fmt::Display> fmt::Display for CloseError<I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CloseError::IgnoredExit(_) => f.write_str(
                "the async generator ignored exit: it yielded while it was being closed",
            ),
            CloseError::Raised(error) => write!(
                f,
                "the async generator raised an error while it was being closed: {error:#}"
            ),
        }
    }
}

/// Without a `source`: the bound `E: Error` would exclude `anyhow::Error` and boxed errors.
impl<I, E: fmt::Debug + fmt::Display> Error for CloseError<I, E> {}
