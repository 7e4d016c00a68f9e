//! How control leaves a part of a body: what a yield does when it is resumed, and what a guarded block ends with.

use core::future::Future;

use crate::frame::Handle;
use crate::protocol::Resume;

/// How a block under `catch!` or `finally!` was left, if not by an error.
pub enum Flow<T> {
    /// It ran to its end.
    Value(T),
    /// By `return`, or by exit.
    Return,
    /// By the `break` or `continue` with this number, which the block's surroundings carry out.
    Jump(u32),
}

/// The output of an `async` block of the expansion: what leaving the block early looks like in it.
pub trait Leave<E> {
    /// Leaves without an error.
    fn returning() -> Self;

    /// Leaves with an error.
    fn raising(error: E) -> Self;
}

/// The body itself.
impl<E> Leave<E> for Result<(), E> {
    #[inline(always)]
    fn returning() -> Self {
        Ok(())
    }

    #[inline(always)]
    fn raising(error: E) -> Self {
        Err(error)
    }
}

/// A block under `catch!` or `finally!`.
impl<T, E> Leave<E> for Result<Flow<T>, E> {
    #[inline(always)]
    fn returning() -> Self {
        Ok(Flow::Return)
    }

    #[inline(always)]
    fn raising(error: E) -> Self {
        Err(error)
    }
}

/// Leaves whatever block it stands in without an error.
#[inline(always)]
pub fn returning<E, L: Leave<E>>() -> L {
    L::returning()
}

/// A resumed yield in a generator without `send = …`: go on with `()`, or leave.
#[inline(always)]
pub fn resumed<S, E, L: Leave<E>>(resume: Resume<S, E>) -> Result<(), L> {
    match resume {
        Resume::Next | Resume::Send(_) => Ok(()),
        Resume::Throw(error) => Err(L::raising(error)),
        Resume::Exit => Err(L::returning()),
    }
}

/// A resumed yield in a generator with `send = S`: go on with what was sent, or leave.
#[inline(always)]
pub fn received<S, E, L: Leave<E>>(resume: Resume<S, E>) -> Result<Option<S>, L> {
    match resume {
        Resume::Next => Ok(None),
        Resume::Send(value) => Ok(Some(value)),
        Resume::Throw(error) => Err(L::raising(error)),
        Resume::Exit => Err(L::returning()),
    }
}

impl<Y, S, E, K> Handle<Y, S, E, K> {
    /// Ties a guarded block to the error type of the body in which it stands.
    #[inline(always)]
    pub fn guarded<T, B: Future<Output = Result<Flow<T>, E>>>(self, block: B) -> B {
        block
    }
}

/// A flow that the macros never make.
#[cold]
pub fn never() -> ! {
    panic!("a jump without a target left a guarded block of an async generator")
}
