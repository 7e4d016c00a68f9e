//! Traits and dummies that make rustc report a mistake well where only types show it. None of the
//! traits has a method: see `await_.rs`.

use core::convert::Infallible;
use core::marker::PhantomData;
use core::ops::Not;

/// Nothing implements this trait.
pub trait Never {}

/// Selects the implementation for nothing.
pub struct Nothing;

/// Stands for the last expression of a body.
pub struct LastExpression;

impl LastExpression {
    /// Takes the value of a body's last expression.
    #[inline(always)]
    pub fn asyncgen_end<T>(_: T)
    where
        LastExpression: MustBe<T>,
    {
    }
}

/// Requires a type.
///
/// It is a parameter, because rustc infers the only one for which there is an implementation. It
/// would not infer `Self`.
#[diagnostic::on_unimplemented(
    message = "the last expression of an async generator must be `()`, not `{T}`",
    label = "this value would be lost",
    note = "to hand it to the consumer, yield it: `yield_!(…);`",
    note = "to drop it, end it with `;`"
)]
pub trait MustBe<T> {}

#[diagnostic::do_not_recommend]
impl MustBe<()> for LastExpression {}

/// Code behind `!Unreachable` is type-checked and linted, and is gone before it is borrow-checked.
///
/// The operator of a type that has no value is the one such place of which no version of rustc
/// warns in an expansion, as it does behind a `return`, a `loop` or a call.
pub struct Unreachable;

impl Not for Unreachable {
    type Output = Infallible;

    fn not(self) -> Infallible {
        unreachable!()
    }
}

/// Used where a generator never yields.
#[deprecated = "this async generator never yields"]
pub const NEVER_YIELDS: () = ();

/// Used where a `finally!` is the last statement of its block.
#[deprecated = "`finally!` at the end of a block guards nothing: write it before what it guards"]
pub const FINALLY_GUARDS_NOTHING: () = ();

/// Used where the result of a `catch!` is unused.
#[deprecated = "unused result of `catch!`: `match` on it, return its error with `?`, \
                or drop it with `let _ = …`"]
pub const UNUSED_CATCH: () = ();

/// `Unpin`, with a message that says what to do.
#[diagnostic::on_unimplemented(
    message = "an async generator must be pinned before it is polled",
    label = "this generator is not pinned",
    note = "pin it where it is: `let mut g = std::pin::pin!(g);`",
    note = "or on the heap, so that it can be moved: `let mut g = Box::pin(g);`"
)]
pub trait Unpinned {}

#[diagnostic::do_not_recommend]
impl<B: Unpin> Unpinned for B {}

/// What follows a dot in half-typed code. The macro has reported it, and goes on beside the error.
#[doc(hidden)] // Nobody types it.
pub trait Unfinished {
    /// Has the type that is expected.
    #[doc(hidden)]
    fn asyncgen_unfinished<T>(&self) -> T {
        dummy_value()
    }

    /// The same for a statement, which expects none.
    #[doc(hidden)]
    fn asyncgen_unfinished_statement(&self) {}
}

impl<T: ?Sized> Unfinished for T {}

/// The operand of a `?` in a generator without `throws`, which the macro has reported.
#[diagnostic::on_unimplemented(
    message = "the `?` operator can only be applied to a `Result` or an `Option`, not to `{Self}`",
    label = "not a `Result` or an `Option`",
    note = "a future is awaited first: `….await?`"
)]
pub trait QuestionMark<T>: Sized {
    /// Has the type of the `?` expression.
    fn asyncgen_value(_: Self) -> T {
        dummy_value()
    }
}

#[diagnostic::do_not_recommend]
impl<T, E> QuestionMark<T> for Result<T, E> {}

#[diagnostic::do_not_recommend]
impl<T> QuestionMark<T> for Option<T> {}

/// The items `Y` of a block with a `?`, whose error `E` is the last of them.
///
/// Its method has a receiver, unlike those in `await_.rs`: only for that rustc asks early.
pub trait EndWithError<Y, E>: MayBeErrors<Y, E> + Sized {
    /// What is known of the last one.
    fn asyncgen_last(self) -> LastItem<E, Self::Converter, Self::BodyOutput> {
        dummy_value()
    }

    /// The same where there may be none: see [`EndWithoutError`].
    fn asyncgen_last_or_none(self) -> LastItem<E, Self::Converter, Self::BodyOutput> {
        dummy_value()
    }
}

/// Where the bound does not hold, there is no method: what would be returned has no type, and rustc
/// reports nothing else about it. It is implemented for the type of a function, because rustc would
/// show where any other type is defined.
impl<Y, E> EndWithError<Y, E> for fn() -> Y where fn() -> Y: MayBeErrors<Y, E> {}

/// The items of a block each `?` of which stands among another macro's arguments, where it may
/// belong to a closure: if they are no results, the body has no error.
///
/// Its method is one of a reference, which rustc looks for if that of [`EndWithError`] does not
/// apply.
pub trait EndWithoutError: Sized {
    /// What is known of the last one: there is none.
    fn asyncgen_last_or_none(self) -> LastItem<Infallible, NoError, Result<(), Infallible>> {
        dummy_value()
    }
}

impl<Y> EndWithoutError for &fn() -> Y {}

/// Requires that the items `Y` of a block with a `?` are results: its error `E` is the last one.
#[diagnostic::on_unimplemented(
    message = "the items of a block with a `?` must be results, not `{Y}`",
    label = "its error would be the last item, but the items are `{Y}`",
    note = "declare `Result<{Y}, Error>`, and yield `Ok(…)`; \
            or use `try_stream!`, which adds the `Ok`"
)]
pub trait MayBeErrors<Y, E> {
    /// Makes an item of the error.
    type Converter: ErrorToItem<Y, E>;

    /// What the body evaluates to.
    type BodyOutput;
}

#[diagnostic::do_not_recommend]
impl<T, E> MayBeErrors<Result<T, E>, E> for fn() -> Result<T, E> {
    type Converter = ErrorAsResult;
    type BodyOutput = Result<(), E>;
}

/// The error of a body, what makes an item of it, and what the body evaluates to.
pub struct LastItem<E, C, O>(PhantomData<(E, C, O)>);

/// Makes the last item of the error that a `?` returns.
pub trait ErrorToItem<Y, E> {
    /// The last item.
    fn item(error: E) -> Y;
}

/// The error of the last item is that of the `?`.
pub struct ErrorAsResult;

impl<T, E> ErrorToItem<Result<T, E>, E> for ErrorAsResult {
    #[inline]
    fn item(error: E) -> Result<T, E> {
        Err(error)
    }
}

/// There is no error to make an item of.
pub struct NoError;

impl<Y> ErrorToItem<Y, Infallible> for NoError {
    #[inline]
    fn item(error: Infallible) -> Y {
        match error {}
    }
}

/// Replaces a rejected expression, so that the rest of the body still has types.
pub fn dummy_value<T>() -> T {
    panic!("this program was rejected by the compiler")
}

/// Replaces an item of a stream in a loop where nothing can be awaited.
pub fn dummy_item<S: futures_core::Stream>(_: &S) -> S::Item {
    dummy_value()
}

/// The end of a `try_stream!`. rustc names this function and its parameter where nothing else tells
/// the error type.
pub fn try_stream<Error>() -> Result<(), Error> {
    dummy_value()
}

/// Used where a body has syntax that the macro cannot parse.
#[must_use = "the syntax in this function is newer than this version of `asyncgen`"]
pub fn unknown_syntax() -> bool {
    dummy_value()
}

/// A type by another name, by which rustc does not learn what the operand of [`value`] must be.
pub trait Value {
    /// The type itself.
    type Type;
}

impl<T> Value for T {
    type Type = T;
}

/// What a `yield_!` or a `catch!` evaluates to. The call has the place of the whole macro call, so
/// an error about its type has it too.
#[inline(always)]
pub fn value<T>(value: T) -> <T as Value>::Type {
    value
}
