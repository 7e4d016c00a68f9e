//! How control leaves a body or a guarded block, and what a yield makes of the value that it is
//! resumed with.

use core::convert::Infallible;

use crate::protocol::Resume;

/// The output of a body: `Ok(())` after return or close, `Err` for an uncaught error.
pub(crate) type BodyOutput<E> = Result<(), E>;

/// How control left a block under `catch!` or `finally!`, unless by an error.
pub enum BlockExit<T> {
    /// The block ran to its end, with this value.
    Value(T),
    /// By `return`, or because exit was raised.
    Return,
    /// By the `break` or `continue` of this number, which is carried out after the block.
    Jump(u32),
}

impl<T> BlockExit<T> {
    /// The output of a guarded block, where the body would end with `output`.
    #[inline]
    pub fn left<E>(output: BodyOutput<E>) -> Result<Self, E> {
        output.map(|()| BlockExit::Return)
    }
}

/// The output of an `async` block of the expansion: of the body, or of a guarded block.
pub trait FromExit<E> {
    /// The output of the block, where the body would end with `output`.
    fn from_exit(output: BodyOutput<E>) -> Self;
}

/// Of the body.
impl<E> FromExit<E> for BodyOutput<E> {
    #[inline]
    fn from_exit(output: BodyOutput<E>) -> Self {
        output
    }
}

/// Of a guarded block.
impl<T, E> FromExit<E> for Result<BlockExit<T>, E> {
    #[inline]
    fn from_exit(output: BodyOutput<E>) -> Self {
        BlockExit::left(output)
    }
}

/// The output of the surrounding `async` block, where the body would end with `output`. The macro
/// calls it where it cannot know which block that is.
#[inline]
pub fn left_block<E, O: FromExit<E>>(output: BodyOutput<E>) -> O {
    O::from_exit(output)
}

/// The output of whatever a `return` leaves that a rule of the user's `macro_rules!` contains: an
/// `async` block of the expansion, or a closure or function of the user's that returns `()`.
#[diagnostic::on_unimplemented(
    message = "`return` without a value, where `{Self}` is returned",
    label = "this needs a value"
)]
pub trait FromReturn {
    /// The output of a `return` without a value.
    fn from_return() -> Self;
}

/// Of the body.
impl<E> FromReturn for BodyOutput<E> {
    #[inline]
    fn from_return() -> Self {
        Ok(())
    }
}

/// Of a guarded block.
impl<T, E> FromReturn for Result<BlockExit<T>, E> {
    #[inline]
    fn from_return() -> Self {
        Ok(BlockExit::Return)
    }
}

impl FromReturn for () {
    #[inline]
    fn from_return() {}
}

/// The output of whatever the surrounding `return` leaves. The macro calls it where it cannot know
/// what that is.
#[inline]
pub fn returned<O: FromReturn>() -> O {
    O::from_return()
}

/// What a yield evaluates to, and when it leaves the body instead.
pub trait FromResume {
    /// What is sent into the generator.
    type Sent;
    /// What is thrown into it.
    type Thrown;

    /// Converts what the consumer resumes the yield with.
    fn from_resume(resume: Resume<Self::Sent, Self::Thrown>) -> Self;
}

/// Where nothing can be sent or thrown: whether to leave the body.
impl FromResume for bool {
    type Sent = ();
    type Thrown = Infallible;

    #[inline(always)]
    fn from_resume(resume: Resume<(), Infallible>) -> Self {
        match resume {
            Resume::Next | Resume::Send(()) => false,
            Resume::Throw(error) => match error {},
            Resume::Exit => true,
        }
    }
}

/// Where nothing can be sent: `Some` leaves the body.
impl<E> FromResume for Option<BodyOutput<E>> {
    type Sent = ();
    type Thrown = E;

    #[inline(always)]
    fn from_resume(resume: Resume<(), E>) -> Self {
        match resume {
            Resume::Next | Resume::Send(()) => None,
            Resume::Throw(error) => Some(Err(error)),
            Resume::Exit => Some(Ok(())),
        }
    }
}

/// In a generator with `send = S`: `Ok` is the value of the yield, `Err` leaves the body.
impl<S, E> FromResume for Result<Option<S>, BodyOutput<E>> {
    type Sent = S;
    type Thrown = E;

    #[inline(always)]
    fn from_resume(resume: Resume<S, E>) -> Self {
        match resume {
            Resume::Next => Ok(None),
            Resume::Send(value) => Ok(Some(value)),
            Resume::Throw(error) => Err(Err(error)),
            Resume::Exit => Err(Ok(())),
        }
    }
}

/// Is called for a jump that no macro emits.
#[cold]
pub fn unreachable_jump() -> ! {
    panic!("a jump without a target left a guarded block of an async generator")
}
