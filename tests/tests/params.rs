//! Arguments are stored beside the body until it starts, and take memory once.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;

use asyncgen::{AsyncGenerator, AsyncGeneratorExt, async_generator};
use asyncgen_tests::{Log, Logged, drain, run};
use futures::{Stream, StreamExt};

#[async_generator(throws = u8)]
async fn holds(first: Logged, _: Logged, mut last: Logged) -> u32 {
    yield_!(1);
    drop(first);
    yield_!(2);
    let _last = &mut last;
}

fn three(log: &Log) -> (Logged, Logged, Logged) {
    (log.logged("a"), log.logged("b"), log.logged("c"))
}

/// Each is dropped once, however the generator is left before it starts.
#[test]
fn of_a_body_that_never_starts() {
    let log = Log::new();
    let make = || {
        let (a, b, c) = three(&log);
        Box::pin(holds(a, b, c))
    };
    drop(make());
    assert_eq!(log.take(), "a b c");
    let mut closed = make();
    assert_eq!(run(closed.close()), Ok(()));
    assert_eq!(log.take(), "a b c");
    assert_eq!(run(closed.next()), None);
    drop(closed);
    let mut thrown = make();
    assert_eq!(run(thrown.throw(7)), Ok(Some(Err(7))));
    assert_eq!(log.take(), "a b c");
    assert_eq!(run(thrown.next()), None);
    drop(thrown);
    assert_eq!(log.take(), "");
}

#[test]
fn of_a_body_that_is_dropped_at_each_yield() {
    for (steps, expected) in ["a b c", "c b a", "a c b", "a c b"].into_iter().enumerate() {
        let log = Log::new();
        let (a, b, c) = three(&log);
        let mut g = Box::pin(holds(a, b, c));
        for _ in 0..steps {
            run(g.next());
        }
        drop(g);
        assert_eq!(log.take(), expected, "after {steps} steps");
    }
}

/// A generator may be moved until it is first polled.
#[test]
fn move_with_a_generator_that_has_not_started() {
    let log = Log::new();
    let (a, b, c) = three(&log);
    let mut all = vec![holds(a, b, c)];
    all.reserve(100);
    let g = all.swap_remove(0);
    assert_eq!(drain(g), [Ok(1), Ok(2)]);
    assert_eq!(log.take(), "a c b");
}

/// An argument whose drop panics is dropped once, and the other arguments are dropped too.
#[test]
fn that_panic_when_they_are_dropped() {
    struct Panics;
    impl Drop for Panics {
        fn drop(&mut self) {
            panic!("on purpose");
        }
    }
    #[async_generator]
    async fn f(_panics: Panics, _logged: Logged) -> u32 {
        yield_!(1);
    }
    let log = Log::new();
    let mut g = Box::pin(f(Panics, log.logged("a")));
    assert!(catch_unwind(AssertUnwindSafe(|| run(g.close()))).is_err());
    assert_eq!(log.take(), "a");
    assert_eq!(run(g.next()), None);
    drop(g);
    assert_eq!(log.take(), "");
}

/// The frame of the first poll has memory for arguments of every alignment and size.
#[test]
fn of_every_alignment_and_size() {
    #[repr(align(128))]
    struct Aligned(u8);
    struct Nothing;

    #[async_generator]
    async fn f(
        small: u8,
        aligned: Aligned,
        _nothing: Nothing,
        large: [u64; 500],
        item: Aligned,
    ) -> Aligned {
        assert_eq!((&raw const aligned).addr() % 128, 0);
        yield_!(Aligned(small + aligned.0 + u8::try_from(large[499]).unwrap()));
        yield_!(item);
    }
    let items = drain(f(1, Aligned(2), Nothing, [3; 500], Aligned(4)));
    assert_eq!(items.iter().map(|item| item.0).collect::<Vec<_>>(), [6, 4]);
    assert!(items.iter().all(|item| (&raw const *item).addr() % 128 == 0));
}

/// A reference to an argument stays valid across yields: the argument does not move in the body.
#[test]
fn are_borrowed_across_yields() {
    #[async_generator]
    async fn f(text: String, seen: &Cell<usize>) -> usize {
        let words: Vec<&str> = text.split(' ').collect();
        for word in &words {
            seen.set(word.len());
            yield_!((&raw const text).addr());
        }
    }
    let seen = Cell::new(0);
    let places = drain(f("one three".to_owned(), &seen));
    assert_eq!((places.len(), seen.get()), (2, 5));
    assert_eq!(places[0], places[1]);
}

/// A pipeline of generators that are passed by value is as large as the sum of its parts.
#[test]
fn take_memory_once() {
    #[async_generator]
    async fn count(n: u64) -> u64 {
        for x in 0..n {
            yield_!(x);
        }
    }

    #[async_generator]
    async fn layer(inner: impl Stream<Item = u64>) -> u64 {
        #[for_await]
        for x in inner {
            yield_!(x);
        }
    }

    fn sizes<G: AsyncGenerator<Item = u64>>(g: &G) -> usize {
        size_of_val(g)
    }
    let one = count(3);
    let first = sizes(&one);
    let two = layer(one);
    let second = sizes(&two);
    let three = layer(two);
    let third = sizes(&three);
    let four = layer(three);
    let fourth = sizes(&four);
    assert!(first <= 7 * size_of::<u64>(), "{first}");
    assert_eq!(fourth - third, third - second);
    assert!(third - second <= 5 * size_of::<u64>(), "{}", third - second);
    assert_eq!(drain(pin!(four)), [0, 1, 2]);
}
