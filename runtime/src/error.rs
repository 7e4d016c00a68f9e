//! The two errors of the protocol: a value that could not be delivered, and a close that did not go
//! through.

use core::error::Error;
use core::fmt;

/// Why [`send`](crate::AsyncGeneratorExt::send) or [`throw`](crate::AsyncGeneratorExt::throw) could
/// not deliver a value. [`into_inner`](Self::into_inner) gives it back.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ResumeError<T> {
    kind: ResumeErrorKind,
    value: T,
}

/// What kept a value from being delivered.
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
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum CloseError<I, E> {
    /// The body yielded this item while it was exiting. The generator is suspended at that yield;
    /// close it again.
    IgnoredExit(I),
    /// The body raised this error while it was exiting. The generator is closed.
    Raised(E),
}

/// What a [`CloseError`] is about, without what it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
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

impl<I, E> fmt::Display for CloseError<I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CloseError::IgnoredExit(_) => {
                "the async generator ignored exit: it yielded while it was being closed"
            }
            CloseError::Raised(_) => {
                "the async generator raised an error while it was being closed"
            }
        })
    }
}

impl<I, E: Error + 'static> Error for CloseError<I, E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            CloseError::IgnoredExit(_) => None,
            CloseError::Raised(error) => Some(error),
        }
    }
}
