//! What a poll of a body comes to, for what polls it.

/// What a poll of the body comes to for its caller. It is made in its final type, because to
/// convert it would copy the item.
pub trait Report<O, Y> {
    /// What it comes to.
    type Outcome;

    /// Whether the body is polled to leave it.
    const LEAVES: bool;

    /// The body is suspended at a yield of this value, where exit has still to be raised if it
    /// `is_due`.
    fn yielded(value: Y, is_due: bool) -> Self::Outcome;

    /// The body is pending at something that it awaits.
    fn pending() -> Self::Outcome;

    /// The body has ended with this output, which answers `close` if it `is_closing`.
    fn ended(output: O, is_closing: bool) -> Self::Outcome;

    /// There is no body that could run.
    fn no_body() -> Self::Outcome;
}

/// Reports a poll as [`Polled`].
pub(crate) struct AsPolled<const LEAVES: bool>;

/// The result of a poll of the body: see the functions of [`Report`].
pub(crate) enum Polled<O, Y> {
    Yielded(Y),
    YieldedTooEarly(Y),
    Pending,
    Ended { output: O, is_closing: bool },
    NoBody,
}

impl<O, Y, const LEAVES: bool> Report<O, Y> for AsPolled<LEAVES> {
    type Outcome = Polled<O, Y>;

    const LEAVES: bool = LEAVES;

    #[inline(always)]
    fn yielded(value: Y, is_due: bool) -> Polled<O, Y> {
        if is_due { Polled::YieldedTooEarly(value) } else { Polled::Yielded(value) }
    }

    #[inline(always)]
    fn pending() -> Polled<O, Y> {
        Polled::Pending
    }

    #[inline(always)]
    fn ended(output: O, is_closing: bool) -> Polled<O, Y> {
        Polled::Ended { output, is_closing }
    }

    #[inline(always)]
    fn no_body() -> Polled<O, Y> {
        Polled::NoBody
    }
}

impl<O, Y> Polled<O, Y> {
    /// The same as `R` reports it.
    #[inline(always)]
    pub(crate) fn report<R: Report<O, Y>>(self) -> R::Outcome {
        match self {
            Polled::Yielded(value) => R::yielded(value, false),
            Polled::YieldedTooEarly(value) => R::yielded(value, true),
            Polled::Pending => R::pending(),
            Polled::Ended { output, is_closing } => R::ended(output, is_closing),
            Polled::NoBody => R::no_body(),
        }
    }
}
