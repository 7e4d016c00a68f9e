//! With debug assertions, a yield that is polled by a generator of other types panics. It would be
//! undefined behaviour if it got past every other check. Each test makes such a yield by an
//! `unsafe` of its own.
#![cfg(debug_assertions)]

use std::future::Future;
use std::pin::pin;

use asyncgen::__private::{FallibleItems, Handle, Infallible, InfallibleItems, NoCleanup};
use asyncgen_tests::run;
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
