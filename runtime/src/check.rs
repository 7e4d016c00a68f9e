//! What makes rustc say the right thing about a mistake that only types can show. No trait here has a method: see
//! `awaiting.rs`.

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

/// Used where a `finally!` is the last statement of its block.
#[deprecated = "`finally!` at the end of a block guards nothing: write it before what it guards"]
pub const FINALLY_GUARDS_NOTHING: () = ();

/// Used where the result of a `catch!` is unused.
#[deprecated = "unused result of `catch!`: `match` on it, return its error with `?`, or drop it with `let _ = …`"]
pub const UNUSED_CATCH: () = ();

/// `Unpin`, with the way out.
#[diagnostic::on_unimplemented(
    message = "an async generator must be pinned before it is polled",
    label = "this generator is not pinned",
    note = "pin it where it is: `let mut g = std::pin::pin!(g);`",
    note = "or on the heap, so that it can be moved: `let mut g = Box::pin(g);`"
)]
pub trait Unpinned {}

#[diagnostic::do_not_recommend]
impl<B: Unpin> Unpinned for B {}

/// What `?` is applied to, where it has nothing to raise and the macro has said so.
#[diagnostic::on_unimplemented(
    message = "the `?` operator can only be applied to a `Result` or an `Option`, not to `{Self}`",
    label = "not a `Result` or an `Option`",
    note = "a future is awaited first: `….await?`"
)]
pub trait QuestionMark<T>: Sized {
    /// Evaluates to what `?` would.
    fn asyncgen_value(_: Self) -> T {
        stand_in()
    }
}

#[diagnostic::do_not_recommend]
impl<T, E> QuestionMark<T> for Result<T, E> {}

#[diagnostic::do_not_recommend]
impl<T> QuestionMark<T> for Option<T> {}

/// Stands for what a rejected expression would have evaluated to, so that the rest of the body still has types.
pub fn stand_in<T>() -> T {
    panic!("this program was rejected by the compiler")
}

/// The same for an item of a stream that is gone over where nothing can be awaited.
pub fn stand_in_item<S: futures_core::Stream>(_: &S) -> S::Item {
    stand_in()
}
