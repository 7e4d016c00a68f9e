//! `yield_!`, `catch!` and `finally!` as items that docs, imports and editors find. Inside a
//! generator the attribute replaces them before they expand; what expands stands outside.

/// Yields a value to the consumer, and evaluates to what the consumer sends back.
///
/// `yield_!(x)` suspends the generator and makes `x` its next item. It evaluates to `()`; in a
/// generator with `send = S` to `Option<S>`: `None` when the consumer resumes with `next`,
/// `Some(value)` with `send(value)`. When the consumer resumes with `throw(error)`, the error is
/// raised here; with `close`, exit. `yield_!()` yields `()`.
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
/// exit (`close`). The cleanup may `.await`. The innermost runs first. It does **not** run when the
/// generator is dropped: nothing can await there.
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
/// through. Inside: `yield x`, `for await x in stream { }`, and all that the attribute knows.
///
/// As an expression, `async_gen!(async gen move { … })` captures like an `async` block, and the
/// type of its items is inferred. A `?` in it makes the items results, and the error the last of
/// them.
#[macro_export]
macro_rules! async_gen {
    ($($code:tt)*) => { $crate::__private::async_gen! { $crate $($code)* } };
}

/// A stream of what the block yields. The meaning is async-stream's;
/// [`async_gen!`](crate::async_gen) has the same block with the language's own spelling.
///
/// `yield x` yields, `for await x in stream { }` goes over a stream, and `?` makes an error the
/// last item.
#[macro_export]
macro_rules! stream {
    ($($body:tt)*) => { $crate::__private::stream! { $crate $($body)* } };
}

/// A stream of `Ok` of what the block yields, and of `Err` of what it raises with `?`, which ends
/// it.
#[macro_export]
macro_rules! try_stream {
    ($($body:tt)*) => { $crate::__private::try_stream! { $crate $($body)* } };
}
