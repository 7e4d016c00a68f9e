//! A `yield` belongs to the innermost generator around it. A test for each kind of nesting.

use std::pin::pin;

use asyncgen::{async_gen, async_generator, stream, try_stream};
use asyncgen_tests::drain;
use futures::StreamExt;

/// A foreign macro that expands to its arguments.
macro_rules! as_is {
    ($($tokens:tt)*) => { $($tokens)* };
}

/// Defined outside of any generator, and used in several.
macro_rules! twice {
    ($statement:stmt) => {
        $statement
        $statement
    };
}

// ---------------------------------------------------------------- nested generators

/// Rule: a yield in a nested block belongs to that block, in each combination of spellings.
#[test]
fn the_innermost_block() {
    let outer = async_gen!(async gen {
        let inner = stream! { yield "inner"; };
        yield "outer 1";
        for await text in inner {
            yield text;
        }
        yield "outer 2";
    });
    assert_eq!(drain(outer), ["outer 1", "inner", "outer 2"]);

    let outer = stream! {
        let inner = async_gen!(async gen { yield 1; yield 2; });
        yield "outer";
        for await n in inner { yield if n == 1 { "one" } else { "two" } }
    };
    assert_eq!(drain(outer), ["outer", "one", "two"]);

    let outer = stream! {
        let inner = try_stream! {
            let innermost = stream! { yield 1_u8; };
            for await n in innermost { yield n; }
            Err("raised")?;
        };
        for await result in inner { yield result; }
        yield Err("of the outer");
    };
    assert_eq!(drain(outer), [Ok(1), Err("raised"), Err("of the outer")]);
}

/// Rule: `async gen` blocks inside a generator need no macro of their own.
#[test]
fn a_bare_block_in_a_generator() {
    async_gen! {
        async gen fn outer() -> u32 {
            let n = 1;
            for await n in async gen { yield n; yield n + 1; } { yield n; }
            let inner = async gen move {
                for await n in async gen { yield 10; } { yield n * n; }
            };
            for await n in inner { yield n; }
        }
    }
    assert_eq!(drain(outer()), [1, 2, 100]);
}

/// Rule: a generator function inside a body is a generator of its own, with the attribute or the
/// keyword.
#[test]
fn a_function_in_a_generator() {
    async_gen! {
        async gen fn outer() -> u32 {
            async gen fn keyword() -> u32 { yield 1; }
            #[async_generator(throws = String)]
            async fn attribute() -> u32 { yield 2; yield_!(3); Err("end".to_string())? }
            for await n in keyword() { yield n; }
            for await n in attribute() { yield n.unwrap_or(4); }
            fn ordinary() -> u32 { 5 }
            yield ordinary();
        }
    }
    assert_eq!(drain(outer()), [1, 2, 3, 4, 5]);

    #[async_generator]
    async fn under_the_attribute() -> u32 {
        async_gen! {
            async gen fn keyword() -> u32 { yield 1; }
        }
        #[async_generator]
        async fn attribute() -> u32 {
            yield_!(2);
        }
        #[for_await]
        for n in keyword().chain(attribute()) {
            yield_!(n);
        }
    }
    assert_eq!(drain(under_the_attribute()), [1, 2]);
}

/// Rule: a yield in the *arguments* of an inner generator belongs to the outer one. Only the code
/// inside the braces belongs to the inner.
#[test]
fn beside_a_nested_block() {
    let outer = stream! {
        let n = { yield 1; 5 };
        let mut inner = pin!(stream! { yield n; });
        while let Some(n) = inner.next().await { yield n; }
        let (mut a, b) = (Box::pin(stream! { yield 7; }), { yield 6; 8 });
        yield a.next().await.unwrap_or_default() + b;
    };
    assert_eq!(drain(outer), [1, 5, 6, 15]);
}

/// Rule: `?`, `return` and awaits in a nested block belong to that block too.
#[test]
fn what_else_the_innermost_owns() {
    let outer = stream! {
        let inner = stream! {
            yield Ok(1);
            if std::future::ready(true).await { return; }
            Err("not reached")?;
        };
        for await n in inner { yield n; }
        yield Ok::<i32, &str>(2);
        let inner = stream! { Err("of the inner")?; yield Ok(0); };
        for await n in inner { yield n; }
        yield Ok(3);
    };
    assert_eq!(drain(outer), [Ok(1), Ok(2), Err("of the inner"), Ok(3)]);
}

// ---------------------------------------------------------------- foreign macros

mod foreign {
    /// A macro with the name of one of ours that makes no generator.
    macro_rules! stream {
        ($($tokens:tt)*) => { { $($tokens)* } };
    }
    /// The same, with one that evaluates its argument.
    macro_rules! async_gen {
        ($value:expr) => {
            Some($value)
        };
    }
    pub(crate) use {async_gen, stream};
}

/// Rule: a foreign macro named `stream!` makes no generator: yields among its arguments belong to
/// the surrounding generator. `#[async_generator]` cannot resolve a name, and does not have to.
#[test]
fn a_foreign_macro_called_stream() {
    async_gen! {
        async gen fn keyword() -> u32 {
            foreign::stream! { yield 1; yield_!(2); }
            let n = foreign::stream! { yield 3; 4 };
            yield n;
            if let Some(()) = foreign::async_gen!(yield 5) { yield 6; }
            for await n in stream! { yield 7; } { yield n; }
        }
    }
    assert_eq!(drain(keyword()), [1, 2, 3, 4, 5, 6, 7]);

    #[async_generator]
    async fn attribute() -> u32 {
        foreign::stream! { yield_!(1); }
        if let Some(()) = foreign::async_gen!(yield_!(2)) {
            yield_!(3);
        }
        {
            use foreign::stream;
            stream! { yield_!(4); }
        }
        #[for_await]
        for n in stream! { yield_!(5); } {
            yield_!(n);
        }
    }
    assert_eq!(drain(attribute()), [1, 2, 3, 4, 5]);
}

/// Rule: arguments that a macro passes through belong to the generator in which the macro is
/// called.
#[test]
fn arguments_of_a_macro() {
    let g = stream! {
        as_is! { yield 1; }
        twice!(yield 2);
        let list = vec![as_is!({ yield 3; 4 })];
        for n in list { yield n; }
        as_is! { for await n in stream! { yield 5; } { yield n; } }
    };
    assert_eq!(drain(g), [1, 2, 2, 3, 4, 5]);
}

/// Rule: yields in a `macro_rules!` belong to the body in which it is defined, in both spellings,
/// also if it is used in an inner block.
#[test]
fn a_macro_defined_in_the_body() {
    async_gen! {
        async gen fn g() -> u32 {
            macro_rules! emit {
                ($value:expr) => { yield $value };
                (sum $($value:expr),*) => { yield 0 $(+ $value)* };
                (each $($value:expr),*) => { $( yield_!($value); )* };
                (block $value:expr) => {{ let n = $value; yield n; n + 1 }};
            }
            emit!(1);
            emit!(sum 1, 1);
            emit!(each 3, 4);
            let n = emit!(block 5);
            yield n;
            for await n in async gen {
                macro_rules! emit { ($value:expr) => { yield $value + 100 } }
                emit!(7);
            } { emit!(n); }
        }
    }
    assert_eq!(drain(g()), [1, 2, 3, 4, 5, 6, 107]);
}

/// Rule: if a macro makes a generator of its arguments, the yields among them belong to that
/// generator, wherever the macro is called.
#[test]
fn a_macro_that_makes_a_generator() {
    macro_rules! doubled {
        ($($body:tt)*) => { stream! { for await n in stream! { $($body)* } { yield n * 2; } } };
    }
    let g = doubled! { yield 1; yield 2; };
    assert_eq!(drain(g), [2, 4]);
    let outer = stream! {
        let inner = async_gen!(async gen { yield 1; });
        for await n in inner { yield n; }
        twice!(for await n in futures::stream::iter([2, 3]) { yield n });
    };
    assert_eq!(drain(outer), [1, 2, 3, 2, 3]);
}

/// Rule: yields in async-stream's own `stream!` belong to that stream, if it is called by its path.
/// (By its bare name it is a foreign macro: `ui/ownership/async_stream_by_its_bare_name.rs`.)
#[test]
fn async_streams_own() {
    let g = stream! {
        let inner = async_stream::stream! { yield 1; yield 2; };
        for await n in inner { yield n * 10; }
        let inner = ::async_stream::try_stream! { yield 3; Err("raised")?; };
        for await result in inner {
            let result: Result<i32, &str> = result; yield result.unwrap_or(4);
        }
    };
    assert_eq!(drain(g), [10, 20, 3, 4]);
}
