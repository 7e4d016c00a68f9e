//! `yield_!`, `catch!` and `finally!` as items that docs, imports and editors find. Inside a
//! generator the attribute replaces them before they expand; what expands stands outside.

/// Yields a value to the consumer, and evaluates to what the consumer sends back.
///
/// `yield_!(x)` suspends the generator and makes `x` its next item. It evaluates to `()`; in a
/// generator with `send = S` to `Option<S>`: `None` when the consumer resumes with `next`,
/// `Some(value)` with `send(value)`. When the consumer resumes with `throw(error)`, the error is
/// raised here; with `close`, exit. `yield_!()` yields `()`.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::pin::pin;
///
/// use asyncgen::{AsyncGeneratorExt, async_generator};
/// use futures::StreamExt;
///
/// #[async_generator(send = u32)]
/// async fn doubled() -> u32 {
///     let mut sent = yield_!(0);
///     while let Some(n) = sent {
///         sent = yield_!(2 * n);
///     }
/// }
///
/// let mut doubled = pin!(doubled());
/// assert_eq!(doubled.next().await, Some(0));
/// assert_eq!(doubled.send(21).await?, Some(42));
/// assert_eq!(doubled.next().await, None);
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! yield_ {
    ($($anything:tt)*) => {
        ::core::compile_error!(
            "`yield_!` outside of an async generator\n\n\
             = help: put `#[async_generator]` on the function"
        )
    };
}

/// Runs a block and evaluates to `Result<T, E>`: what it evaluates to, or what was raised in it.
///
/// Sees what the consumer throws at a yield inside, and what `?` raises inside. Exit passes
/// through: only [`finally!`](crate::finally) sees it. `return`, `break` and `continue` inside
/// leave the block as usual.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use asyncgen::async_generator;
/// use futures::StreamExt;
///
/// /// The numbers in a text. Of words that are none, their lengths.
/// #[async_generator(throws = std::num::ParseIntError)]
/// async fn numbers(text: &str) -> usize {
///     for word in text.split(' ') {
///         match catch! { word.parse()? } {
///             Ok(number) => yield_!(number),
///             Err(_) => yield_!(word.len()),
///         }
///     }
/// }
///
/// let numbers: Vec<_> = numbers("7 two 9").collect().await;
/// assert_eq!(numbers, [Ok(7), Ok(3), Ok(9)]);
/// # }
/// ```
///
/// # What it captures
///
/// The block becomes an `async` block, so that no `?` or `return` in it, visible or not, gets past
/// it. rustc judges by the whole of an `async` block what is moved into it: a variable that is
/// moved on a way that ends in `return` or `break` counts as moved on all ways, in a loop and
/// behind the block as well (E0382). Keep it in an `Option`, and take it:
///
/// ```
/// # use asyncgen::async_generator;
/// # use futures::StreamExt;
/// #[async_generator(throws = String)]
/// async fn attempts(connection: String) -> usize {
///     let mut connection = Some(connection);
///     for attempt in 1.. {
///         let outcome = catch! {
///             yield_!(attempt);
///             if attempt == 2 {
///                 drop(connection.take()); // Not `drop(connection)`.
///                 return;
///             }
///         };
///         outcome?;
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// assert_eq!(attempts("tcp".to_owned()).count().await, 2);
/// # }
/// ```
///
/// [`finally!`](crate::finally#what-it-captures) has the rest, which holds here as well.
#[macro_export]
macro_rules! catch {
    ($($anything:tt)*) => {
        ::core::compile_error!(
            "`catch!` outside of an async generator\n\n\
             = help: put `#[async_generator]` on the function"
        )
    };
}

/// Guards the rest of the enclosing block: the cleanup runs when that is left, however it is left.
///
/// That is at its end, and by `return`, `?`, `break`, `continue`, an error thrown at a yield, and
/// exit (`close`), which is raised at the yield or where the body waits. The cleanup may `.await`.
/// The innermost runs first.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use std::cell::Cell;
/// use std::pin::pin;
///
/// use asyncgen::{AsyncGeneratorExt, async_generator};
/// use futures::StreamExt;
///
/// #[async_generator]
/// async fn events(clients: &Cell<u32>) -> &'static str {
///     clients.set(clients.get() + 1);
///     finally! { clients.set(clients.get() - 1); }
///     yield_!("hello");
///     std::future::pending::<()>().await; // An idle bus.
/// }
///
/// let clients = Cell::new(0);
/// let mut page = Box::pin(events(&clients));
/// assert_eq!(page.next().await, Some("hello"));
/// assert_eq!(clients.get(), 1);
/// drop(page); // The browser leaves.
/// assert_eq!(clients.get(), 0);
///
/// let mut page = pin!(events(&clients));
/// page.next().await;
/// page.close().await.unwrap();
/// assert_eq!(clients.get(), 0);
/// # }
/// ```
///
/// # When the generator is dropped
///
/// A drop cannot wait. It runs every live cleanup that does not await, innermost first, and skips
/// those that do. A generator that has not started, has ended, or whose body has panicked, runs
/// none.
///
/// | the generator is … | cleanup that does not await | cleanup that awaits |
/// |---|---|---|
/// | run to its end, left by `return`, `?`, `break`, a thrown error | runs | runs |
/// | closed: at a yield, or where it waits | runs | runs |
/// | dropped, under [`close_on_drop`] | runs | runs, in the future that is spawned |
/// | dropped | runs | skipped |
/// | its body has panicked | no | no |
///
/// [`close_on_drop`]: crate::AsyncGeneratorExt::close_on_drop
///
/// Whether a cleanup awaits is a question about the code of its own level. It does if it contains
/// `.await`, `#[for_await]`, a yield, or `join!`, `try_join!` or `select!`. It does not because of
/// an `async` block or a closure in it (`tokio::spawn(async move { x.await; });`), nor because of
/// the macros of the standard library, `log` and `tracing`. Of other macros nobody knows: a cleanup
/// with one runs when the generator is dropped, and is let go where it would wait.
///
/// [`close_on_drop`]: crate::AsyncGeneratorExt::close_on_drop
///
/// # While a cleanup is under way
///
/// [`close`](crate::AsyncGeneratorExt::close) never cuts a cleanup that waits: it finishes it, and
/// raises exit behind it. A drop cuts it there, and runs the outer cleanups that do not await. A
/// cleanup that yields is suspended there, as in Python, and exit is raised at that yield.
///
/// # What it captures
///
/// The guarded part becomes an `async` block, so that no `return` or `?` in it, visible or not,
/// gets past the cleanup. An `async` block captures what it uses: a variable that is moved in it,
/// on any way, by value, all others by reference. So there are four differences to a plain block.
///
/// **A variable that the guarded part moves on any way belongs to it**, and is dropped before the
/// cleanup, also when that way is not taken. If it has to live until after the cleanup, keep it in
/// an `Option` and take it; the `Option` is captured by reference.
///
/// ```
/// # use std::cell::RefCell;
/// # use std::pin::pin;
/// # use asyncgen::{AsyncGeneratorExt, async_generator};
/// # use futures::StreamExt;
/// struct Logged<'l>(&'static str, &'l RefCell<Vec<&'static str>>);
///
/// impl Drop for Logged<'_> {
///     fn drop(&mut self) {
///         self.1.borrow_mut().push(self.0);
///     }
/// }
///
/// #[async_generator]
/// async fn moves(log: &RefCell<Vec<&'static str>>, commit: bool) {
///     let tx = Logged("transaction", log);
///     finally! { log.borrow_mut().push("cleanup"); }
///     yield_!(());
///     if commit {
///         drop(tx);
///     }
/// }
///
/// #[async_generator]
/// async fn takes(log: &RefCell<Vec<&'static str>>, commit: bool) {
///     let mut tx = Some(Logged("transaction", log));
///     finally! { log.borrow_mut().push("cleanup"); }
///     yield_!(());
///     if commit {
///         drop(tx.take());
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let log = RefCell::default();
/// let mut g = pin!(moves(&log, false));
/// g.next().await;
/// g.close().await.unwrap();
/// assert_eq!(log.take(), ["transaction", "cleanup"]);
///
/// let mut g = pin!(takes(&log, false));
/// g.next().await;
/// g.close().await.unwrap();
/// assert_eq!(log.take(), ["cleanup", "transaction"]);
/// # }
/// ```
///
/// **`let x;` cannot get its first value in the guarded part** (E0594, E0381). Declare it there, or
/// give it a value before: `let mut x = None;`.
///
/// **A variable that is moved on a way which ends in `return` or `break` counts as moved on all
/// ways** (E0382): [`catch!`](crate::catch#what-it-captures) has the example.
///
/// **If a field of a `Box` is moved, the whole `Box` is captured.** Move what is in the box out
/// before the `finally!`:
///
/// ```
/// # use asyncgen::async_generator;
/// # use futures::StreamExt;
/// struct Request {
///     head: String,
///     body: String,
/// }
///
/// #[async_generator]
/// async fn parts(request: Box<Request>) -> usize {
///     let request = *request;
///     {
///         finally! { println!("{} bytes are left", request.body.len()); }
///         yield_!(request.head.len());
///         drop(request.head);
///     }
///     yield_!(request.body.len());
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let request = Box::new(Request { head: "GET".to_owned(), body: "ab".to_owned() });
/// assert_eq!(parts(request).collect::<Vec<_>>().await, [3, 2]);
/// # }
/// ```
#[macro_export]
macro_rules! finally {
    ($($anything:tt)*) => {
        ::core::compile_error!(
            "`finally!` outside of an async generator\n\n\
             = help: put `#[async_generator]` on the function"
        )
    };
}

/// `async gen` on stable Rust: functions with the real keywords, or a block.
///
/// Around items, each `async gen fn` in them, and each `async fn` under
/// [`#[async_generator]`](macro@crate::async_generator), is a generator; everything else passes
/// through. Inside: `yield x`, `for await x in stream { }`, `for await(close) x in generator { }`,
/// and all that the attribute knows.
///
/// As an expression, `async_gen!(async gen move { … })` captures like an `async` block, and the
/// type of its items is inferred. With a `?` in it they have to be results; its error is the
/// last of them.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use asyncgen::async_gen;
/// use futures::{Stream, StreamExt};
///
/// async_gen! {
///     async gen fn evens(numbers: impl Stream<Item = u32>) -> u32 {
///         for await n in numbers {
///             if n % 2 == 0 {
///                 yield n;
///             }
///         }
///     }
/// }
///
/// let squares = async_gen!(async gen move {
///     for await n in evens(futures::stream::iter(1..=4)) {
///         yield n * n;
///     }
/// });
/// assert_eq!(squares.collect::<Vec<_>>().await, [4, 16]);
/// # }
/// ```
#[macro_export]
macro_rules! async_gen {
    ($($code:tt)*) => { $crate::expansion::async_gen! { $crate $($code)* } };
}

/// A stream of what the block yields. The meaning is async-stream's;
/// [`async_gen!`](crate::async_gen) has the same block with the language's own spelling.
///
/// `yield x` yields, `for await x in stream { }` goes over a stream, and `?` makes an error the
/// last item.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use asyncgen::stream;
/// use futures::{Stream, StreamExt};
///
/// fn countdown(from: u32) -> impl Stream<Item = u32> {
///     stream! {
///         for n in (1..=from).rev() {
///             yield n;
///         }
///     }
/// }
///
/// assert_eq!(countdown(3).collect::<Vec<_>>().await, [3, 2, 1]);
/// # }
/// ```
#[macro_export]
macro_rules! stream {
    ($($body:tt)*) => { $crate::expansion::stream! { $crate $($body)* } };
}

/// A stream of `Ok` of what the block yields, and of `Err` of what it raises with `?`, which ends
/// it.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use std::num::ParseIntError;
///
/// use asyncgen::try_stream;
/// use futures::{Stream, StreamExt};
///
/// fn numbers(text: &str) -> impl Stream<Item = Result<i64, ParseIntError>> {
///     try_stream! {
///         for word in text.split(' ') {
///             yield word.parse()?;
///         }
///     }
/// }
///
/// let numbers: Vec<_> = numbers("1 x 3").collect().await;
/// assert!(matches!(numbers[..], [Ok(1), Err(_)]));
/// # }
/// ```
///
/// `?` converts errors, so that what the stream is used for has to tell their type: mostly the
/// function that returns it, as `impl Stream<Item = Result<T, E>>`. Where nothing does, give the
/// variable a type that says it (`BoxStream<'_, Result<T, E>>`, or without a box):
///
/// ```
/// # use std::num::ParseIntError;
/// # use std::pin::{Pin, pin};
/// # use asyncgen::try_stream;
/// # use futures::{Stream, StreamExt};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let mut numbers: Pin<&mut dyn Stream<Item = Result<u32, ParseIntError>>> = pin!(try_stream! {
///     for word in ["1", "two"] {
///         yield word.parse::<u32>()?;
///     }
/// });
/// assert_eq!(numbers.next().await, Some(Ok(1)));
/// assert!(matches!(numbers.next().await, Some(Err(_))));
/// # }
/// ```
#[macro_export]
macro_rules! try_stream {
    ($($body:tt)*) => { $crate::expansion::try_stream! { $crate $($body)* } };
}

/// Items that only editors see.
#[cfg(not(rust_analyzer))]
#[doc(hidden)]
#[macro_export]
macro_rules! __for_editors {
    ($($item:item)*) => {};
}

/// Items that only editors see.
#[cfg(rust_analyzer)]
#[doc(hidden)]
#[macro_export]
macro_rules! __for_editors {
    ($($item:item)*) => { $($item)* };
}
