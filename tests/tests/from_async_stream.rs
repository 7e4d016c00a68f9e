//! What MIGRATION.md says about the differences from async-stream, on both sides.
#![allow(missing_docs)]

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;

use futures::{FutureExt as _, StreamExt as _};

type Log = RefCell<Vec<&'static str>>;

/// Says when it is dropped.
struct Guard<'a>(&'a Log);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.borrow_mut().push("dropped");
    }
}

impl Guard<'_> {
    fn number(&self) -> u32 {
        7
    }
}

/// Runs a stream to its end, and logs each item in between.
macro_rules! log_of {
    ($log:ident, $stream:expr) => {{
        let $log = Log::default();
        {
            let $log = &$log;
            let mut stream = pin!($stream);
            while let Some(_) = stream.next().now_or_never().expect("it never waits") {
                $log.borrow_mut().push("item");
            }
        }
        $log.into_inner()
    }};
}

#[test]
fn variables_are_dropped_before_the_error_is_delivered() {
    macro_rules! failing {
        ($krate:ident, $log:ident) => {
            $krate::try_stream! {
                let _guard = Guard($log);
                let _: () = Err("lost")?;
                yield ();
            }
        };
    }
    fn typed<S: futures::Stream<Item = Result<(), &'static str>>>(stream: S) -> S {
        stream
    }
    assert_eq!(log_of!(log, typed(failing!(async_stream, log))), ["item", "dropped"]);
    assert_eq!(log_of!(log, typed(failing!(asyncgen, log))), ["dropped", "item"]);
}

#[test]
fn temporaries_of_an_item_are_dropped_before_the_suspension() {
    macro_rules! numbers {
        ($krate:ident, $log:ident) => {
            $krate::stream! {
                yield Guard($log).number();
            }
        };
    }
    assert_eq!(log_of!(log, numbers!(async_stream, log)), ["item", "dropped"]);
    assert_eq!(log_of!(log, numbers!(asyncgen, log)), ["dropped", "item"]);
}

#[test]
fn after_a_panic_comes_none() {
    macro_rules! polled_after_a_panic {
        ($krate:ident) => {{
            let fails = Cell::new(true);
            let mut stream = Box::pin($krate::stream! {
                assert!(!fails.get(), "the body panics");
                yield 1;
            });
            let mut poll =
                || catch_unwind(AssertUnwindSafe(|| stream.next().now_or_never().expect("ready")));
            assert!(poll().is_err());
            poll().ok()
        }};
    }
    assert_eq!(polled_after_a_panic!(async_stream), None, "it panics again");
    assert_eq!(polled_after_a_panic!(asyncgen), Some(None));
}

#[test]
fn a_question_mark_in_stream_is_the_last_item() {
    macro_rules! numbers {
        ($krate:ident) => {
            $krate::stream! {
                yield Ok("1".parse::<u32>()?);
                yield Ok("x".parse::<u32>()?);
                yield Ok(3);
            }
        };
    }
    type Item = Result<u32, std::num::ParseIntError>;
    let theirs: Vec<Item> = numbers!(async_stream).collect().now_or_never().expect("ready");
    let ours: Vec<Item> = numbers!(asyncgen).collect().now_or_never().expect("ready");
    assert!(matches!(ours[..], [Ok(1), Err(_)]));
    assert_eq!(ours, theirs);
}

/// What async-stream rejects.
mod accepted {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Missing {
        number: u32,
    }

    impl Missing {
        /// As a context selector of snafu.
        fn fail<T>(self) -> Result<T, Missing> {
            Err(self)
        }
    }

    fn results<T, E, S: futures::Stream<Item = Result<T, E>>>(stream: S) -> Vec<Result<T, E>> {
        stream.collect().now_or_never().expect("ready")
    }

    #[test]
    fn a_struct_in_front_of_a_question_mark() {
        let stream = asyncgen::try_stream! {
            let number = 3;
            yield 1;
            Missing { number }.fail::<()>()?;
        };
        assert_eq!(results(stream), [Ok(1), Err(Missing { number: 3 })]);
    }

    #[test]
    fn a_question_mark_in_another_macro() {
        let stream = asyncgen::try_stream! {
            yield vec![Ok(1)?, Err("lost")?];
        };
        assert_eq!(results::<Vec<u32>, _, _>(stream), [Err("lost")]);
    }

    #[test]
    fn a_label_on_for_await() {
        let stream = asyncgen::stream! {
            'outer: for await a in futures::stream::iter(1..4) {
                for await b in futures::stream::iter(1..4) {
                    if a * b == 4 {
                        break 'outer;
                    }
                    yield a * b;
                }
            }
        };
        let all: Vec<i32> = stream.collect().now_or_never().expect("ready");
        assert_eq!(all, [1, 2, 3, 2]);
    }

    #[test]
    fn a_type_that_only_the_item_says() {
        fn numbers() -> impl futures::Stream<Item = Result<u32, std::num::ParseIntError>> {
            asyncgen::try_stream! { yield "1".parse()?; }
        }
        assert_eq!(results(numbers()), [Ok(1)]);
    }
}

/// A macro of the user's with a name of ours is called by its path.
#[test]
fn a_macro_of_the_same_name_is_called_by_its_path() {
    mod own {
        macro_rules! finally {
            ($number:expr) => {
                $number + 1
            };
        }
        pub(super) use finally;
    }
    let stream = asyncgen::stream! { yield own::finally!(1); };
    assert_eq!(stream.collect::<Vec<_>>().now_or_never().expect("ready"), [2]);
}

/// `?` needs `From`, where async-stream takes `Into`.
#[test]
fn an_error_that_is_only_into_is_converted_by_hand() {
    struct Only;
    #[expect(clippy::from_over_into, reason = "that is the point")]
    impl Into<String> for Only {
        fn into(self) -> String {
            "only".to_owned()
        }
    }
    fn lost() -> Result<Infallible, Only> {
        Err(Only)
    }
    fn before() -> impl futures::Stream<Item = Result<u32, String>> {
        async_stream::try_stream! { lost()?; yield 1; }
    }
    fn after() -> impl futures::Stream<Item = Result<u32, String>> {
        asyncgen::try_stream! { lost().map_err(Into::<String>::into)?; yield 1; }
    }
    let of_before: Vec<_> = before().collect().now_or_never().expect("ready");
    let of_after: Vec<_> = after().collect().now_or_never().expect("ready");
    assert_eq!(of_before, of_after);
}
