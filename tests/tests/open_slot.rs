//! A yield takes a slot in the poller's frame, evaluates its item, and writes it there. The
//! evaluation must not suspend. If it does, and the syntax does not show it, the runtime drops the
//! body while the frame still exists, and the poll panics.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};

use asyncgen::{AsyncGenerator, GeneratorState, async_generator};
use asyncgen_tests::{Log, drain, pending, run};
use futures::{Stream, StreamExt};

const MESSAGE: &str = "an async generator suspended while it was evaluating an item that it yields";

/// The next item, or the message with which the poll panics.
fn next_or_panic<G: Stream>(g: Pin<&mut G>) -> Result<Option<G::Item>, String> {
    let mut g = g;
    catch_unwind(AssertUnwindSafe(|| run(g.next()))).map_err(|panic| {
        match panic.downcast::<String>() {
            Ok(message) => *message,
            Err(panic) => panic
                .downcast::<&str>()
                .map_or_else(|_| String::from("?"), |message| (*message).into()),
        }
    })
}

/// Slots that stay empty because the evaluation of the item is left. Then the body awaits
/// something.
mod slots_left_empty {
    use super::*;

    /// The macro does not know that it is small.
    type Number = u32;

    fn fail() -> Result<Number, &'static str> {
        Err("failed")
    }

    #[async_generator(throws = &'static str)]
    async fn by_question_mark() -> Number {
        let caught = catch! { yield_!(fail()?) };
        pending(1).await;
        yield_!(caught.is_err().into());
        finally! { pending(1).await; }
        yield_!(fail()?);
    }

    #[test]
    fn by_a_question_mark_are_closed() {
        assert_eq!(drain(by_question_mark()), [Ok(1), Err("failed")]);
    }

    #[async_generator]
    async fn by_jumps(list: Vec<Option<u32>>) -> Number {
        for n in list {
            pending(1).await;
            yield_!(match n {
                Some(0) => continue,
                Some(n) => n,
                None => break,
            });
        }
        pending(1).await;
        'outer: loop {
            finally! { pending(1).await; }
            loop {
                yield_!(if true { break 'outer } else { 0 });
            }
        }
        pending(1).await;
        yield_!(9);
        finally! { pending(1).await; }
        yield_!(if true { return } else { 0 });
    }

    #[test]
    fn by_a_jump_are_closed() {
        assert_eq!(drain(by_jumps(vec![Some(1), Some(0), Some(2), None, Some(3)])), [1, 2, 9]);
        assert_eq!(drain(by_jumps(vec![])), [9]);
    }

    #[async_generator]
    async fn by_panic(log: Log) -> Number {
        finally! { pending(1).await; }
        let _local = log.logged("local");
        yield_!(fail().expect("no item"));
    }

    #[test]
    fn by_a_panic_are_closed() {
        let log = Log::new();
        let mut g = pin!(by_panic(log.clone()));
        assert_eq!(next_or_panic(g.as_mut()), Err("no item: \"failed\"".into()));
        assert_eq!(log.take(), "local");
        assert_eq!(run(g.next()), None);
    }

    /// The inner generator has slots of its own.
    #[async_generator]
    async fn beside_an_inner_generator() -> Number {
        #[for_await]
        for n in by_jumps(vec![Some(1), None]) {
            yield_!(match n {
                9 => continue,
                n => n,
            });
        }
        pending(1).await;
    }

    #[test]
    fn of_an_inner_generator_are_closed() {
        assert_eq!(drain(beside_an_inner_generator()), [1]);
    }
}

/// Bodies that the macros never write: they keep a slot across a suspension.
mod bodies_that_suspend {
    use std::convert::Infallible;

    use super::*;
    use asyncgen::__private::{Handle, InfallibleItems, NoCleanup};

    type Body = Pin<Box<dyn Future<Output = Result<(), Infallible>>>>;
    type NumbersHandle = Handle<[u64; 8], (), Infallible, InfallibleItems>;

    /// A generator of a body that was written by hand.
    fn with_handle(
        body: impl FnOnce(NumbersHandle) -> Body,
    ) -> impl AsyncGenerator<Item = [u64; 8]> {
        // SAFETY: only the body awaits the handle and its futures, each at once.
        let handle = unsafe { NumbersHandle::asyncgen_new_handle() };
        handle.generator::<NoCleanup, _>(body(handle))
    }

    fn assert_drops_the_body(g: impl AsyncGenerator<Item = [u64; 8]>, log: &Log) {
        let mut g = pin!(g);
        assert_eq!(next_or_panic(g.as_mut()), Err(MESSAGE.into()));
        assert_eq!(log.take(), "inner outer");
        assert_eq!(g.state(), GeneratorState::Closed);
        assert_eq!(run(g.next()), None);
    }

    #[test]
    fn between_the_slot_and_the_item_are_dropped() {
        let log = Log::new();
        let locals = log.clone();
        let g = with_handle(|handle| {
            Box::pin(async move {
                let _outer = locals.logged("outer");
                let slot = handle.await;
                let _inner = locals.logged("inner");
                pending(1).await;
                slot.put([7; 8]).await;
                Ok(())
            })
        });
        assert_drops_the_body(g, &log);
    }

    #[test]
    fn with_another_item_are_dropped() {
        let log = Log::new();
        let locals = log.clone();
        let g = with_handle(|handle| {
            Box::pin(async move {
                let _outer = locals.logged("outer");
                let slot = handle.await;
                let _inner = locals.logged("inner");
                handle.await.put([1; 8]).await;
                slot.put([7; 8]).await;
                Ok(())
            })
        });
        assert_drops_the_body(g, &log);
    }

    /// A local whose drop panics, which is the first panic: the runtime's own comes after the drop.
    #[test]
    fn with_a_local_that_panics_when_dropped_are_not_touched_again() {
        struct Bomb;
        impl Drop for Bomb {
            fn drop(&mut self) {
                panic!("bomb");
            }
        }
        let mut g = pin!(with_handle(|handle| {
            Box::pin(async move {
                let slot = handle.await;
                let _bomb = Bomb;
                pending(1).await;
                slot.put([7; 8]).await;
                Ok(())
            })
        }));
        assert_eq!(next_or_panic(g.as_mut()), Err("bomb".into()));
        assert_eq!(g.state(), GeneratorState::Closed);
        assert_eq!(run(g.next()), None);
    }
}

/// An attribute on a statement may expand to statements that await, although the statement looks
/// like the definition of a function. Either the item is evaluated before the slot is taken, or the
/// runtime notices.
mod attributes_on_statements {
    use super::*;
    use macro_rules_attribute::apply;

    macro_rules! wait {
        (fn hidden() {}) => {
            pending(1).await;
        };
    }

    #[async_generator]
    async fn numbers() -> [u64; 8] {
        yield_!({
            #[apply(wait!)]
            fn hidden() {}
            [7; 8]
        });
        yield_!([8; 8]);
    }

    #[test]
    fn that_await_yield_the_item_or_end_in_a_panic() {
        let mut g = pin!(numbers());
        match next_or_panic(g.as_mut()) {
            Ok(item) => {
                assert_eq!(item, Some([7; 8]));
                assert_eq!(drain(g), [[8; 8]]);
            }
            Err(message) => {
                assert_eq!(message, MESSAGE);
                assert_eq!(drain(g), [[0_u64; 8]; 0]);
            }
        }
    }
}
