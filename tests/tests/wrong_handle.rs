//! With debug assertions, a yield that is polled by a generator of other types panics. It would be
//! undefined behaviour if it got past every other check. Each test makes such a yield by an
//! `unsafe` of its own.
#![cfg(debug_assertions)]

use std::convert::Infallible;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};

use asyncgen::__private::{
    BlockExit, FallibleItems, Handle, InfallibleItems, NoCleanup, PromptCleanup,
};
use asyncgen::AsyncGeneratorExt;
use asyncgen_tests::{poll_once, run};
use futures::{Stream, StreamExt};

type Bytes = Handle<u8, (), Infallible, InfallibleItems>;
type Words = Handle<u64, (), Infallible, InfallibleItems>;

/// A handle without a body.
fn stray<Y, S, E, K>() -> Handle<Y, S, E, K> {
    // SAFETY: none. The test polls the handle where that is not allowed, and expects a panic.
    unsafe { Handle::asyncgen_new_handle() }
}

fn generator_of_bytes<B>(body: B) -> impl Stream<Item = u8>
where
    B: Future<Output = Result<(), Infallible>>,
{
    // SAFETY: nothing polls this handle or a future of it.
    let handle: Bytes = unsafe { Handle::asyncgen_new_handle() };
    handle.generator::<NoCleanup, _>(body)
}

#[test]
#[should_panic(expected = "an async generator's `yield` was polled by another generator")]
fn with_another_item() {
    run(pin!(generator_of_bytes(async {
        stray::<u64, (), Infallible, InfallibleItems>().await.put(7).await;
        Ok(())
    }))
    .next());
}

#[test]
#[should_panic(expected = "an async generator's `yield` was polled by another generator")]
fn with_another_small_item() {
    run(pin!(generator_of_bytes(async {
        stray::<u64, (), Infallible, InfallibleItems>().put(7).await;
        Ok(())
    }))
    .next());
}

#[test]
#[should_panic(expected = "an async generator's `yield` was polled by another generator")]
fn with_another_error() {
    run(pin!(generator_of_bytes(async {
        stray::<u8, (), String, FallibleItems>().await.put(7).await;
        Ok(())
    }))
    .next());
}

#[test]
#[should_panic(expected = "an async generator's `yield` was polled by another generator")]
fn in_the_second_half_of_a_yield() {
    let words: Words = stray();
    let suspend = std::cell::Cell::new(None);
    let mut words = pin!(words.generator::<NoCleanup, _>(async {
        suspend.set(Some(words.await.put(7)));
        Ok(())
    }));
    assert_eq!(run(words.next()), None);
    run(pin!(generator_of_bytes(async {
        suspend.take().expect("the other generator has set it").await;
        Ok(())
    }))
    .next());
}

/// Each in turn: the block that is left while it waits, and the two ends of a cleanup.
#[test]
fn in_a_cleanup() {
    type Block = std::future::Pending<Result<BlockExit<()>, String>>;
    let words = || stray::<u64, (), String, FallibleItems>();
    let block = |exit| async move {
        let _ = words().guarded::<1, _, Block>(std::future::pending()).await;
        exit
    };
    let poll = |future: Pin<Box<dyn Future<Output = Result<(), Infallible>>>>, closes: bool| {
        // SAFETY: nothing polls this handle or a future of it.
        let handle: Bytes = unsafe { Handle::asyncgen_new_handle() };
        let mut g = pin!(handle.generator::<PromptCleanup, _>(future));
        if closes {
            assert!(poll_once(g.next()).is_pending());
            let _ = poll_once(g.close());
        } else {
            let _ = poll_once(g.next());
        }
    };
    let caught = |future, closes| {
        let panic = catch_unwind(AssertUnwindSafe(|| poll(future, closes))).expect_err("a panic");
        let message = panic.downcast_ref::<&str>().expect("a message");
        assert!(message.contains("polled by another generator"), "{message}");
    };
    caught(Box::pin(block(Ok(()))), true);
    caught(
        Box::pin(async move {
            words().enter_cleanup::<true>().await;
            Ok(())
        }),
        false,
    );
    caught(
        Box::pin(async move {
            words().leave_cleanup::<false>(true).await;
            Ok(())
        }),
        false,
    );
}

#[test]
#[should_panic(
    expected = "an async generator's `yield` was polled by something else than the generator"
)]
fn outside_of_any_generator() {
    run(async {
        stray::<u8, (), Infallible, InfallibleItems>().await;
    });
}

/// The handle of another generator of the same types is harmless: its item goes to the generator
/// that is polled.
#[test]
fn with_the_same_types() {
    let items = generator_of_bytes(async {
        stray::<u8, (), Infallible, InfallibleItems>().await.put(7).await;
        Ok(())
    });
    assert_eq!(run(items.collect::<Vec<u8>>()), [7]);
}
