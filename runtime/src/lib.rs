#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))] // The badge of a feature; docs.rs sets `docsrs`.
#![no_std]
#![deny(unsafe_code)]

#[cfg(feature = "alloc")]
extern crate alloc;

#[doc(hidden)]
pub mod __private;
mod await_;
mod body_state;
#[cfg(feature = "alloc")]
mod boxed;
mod close_on_drop;
mod declared;
mod diagnostics;
mod error;
mod exit;
mod generator;
pub mod guide;
mod into_close;
mod leaving;
mod macros;
pub mod operations;
mod protocol;
#[allow(unsafe_code)] // It is all here.
mod raw;
mod report;

/// Makes an async generator of an `async fn`.
///
/// ```
/// use asyncgen::async_generator;
/// use futures::StreamExt;
///
/// /// The lines of `text` that are numbers.
/// #[async_generator(throws = std::num::ParseIntError)]
/// async fn numbers(text: &str) -> i64 {
///     for line in text.lines() {
///         yield_!(line.parse()?);
///     }
/// }
///
/// # #[tokio::main]
/// # async fn main() {
/// let numbers: Vec<_> = numbers("1\n2\nthree\n4").collect().await;
/// assert!(matches!(numbers[..], [Ok(1), Ok(2), Err(_)]));
/// # }
/// ```
///
/// The declared return type is what is yielded; the function becomes a plain `fn` that returns
/// `impl AsyncGenerator<Item = …, Sent = …, Thrown = …>`. Calling it moves the arguments in, all of
/// them, and runs nothing; they are dropped with the body.
///
/// # Arguments
///
/// - `send = S`: `yield_!` evaluates to `Option<S>`, and the consumer can
///   [`send`](AsyncGeneratorExt::send).
/// - `throws = E`: the items are `Result<T, E>`, `?` raises, and the consumer can
///   [`throw`](AsyncGeneratorExt::throw).
/// - `boxed`, `boxed(local)`: returns a `BoxAsyncGenerator` or a `LocalBoxAsyncGenerator` (feature
///   `alloc`), for recursion, for traits that are to be `dyn`-compatible, and where the type must
///   have a name. It costs one allocation a call. What it captures must be named in its signature,
///   so documentation may show lifetimes that you did not write: `'_0` and so on for references
///   without one, and `'_all`, which all outlive. As a value, a free function whose arguments are
///   plain references is a `for<'a> fn(&'a str, …) -> BoxAsyncGenerator<'a, _>`; a method, or a
///   function with type parameters, becomes one in a closure: `|s| s.method()`.
/// - `Send`: adds `+ Send` to what is returned. It follows from the body anyway; in a trait it has
///   to be said.
/// - `crate = path`: where this crate is, if it was renamed. In the body its macros can be called
///   by that path, `path::finally! { … }`. In `stream!` and `async_gen!` of a renamed crate they
///   are called by their names alone.
///
/// # In the body
///
/// [`yield_!`], `#[for_await] for x in stream { }`, [`catch!`] and [`finally!`] have their meaning
/// directly in the body: not in closures, `async` blocks or inner functions, which the macro says.
/// They need no import. `return` has no value; `?`, `break`, `continue` and `.await` are Rust's
/// own. In the arguments of other macros (`println!`, `vec!`, `tokio::select!`) all this works too.
///
/// `#[for_await(close)] for x in generator { }` closes the generator on every way out of the loop,
/// awaits that, and raises what that raises, as a `finally!` before the loop would. An item that
/// the generator yields then is dropped, and so is the generator. A plain `#[for_await]` drops its
/// stream.
///
/// # Awaits in other macros, and embassy
///
/// A visible `.await` polls its future with the consumer's own waker. So does one among the
/// arguments of the macros of the standard library, `log`, `tracing` and `defmt` that print none of
/// their tokens (`println!`, `format!`, `vec!`, `assert_eq!`, `info!`), and so do the arguments of
/// `join!` and `try_join!` by their paths: `tokio::join!(a, b)`, `futures::join!(a, b)`.
///
/// In all other macros, such as `select!`, `assert!`, `dbg!` and the user's own, a future is polled
/// with a waker of the generator. When it is cloned, its clone is the consumer's, so that each wake
/// arrives. But `will_wake` is false, so that it is cloned at each poll, and an executor that looks
/// into its wakers does not know it: embassy's timers panic ("Found waker not created by the
/// Embassy executor"). The way round is an `async` block that is awaited visibly, or a function
/// instead of the macro:
///
/// ```
/// # use asyncgen::async_generator;
/// # use futures::StreamExt;
/// # async fn tick() -> bool { true }
/// #[async_generator]
/// async fn ticks() -> bool {
///     async { assert!(tick().await) }.await;
///     let first = async {
///         tokio::select! {
///             on = tick() => on,
///             off = std::future::pending() => off,
///         }
///     };
///     yield_!(first.await);
///     // Of `embassy_futures`: `select(tick(), other()).await`.
/// }
///
/// # #[tokio::main]
/// # async fn main() {
/// assert_eq!(ticks().collect::<Vec<_>>().await, [true]);
/// # }
/// ```
///
/// # Errors, panics, the end
///
/// What `?` raises and nobody catches is the last item, `Err(error)`. After the end, and after a
/// panic of the body, the stream gives `None` for ever.
///
/// # Dropping it
///
/// Drops the body, after the [`finally!`] blocks that do not await. The others need
/// [`close`](AsyncGeneratorExt::close).
///
/// # `Send`, cost
///
/// What is returned is `Send`, `Sync` and `Unpin` if the body is, as an `async` block would be.
/// There is no allocation, and no large item is stored in the generator, unless the body has more
/// than 32 yields.
///
/// The semantics are those of PEP 525; `#[for_await]` is RFC 3513's `for await`.
#[doc(inline)]
pub use asyncgen_macros::async_generator;

/// What the function-like macros call. rustc names it in notes about the code in them.
#[doc(hidden)]
pub mod expansion {
    pub use asyncgen_macros::{async_gen, stream, try_stream};
}

// They are not for users. But rustc names them where a bound of theirs does not hold, and a path
// through `__private` would tell users nothing.
#[doc(hidden)]
pub use crate::await_::{Await, ForAwait, ForAwaitClose, RaisedInto};
#[doc(hidden)]
pub use crate::diagnostics::{
    EndWithError, LastExpression, MayBeErrors, MustBe, QuestionMark, Unpinned, unknown_syntax,
};
#[doc(hidden)]
#[allow(deprecated)] // Their use is the warning.
pub use crate::diagnostics::{FINALLY_GUARDS_NOTHING, NEVER_YIELDS, UNUSED_CATCH};
#[doc(hidden)]
pub use crate::generator::{FallibleItems, FinalErrorItems, InfallibleItems};
#[doc(hidden)]
pub use crate::raw::body::Generator;
#[doc(hidden)]
pub use crate::raw::lazy_body::LazyBody;

#[cfg(feature = "alloc")]
pub use crate::boxed::{BoxAsyncGenerator, LocalBoxAsyncGenerator};
pub use crate::error::{CloseError, CloseErrorKind, ResumeError, ResumeErrorKind};
#[doc(inline)] // Its module is public, too: without this the trait has no page here.
pub use crate::operations::AsyncGeneratorExt;
pub use crate::protocol::{AsyncGenerator, GeneratorState, Outcome, Resume};

/// The examples of `MIGRATION.md` compile and run.
#[cfg(doctest)]
#[doc = include_str!("../MIGRATION.md")]
mod migration {}
