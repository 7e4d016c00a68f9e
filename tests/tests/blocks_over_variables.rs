//! A `move` block that loops over a variable of its surroundings stores it once, and is otherwise
//! like any block that captures the variable.
#![allow(missing_docs)]

use std::mem::size_of_val;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use asyncgen::{async_gen, stream, try_stream};
use asyncgen_tests::{Log, Logged, drain, run};
use futures::{FutureExt as _, Stream, StreamExt as _, stream as streams};

fn relay<S: Stream>(inner: S) -> impl Stream<Item = S::Item> {
    stream! {
        for await item in inner {
            yield item;
        }
    }
}

fn relay_block<S: Stream>(inner: S) -> impl Stream<Item = S::Item> {
    async_gen!(async gen move {
        #[for_await]
        for item in inner {
            yield_!(item);
        }
    })
}

fn relay_result<T, E, S: Stream<Item = Result<T, E>>>(
    inner: S,
) -> impl Stream<Item = Result<T, E>> {
    try_stream! {
        for await item in inner {
            let item = item?;
            yield item;
        }
    }
}

#[test]
fn store_it_once() {
    let innermost = [0u8; 1000];
    let source = || streams::iter([1u8, 2]).map(move |n| n + innermost[0]);
    let size = size_of_val(&source());
    for layered in [
        size_of_val(&relay(relay(relay(source())))),
        size_of_val(&relay_block(relay_block(relay_block(source())))),
        size_of_val(&relay_result(relay_result(source().map(Ok::<u8, ()>)))),
    ] {
        assert!(layered < size + 300, "{layered} for {size}");
    }
    assert_eq!(drain(pin!(relay(relay_block(source())))), [1, 2]);
    assert_eq!(drain(pin!(relay_result(source().map(Ok::<u8, ()>)))), [Ok(1), Ok(2)]);
}

/// A stream that says when it is dropped.
fn watched(log: &Log, name: &'static str) -> impl Stream<Item = u8> + use<> {
    let guard: Logged = log.logged(name);
    streams::iter([1, 2]).inspect(move |_| {
        let _ = &guard;
    })
}

#[test]
fn drop_it_with_the_block() {
    let log = Log::new();
    drop(relay(watched(&log, "s")));
    let not_started = log.take();
    assert_ne!(not_started, "");

    let mut at_an_item = Box::pin(relay(watched(&log, "s")));
    assert_eq!(run(at_an_item.next()), Some(1));
    assert_eq!(log.take(), "");
    drop(at_an_item);
    assert_eq!(log.take(), not_started);

    let inner = watched(&log, "s");
    let never_reached = log.clone();
    let items = drain(pin!(stream! {
        never_reached.say("begin");
        yield 7;
        if true {
            return;
        }
        for await item in inner {
            yield item;
        }
    }));
    assert_eq!(items, [7]);
    assert_eq!(log.take(), format!("begin {not_started}"));
}

#[test]
fn name_it_elsewhere() {
    let inner = vec![1u8, 2];
    let named_before = stream! {
        yield inner.len() as u8;
        for await item in streams::iter(inner) {
            yield item;
        }
    };
    assert_eq!(drain(pin!(named_before)), [2, 1, 2]);

    let inner = streams::iter([3u8]);
    let in_a_text = stream! {
        yield format!("{inner:?}").len() as u8;
        for await item in inner {
            yield item;
        }
    };
    assert_eq!(drain(pin!(in_a_text)).last(), Some(&3));

    let mut inner = streams::iter([1u8]);
    let assigned = stream! {
        for n in 1..3 {
            for await item in inner {
                yield item;
            }
            inner = streams::iter([n * 10]);
        }
        for await item in inner {
            yield item;
        }
    };
    assert_eq!(drain(pin!(assigned)), [1, 10, 20]);
}

#[test]
fn declare_it_themselves() {
    let inner = streams::iter([9u8]);
    let shadowed = stream! {
        let inner = inner.map(|n| n + 1);
        for await item in inner {
            yield item;
        }
    };
    assert_eq!(drain(pin!(shadowed)), [10]);

    let by_a_pattern = stream! {
        for (inner, times) in [(streams::iter([1u8]), 2), (streams::iter([2]), 1)] {
            for await item in inner {
                yield item * times;
            }
        }
    };
    assert_eq!(drain(pin!(by_a_pattern)), [2, 2]);
}

struct Nothing;

impl Stream for Nothing {
    type Item = u8;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u8>> {
        Poll::Ready(None)
    }
}

#[test]
fn go_over_references_and_constants() {
    const LARGE: Nothing = Nothing;
    let mut source = streams::iter([1u8, 2, 3]);
    let inner = &mut source;
    let of_a_reference = stream! {
        for await item in inner {
            yield item;
            if item == 2 {
                break;
            }
        }
        for await item in LARGE {
            yield item;
        }
    };
    assert_eq!(drain(pin!(of_a_reference)), [1, 2]);
    assert_eq!(source.next().now_or_never(), Some(Some(3)));
}

#[test]
fn take_it_under_a_condition() {
    let inner = streams::iter([1u8]);
    let conditional = stream! {
        yield 0;
        #[cfg(any())]
        for await item in missing {
            yield item;
        }
        #[cfg(not(any()))]
        for await item in inner {
            yield item;
        }
    };
    assert_eq!(drain(pin!(conditional)), [0, 1]);
}

#[test]
fn take_it_in_another_macro_or_block() {
    let (first, second, third) = (streams::iter([1u8]), streams::iter([2]), streams::iter([3]));
    let nested = stream! {
        let inside = stream! {
            for await item in first {
                yield item;
            }
        };
        for await item in inside {
            yield item;
        }
        futures::select_biased! {
            () = futures::future::ready(()) => {
                for await item in second {
                    yield item;
                }
            }
        }
        finally! { }
        for await item in third {
            yield item;
        }
    };
    assert_eq!(drain(pin!(nested)), [1, 2, 3]);
}

#[test]
fn are_sent_with_it() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let inner = streams::iter([String::from("a")]);
    assert_eq!(drain(pin!(is_send(relay(inner)))), ["a"]);
}
