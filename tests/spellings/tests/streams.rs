//! `stream!` and `try_stream!`: the meaning of async-stream's macros, and what those cannot do.
#![deny(warnings)]
#![allow(
    clippy::useless_vec,
    reason = "`vec!` is a macro of somebody else's, which is what is tested"
)]

use std::num::ParseIntError;
use std::pin::pin;

use asyncgen::{AsyncGenerator, AsyncGeneratorExt, GeneratorState, stream, try_stream};
use asyncgen_tests::{drain, pending, run};
use futures::stream::FusedStream;
use futures::{Stream, StreamExt};

fn parse(text: &str) -> Result<u8, ParseIntError> {
    text.parse()
}

// ---------------------------------------------------------------- what async-stream cannot do

/// async-stream: E0282, "type annotations needed".
#[test]
fn question_mark_infers() {
    fn numbers() -> impl Stream<Item = Result<u8, ParseIntError>> {
        try_stream! {
            yield "1".parse()?;
            let n = "2".parse()?;
            yield n;
            for text in ["3", "x"] { yield text.parse()? }
        }
    }
    assert!(matches!(drain(numbers())[..], [Ok(1), Ok(2), Ok(3), Err(_)]));
}

/// async-stream: E0277, "`?` can only be used in an async block that returns `Result`".
#[test]
fn question_mark_in_other_macros() {
    fn numbers() -> impl Stream<Item = Result<usize, ParseIntError>> {
        try_stream! {
            let list = vec![parse("1")?, parse("2")?];
            yield list.len();
            assert_eq!(parse("3")?, 3, "{}", parse("4")?);
            yield format!("{} {}", parse("5")?, parse("6")?).len();
            yield vec![vec![parse("7")?], vec![parse("x")?]].len();
        }
    }
    assert!(matches!(drain(numbers())[..], [Ok(2), Ok(3), Err(_)]));
}

/// A `?` in an `async` block or closure among another macro's arguments leaves that block or
/// closure, so that the items are not results.
#[test]
#[allow(clippy::needless_question_mark, reason = "the `?` is what is tested")]
fn question_marks_of_others_in_other_macros() {
    macro_rules! named {
        ($name:ident = $value:block) => {
            let $name = $value;
        };
        ($name:ident: $value:expr) => {
            let $name = $value;
        };
    }
    fn numbers() -> impl Stream<Item = u8> {
        stream! {
            tokio::select! {
                n = async { Ok::<u8, ParseIntError>(parse("1")? + 1) } => yield n.unwrap_or(0),
            }
            tokio::select! {
                n = async {
                    let parsed = parse("3")?;
                    Ok::<u8, ParseIntError>(parsed)
                }, if true => { yield n.unwrap_or(0); }
            }
            named!(closure = { || -> Result<u8, ParseIntError> { Ok(parse("4")?) } });
            yield closure().unwrap_or(0);
            named!(block: async move { let five = parse("5")?; Ok::<u8, ParseIntError>(five + 1) });
            yield block.await.unwrap_or(0);
            named!(typed: |text: &str| -> Result<u8, ParseIntError> { Ok(parse(text)?) });
            yield typed("7").unwrap_or(0);
            named!(inner: Box::pin(try_stream! { yield parse("8")?; }));
            for await n in inner { let n: Result<u8, ParseIntError> = n; yield n.unwrap_or(0); }
        }
    }
    assert_eq!(drain(numbers()), [2, 3, 4, 6, 7, 8]);
}

/// A `?` in the arms of `select!` ends the stream.
#[test]
#[allow(clippy::needless_question_mark, reason = "the `?` is what is tested")]
fn question_marks_in_arms_of_select() {
    fn numbers() -> impl Stream<Item = Result<u8, ParseIntError>> {
        stream! {
            tokio::select! {
                n = async { parse("1") } => yield Ok(n?),
            }
            tokio::select! {
                n = async { Ok::<u8, ParseIntError>(parse("2")?) } => { let n = n?; yield Ok(n); }
            }
            tokio::select! {
                () = async {} => { parse("x")?; }
            }
        }
    }
    assert!(matches!(drain(numbers())[..], [Ok(1), Ok(2), Err(_)]));
}

/// `?` converts with `From`, and `ok_or` infers the error type. In async-stream neither is
/// inferred.
#[test]
fn question_mark_converts() {
    #[derive(Debug)]
    enum Error {
        Parse(ParseIntError),
        Missing(&'static str),
    }
    impl From<ParseIntError> for Error {
        fn from(error: ParseIntError) -> Self {
            Error::Parse(error)
        }
    }
    fn numbers(texts: Vec<&'static str>) -> impl Stream<Item = Result<u8, Error>> {
        try_stream! {
            for text in &texts { yield parse(text)?; }
            let missing = texts.get(9).ok_or(Error::Missing("the tenth"))?;
            yield parse(missing)?;
        }
    }
    assert!(matches!(
        drain(numbers(vec!["1", "2"]))[..],
        [Ok(1), Ok(2), Err(Error::Missing("the tenth"))]
    ));
    let errors = drain(numbers(vec!["x"]));
    assert!(matches!(&errors[..], [Err(Error::Parse(error))] if *error == parse("x").unwrap_err()));
}

/// `?` in `stream!`: the items are results, and an error of `?` is the last one. A yielded error is
/// not.
#[test]
fn yielded_errors_and_raised_ones() {
    let g = stream! {
        yield parse("1");
        yield parse("x");
        let n = parse("3")?;
        yield Ok(n);
        parse("y")?;
        yield Ok(9);
    };
    assert_eq!(drain(g).iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true, false]);
}

/// `anyhow` works as in every function; the `return Err(…)` in its macros leaves the body.
#[test]
fn errors_of_anyhow() {
    fn numbers(limit: u8) -> impl Stream<Item = anyhow::Result<u8>> {
        try_stream! {
            for text in ["1", "2", "3"] {
                let n = parse(text)?;
                anyhow::ensure!(n < limit, "{n} is too much");
                yield n;
            }
            anyhow::bail!("the end");
        }
    }
    let last =
        |limit| drain(numbers(limit)).pop().and_then(Result::err).map(|error| error.to_string());
    assert_eq!(last(2).as_deref(), Some("2 is too much"));
    assert_eq!(last(9).as_deref(), Some("the end"));
}

/// async-stream: "attributes on expressions are experimental".
#[test]
fn for_await_in_other_macros() {
    let g = stream! {
        tokio::select! {
            () = pending(1) => { for await n in stream! { yield 1; yield 2; } { yield n; } }
            else => {}
        }
    };
    assert_eq!(drain(g), [1, 2]);
}

/// The macros return a generator, with states, `close` and `Debug`.
#[test]
fn is_a_generator() {
    fn numbers() -> impl AsyncGenerator<Item = u8, Sent = ()> {
        stream! { finally! { pending(1).await; } yield 1; yield 2; }
    }
    let mut g = pin!(numbers());
    assert_eq!(g.state(), GeneratorState::Created);
    assert_eq!(run(g.next()), Some(1));
    assert_eq!(
        (g.state(), format!("{g:?}").contains("Suspended")),
        (GeneratorState::Suspended, true)
    );
    assert!(run(g.close()).is_ok());
    assert_eq!(run(g.next()), None);
}

// ---------------------------------------------------------------- what async-stream can do

#[test]
fn items_are_inferred_in_both_directions() {
    let from_the_items = stream! { yield 1_u8; yield 2; };
    assert_eq!(drain(from_the_items), [1_u8, 2]);
    let list: Vec<u64> = drain(stream! { yield 1; yield 2; });
    assert_eq!(list, [1, 2]);
    fn declared() -> impl Stream<Item = Option<f32>> {
        stream! { yield None; yield Some(1.0); }
    }
    assert_eq!(drain(declared()), [None, Some(1.0)]);
    let nothing = stream! { pending(1).await; };
    let none: Vec<()> = drain(nothing);
    assert!(none.is_empty());
}

#[test]
fn is_fused() {
    fn one(fails: bool) -> impl FusedStream<Item = Result<u8, ParseIntError>> {
        try_stream! { yield if fails { parse("x")? } else { 1 }; }
    }
    for fails in [false, true] {
        let mut g = pin!(one(fails));
        assert!(!g.is_terminated());
        assert_eq!(run(g.next()).map(|item| item.is_err()), Some(fails));
        assert_eq!(run(g.next()), None);
        assert!(g.is_terminated());
        assert_eq!(run(g.next()), None);
        assert_eq!(g.size_hint(), (0, Some(0)));
    }
}

/// In `{ }`, in `( )`, in `[ ]`, in `({ })`, which is what rustfmt formats.
#[test]
fn delimiters() {
    #[rustfmt::skip]
    let (a, b) = (stream!(yield 1;), stream![yield 2]);
    let c = stream!({
        yield 3;
    });
    let d = stream!({ yield 4 });
    let e = try_stream!({
        yield 5;
        Err(6)?
    });
    assert_eq!(
        (drain(a), drain(b), drain(c), drain(d), drain(e)),
        (vec![1], vec![2], vec![3], vec![4], vec![Ok(5), Err(6)])
    );
}

/// It captures by move, as in async-stream.
#[test]
fn captures_by_move() {
    fn words(text: &str) -> impl Stream<Item = &str> {
        let upper = text.split(' ');
        stream! { for word in upper { yield word; } }
    }
    assert_eq!(drain(words("a b")), ["a", "b"]);
    let text = String::from("moved");
    let g = stream! { yield text.len(); yield text.find('v').unwrap_or_default(); };
    assert_eq!(drain(g), [5, 2]);
}

// ---------------------------------------------------------------- under another name

/// A crate that re-exports the whole crate under a name of its own.
mod toolkit {
    pub(crate) use asyncgen as ag;
    pub(crate) mod prelude {
        pub(crate) use asyncgen::{async_gen as generator, stream as produce};
    }
}

/// By its full path and by a renamed import, without an import of anything that the expansion uses.
#[test]
fn re_exported() {
    use toolkit::ag;
    let g = ag::stream! {
        yield 1;
        for await n in toolkit::ag::try_stream! { yield 2; Err("raised")?; } {
            let n: std::result::Result<i32, &str> = n;
            yield n.unwrap_or(3);
        }
    };
    assert_eq!(drain(g), [1, 2, 3]);
    ag::async_gen! {
        async gen fn keyword() -> u8 { yield 1; }
        #[ag::async_generator] async fn attribute() -> u8 {
            for await n in keyword() { yield n + 1; }
        }
    }
    assert_eq!(drain(attribute()), [2]);
    let g = toolkit::prelude::produce! { yield 1; };
    assert_eq!(drain(g), [1]);
    assert_eq!(drain(toolkit::prelude::generator!(async gen { yield 1 })), [1]);
}

/// Names that would conflict with those of a macro with worse hygiene.
#[test]
fn shadowed_names() {
    #![allow(
        non_camel_case_types,
        dead_code,
        unused_macros,
        reason = "they only have to be in scope"
    )]
    struct Option;
    struct Result;
    struct Some;
    mod core {}
    mod std {}
    mod asyncgen {}
    macro_rules! pin {
        () => {};
    }
    let (handle, slot, item, value, stream_) = (1, 2, 3, 4, 5);
    let g = stream! {
        yield handle + slot;
        yield item + value;
        for await n in stream! { yield stream_; } { yield n; }
    };
    assert_eq!(drain(g), [3, 7, 5]);
}
