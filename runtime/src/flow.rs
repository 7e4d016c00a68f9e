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

impl<T> Flow<T> {
    /// The output of a guarded block that is left as a body would be.
    #[inline(always)]
    pub fn left<E>(left: Left<E>) -> Result<Self, E> {
        left.map(|()| Flow::Return)
    }
}

/// What a body is left with, if a resumed yield leaves it: its output.
pub(crate) type Left<E> = Result<(), E>;

/// The output of an `async` block of the expansion, where the macro cannot know which block it is.
pub trait Leave<E> {
    /// The output of a block that is left as a body would be.
    fn leaving(left: Left<E>) -> Self;
}

/// The body itself.
impl<E> Leave<E> for Left<E> {
    #[inline(always)]
    fn leaving(left: Left<E>) -> Self {
        left
    }
}

/// A guarded block.
impl<T, E> Leave<E> for Result<Flow<T>, E> {
    #[inline(always)]
    fn leaving(left: Left<E>) -> Self {
        Flow::left(left)
    }
}

/// The output of the surrounding `async` block, whichever it is, that is left as a body would be.
#[inline(always)]
pub fn leaving<E, L: Leave<E>>(left: Left<E>) -> L {
    L::leaving(left)
}

/// What a yield makes of how it is resumed.
pub trait Reaction<S, E> {
    /// Makes it.
    fn to(resume: Resume<S, E>) -> Self;
}

/// In a generator without `send = …`: go on, or leave.
impl<S, E> Reaction<S, E> for Option<Left<E>> {
    #[inline(always)]
    fn to(resume: Resume<S, E>) -> Self {
        match resume {
            Resume::Next | Resume::Send(_) => None,
            Resume::Throw(error) => Some(Err(error)),
            Resume::Exit => Some(Ok(())),
        }
    }
}

/// In a generator with `send = S`: go on with what was sent, or leave.
impl<S, E> Reaction<S, E> for Result<Option<S>, Left<E>> {
    #[inline(always)]
    fn to(resume: Resume<S, E>) -> Self {
        match resume {
            Resume::Next => Ok(None),
            Resume::Send(value) => Ok(Some(value)),
            Resume::Throw(error) => Err(Err(error)),
            Resume::Exit => Err(Ok(())),
        }
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
