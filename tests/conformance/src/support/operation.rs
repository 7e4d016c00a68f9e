//! What a consumer does with its generator.

use super::Kind;

/// One of the four operations of PEP 525.
#[derive(Clone, Copy, Debug)]
pub enum Basic {
    /// `next()`; Python's `asend(None)` as well.
    Next,
    /// `send(value)`
    Send(i64),
    /// `throw(kind(message))`
    Throw(Kind, &'static str),
    /// `close()`
    Close,
}

/// A driver op. Slots are operations begun in one op and continued in a later one.
#[derive(Clone, Copy, Debug)]
pub enum Op {
    /// The operation, driven to its end.
    Whole(Basic),
    /// The operation, whose future is dropped after so many suspensions. Then the token.
    Dropped(Basic, u32, &'static str),
    /// The operation, whose future is dropped after so many suspensions, as when its task is
    /// cancelled. Then the generator is closed.
    Cancelled(Basic, u32),
    /// Makes a slot's future, without polling it.
    Make(&'static str, Basic),
    /// Polls a slot's future once.
    Poll(&'static str),
    /// Drives a slot's future to its end.
    Finish(&'static str),
    /// Drops a slot's future and closes the generator.
    Cancel(&'static str),
    /// Drops a slot's future. Then the token.
    Abandon(&'static str, &'static str),
    /// `while let Some(item) = generator.next().await`, left after so many items (0: never).
    For(u32),
    /// Drops the generator.
    Drop,
    /// Closes the generator, if it was ever polled.
    Shutdown,
}
