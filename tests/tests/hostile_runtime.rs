//! A module to which `crate = path` leads receives neither the handle nor a stream that it could
//! move, and no trait in scope is called in place of the runtime's own methods.
#![forbid(unsafe_code)]

use asyncgen_tests::{drain, pending};
use futures::stream;

/// A runtime that records the type of everything that it receives.
#[allow(non_snake_case)]
mod spy {
    use std::any::type_name;
    use std::cell::RefCell;

    // The items below shadow those of the same names.
    pub(crate) use asyncgen::*;

    thread_local! {
        static SEEN: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
    }

    pub(crate) fn seen() -> Vec<&'static str> {
        SEEN.take()
    }

    fn see<T>(it: T) -> T {
        SEEN.with_borrow_mut(|seen| seen.push(type_name::<T>()));
        it
    }

    pub(crate) trait Await<F, Selected> {
        fn asyncgen_awaited(operand: Self) -> F;
        fn asyncgen_future(operand: Self) -> F;
    }

    impl<F: Future> Await<F, ()> for F {
        fn asyncgen_awaited(operand: F) -> F {
            see(operand)
        }

        fn asyncgen_future(_: F) -> F {
            unreachable!("nothing runs it")
        }
    }

    pub(crate) mod ForAwait {
        use std::pin::Pin;

        use futures::{Stream, StreamExt};

        pub(crate) fn asyncgen_stream<S>(stream: S) -> S {
            super::see(stream)
        }

        pub(crate) async fn asyncgen_next<S: Stream>(stream: Pin<&mut S>) -> Option<S::Item> {
            super::see(stream).next().await
        }
    }

    pub(crate) mod LastExpression {
        pub(crate) fn asyncgen_end<T>(value: T) {
            super::see(value);
        }
    }

    pub(crate) mod __private {
        pub(crate) use asyncgen::__private::*;

        use super::see;

        pub(crate) fn boxed<G>(generator: G) -> std::pin::Pin<Box<G>> {
            Box::pin(see(generator))
        }
    }
}

/// A generator with every construct.
#[asyncgen::async_generator(crate = crate::spy, boxed(local), send = u32, throws = String)]
async fn everything(first: u32, (second, _): (u32, u32)) -> u32 {
    finally! { pending(1).await; }
    yield_!(first);
    yield_!({
        pending(1).await;
        second
    });
    let more = stream::iter([3, 4]);
    #[for_await]
    for n in more {
        let _ = catch! { yield_!(n) };
    }
    let list = vec![yield_!(5), catch! { yield_!(6) }?, {
        #[for_await]
        for n in stream::iter([7]) {
            yield_!(n);
        }
        None
    }];
    list.len();
    finish(list)
}

fn finish(_: Vec<Option<u32>>) {}

/// The types of the runtime that nobody else may have a value of.
const OURS: [&str; 5] = ["Handle<", "TakeArgs<", "Slot<", "Suspend<", "Put<"];

#[test]
fn a_runtime_that_looks_at_everything_sees_nothing_of_ours() {
    let items: Vec<u32> = drain(everything(1, (2, 0))).into_iter().flatten().collect();
    assert_eq!(items, [1, 2, 3, 4, 5, 6, 7]);
    let seen = spy::seen();
    assert!(seen.len() >= 6, "{seen:?}");
    for ty in &seen {
        assert!(OURS.iter().all(|ours| !ty.contains(ours)), "{ty}");
    }
}

/// Every type has methods of these names that take `self` by value: each would be called in place
/// of one that takes it by reference.
mod methods_of_every_type {
    use super::*;
    use asyncgen::async_generator;

    #[expect(dead_code, reason = "no expansion calls any of them")]
    trait Take: Sized {
        fn by_reference(self) -> ! {
            panic!("`by_reference` of a trait was called")
        }
        fn generator<B>(self, _: B) -> ! {
            panic!("`generator` of a trait was called")
        }
        fn lazy<A, F>(self, _: A, _: F) -> ! {
            panic!("`lazy` of a trait was called")
        }
        fn guarded<B>(self, _: B) -> ! {
            panic!("`guarded` of a trait was called")
        }
        fn pinned<S>(self, _: S) -> ! {
            panic!("`pinned` of a trait was called")
        }
        fn an_item(self) -> ! {
            panic!("`an_item` of a trait was called")
        }
        fn put_infallible<Y>(self, _: Y) -> ! {
            panic!("`put_infallible` of a trait was called")
        }
        fn put<Y>(self, _: Y) -> ! {
            panic!("`put` of a trait was called")
        }
        fn exchange<Y>(self, _: Y) -> ! {
            panic!("`exchange` of a trait was called")
        }
    }

    impl<T> Take for T {}

    #[async_generator(send = u32)]
    async fn exchanging(first: u32) -> u32 {
        yield_!(first);
        yield_!({
            pending(1).await;
            2
        });
    }

    #[async_generator]
    async fn going_over() -> impl Copy + Into<u32> {
        finally! {}
        #[for_await]
        for n in stream::iter([1_u16, 2]) {
            yield_!(n);
        }
    }

    #[test]
    fn are_not_called() {
        assert_eq!(drain(exchanging(1)), [1, 2]);
        assert_eq!(drain(going_over()).into_iter().map(Into::into).collect::<Vec<u32>>(), [1, 2]);
        let three = 3;
        let by_reference = asyncgen::async_gen!(async gen {
            yield &three;
        });
        assert_eq!(drain(by_reference), [&3]);
    }
}
