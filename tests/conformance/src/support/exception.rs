//! The exceptions of the scenario language as one error type, with Python's hierarchy between the
//! kinds.

use std::error::Error;
use std::fmt;

use asyncgen::CloseError;

/// The class of an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The root.
    BaseException,
    /// Below it: all but `Exit` and `Cancelled`.
    Exception,
    /// One that scenarios raise.
    E1,
    /// Its child.
    E1a,
    /// Another one.
    E2,
    /// What the protocol raises, too.
    RuntimeError,
    /// What the protocol raises, too.
    TypeError,
    /// `StopIteration`.
    StopIter,
    /// `StopAsyncIteration`.
    StopAsync,
    /// `GeneratorExit`.
    Exit,
    /// `asyncio.CancelledError`.
    Cancelled,
}

impl Kind {
    /// The kinds that scenarios may name.
    pub const NAMED: [Kind; 11] = [
        Kind::BaseException,
        Kind::Exception,
        Kind::E1,
        Kind::E1a,
        Kind::E2,
        Kind::RuntimeError,
        Kind::TypeError,
        Kind::StopIter,
        Kind::StopAsync,
        Kind::Exit,
        Kind::Cancelled,
    ];

    /// The kind called `name` in scenarios.
    #[must_use]
    pub fn named(name: &str) -> Option<Kind> {
        Kind::NAMED.into_iter().find(|kind| kind.to_string() == name)
    }

    fn parent(self) -> Option<Kind> {
        match self {
            Kind::BaseException => None,
            Kind::Exception | Kind::Exit | Kind::Cancelled => Some(Kind::BaseException),
            Kind::E1a => Some(Kind::E1),
            Kind::E1
            | Kind::E2
            | Kind::RuntimeError
            | Kind::TypeError
            | Kind::StopIter
            | Kind::StopAsync => Some(Kind::Exception),
        }
    }

    /// Whether a handler for `ancestor` catches this kind.
    #[must_use]
    pub fn is(self, ancestor: Kind) -> bool {
        self == ancestor || self.parent().is_some_and(|parent| parent.is(ancestor))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// An exception: what generators made from scenarios throw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exc {
    kind: Kind,
    message: String,
}

impl Exc {
    /// An exception of this kind.
    pub fn new(kind: Kind, message: impl Into<String>) -> Exc {
        Exc { kind, message: message.into() }
    }

    /// Whether `except (kinds):` catches it.
    #[must_use]
    pub fn is(&self, kinds: &[Kind]) -> bool {
        kinds.iter().any(|&kind| self.kind.is(kind))
    }
}

impl fmt::Display for Exc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({})", self.kind, self.message)
    }
}

impl Error for Exc {}

/// `raise kind(message)`, to be followed by `?`.
///
/// # Errors
///
/// Always.
pub fn raise(kind: Kind, message: &str) -> Result<(), Exc> {
    Err(Exc::new(kind, message))
}

/// `raise`, to be followed by `?`: raises what is being handled once more.
///
/// # Errors
///
/// Always.
pub fn reraise(handled: &Exc) -> Result<(), Exc> {
    Err(handled.clone())
}

/// What `await inner.aclose()` raises, to be followed by `?`.
///
/// # Errors
///
/// What the inner generator raised; Python's `RuntimeError` if it yielded.
pub fn closed<T>(outcome: Result<(), CloseError<Result<T, Exc>, Exc>>) -> Result<(), Exc> {
    outcome.map_err(|error| match error {
        CloseError::Raised(exception) => exception,
        CloseError::IgnoredExit(_) => {
            Exc::new(Kind::RuntimeError, "async generator ignored GeneratorExit")
        }
    })
}
