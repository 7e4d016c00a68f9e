//! rustc's own tests of `async gen` (and of `gen`, where only the `async` is missing), with our
//! macro. Each names the original in rust-lang/rust.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use asyncgen::{AsyncGeneratorExt, async_gen};
use asyncgen_tests::{drain, run};
use futures::stream::FusedStream;
use futures::{Stream, StreamExt};

// ---------------------------------------------------------------- functions

/// `tests/ui/coroutine/async_gen_fn_iter.rs`, `gen_fn_iter.rs`
#[test]
fn a_function_is_iterated_and_is_fused() {
    async fn pause() {}
    async fn number(n: i32) -> i32 {
        n
    }
    async_gen! {
        async gen fn numbers() -> i32 {
            yield number(1).await;
            pause().await;
            yield number(2).await;
            pause().await;
            yield 3;
            pause().await;
        }
    }
    let mut g = pin!(numbers());
    for expected in [Some(1), Some(2), Some(3), None, None, None] {
        assert_eq!(run(g.as_mut().next()), expected);
    }
}

/// `tests/ui/coroutine/async_gen_fn.rs`, which compares the editions; here all behave the same.
#[test]
fn an_empty_function() {
    async_gen! {
        async gen fn empty() {}
    }
    assert_eq!(drain(empty()), []);
}

/// `tests/ui/coroutine/async-gen-yield-ty-is-unit.rs`: the yield is the last expression, and the
/// test polls by hand.
#[test]
fn a_yield_is_unit() {
    async_gen! {
        async gen fn hello() -> &'static str {
            yield "hello"
        }
    }
    let mut g = pin!(hello());
    let context = &mut Context::from_waker(Waker::noop());
    assert_eq!(g.as_mut().poll_next(context), Poll::Ready(Some("hello")));
    assert_eq!(g.as_mut().poll_next(context), Poll::Ready(None));
}

/// `tests/ui/coroutine/gen_fn_lifetime_capture.rs`
#[test]
fn a_function_captures_the_lifetimes_of_its_signature() {
    async_gen! {
        async gen fn two<'a, 'b>(_x: &'a i32, y: &'b i32, z: &'b i32) -> &'b i32 {
            yield y;
            yield z;
        }
        async gen fn elided(text: &str, with: &str) -> String {
            yield text.to_string();
            yield with.to_string();
        }
    }
    let z = 3;
    // The items do not borrow from the first argument, which was dropped.
    let items = {
        let x = 1;
        drain(two(&x, &2, &z))
    };
    assert_eq!(items, [&2, &3]);
    assert_eq!(drain(elided("a", "b")), ["a", "b"]);
}

/// `tests/ui/coroutine/other-attribute-on-gen.rs`
#[test]
fn other_attributes_stay() {
    async_gen! {
        #[inline(never)]
        #[must_use = "three numbers"]
        #[doc(hidden)]
        async gen fn numbers() -> i32 {
            yield 1;
            yield 2;
            yield 3;
        }
        #[cold]
        #[allow(unused_variables)]
        async gen fn unused() -> i32 {
            let unused = 4;
            yield 5;
        }
    }
    assert_eq!(drain(numbers()), [1, 2, 3]);
    assert_eq!(drain(unused()), [5]);
}

/// `tests/ui/coroutine/return-types-diverge.rs`
#[test]
fn a_diverging_tail_has_any_type() {
    fn diverge() -> ! {
        panic!("diverged")
    }
    async_gen! {
        #[allow(deprecated)] // It never yields.
        async gen fn function() -> i32 { diverge() }
    }
    let block = async_gen!(async gen {
        yield ();
        diverge()
    });
    let panics = |polled: &mut dyn FnMut()| catch_unwind(AssertUnwindSafe(polled)).is_err();
    let (mut function, mut block) = (pin!(function()), pin!(block));
    assert!(panics(&mut || _ = run(function.next())));
    assert_eq!(run(block.next()), Some(()));
    assert!(panics(&mut || _ = run(block.next())));
    assert_eq!(run(block.next()), None);
}

/// An `async gen fn` whose item is unit, and one that has awaited it.
#[test]
fn unit_items() {
    async fn unit() {}
    async_gen! {
        async gen fn awaited() {
            yield unit().await;
        }
        async gen fn bare() {
            yield;
            yield ();
            yield
        }
    }
    assert_eq!(drain(awaited()).len(), 1);
    assert_eq!(drain(bare()), [(), (), ()]);
}

/// `src/tools/miri/tests/pass/async-gen…`, `gen-blocks`: `continue`, parameters, and a generator
/// that is moved before it starts.
#[test]
fn moved_before_it_starts() {
    async_gen! {
        async gen fn even(to: u32) -> u32 {
            for n in 0..to {
                if n % 2 == 1 { continue; }
                yield n * 2;
            }
        }
    }
    fn boxed(to: u32) -> Pin<Box<dyn Stream<Item = u32>>> {
        let g = even(to);
        let moved = g;
        Box::pin(moved)
    }
    assert_eq!(drain(boxed(7)), [0, 4, 8, 12]);
}

/// `async gen fn` in traits and their impls, with and without `Self: Sized` receivers.
#[test]
fn in_traits() {
    async_gen! {
        trait Numbers {
            async gen fn numbers(&self) -> u32;
            async gen fn twice(&self) -> u32 {
                for await n in self.numbers() { yield n; yield n; }
            }
            async gen fn none() -> u32 where Self: Sized {}
        }
        struct UpTo(u32);
        impl Numbers for UpTo {
            async gen fn numbers(&self) -> u32 {
                for n in 0..self.0 { yield n; }
            }
        }
        impl<N: Numbers + ?Sized> Numbers for Box<N> {
            async gen fn numbers(&self) -> u32 {
                for await n in (**self).numbers() { yield n + 10; }
            }
        }
    }
    fn all(numbers: &impl Numbers) -> Vec<u32> {
        drain(numbers.twice())
    }
    assert_eq!(all(&UpTo(2)), [0, 0, 1, 1]);
    assert_eq!(all(&Box::new(UpTo(1))), [10, 10]);
    assert_eq!(drain(UpTo::none()), []);
}

// ---------------------------------------------------------------- blocks

/// `tests/ui/coroutine/async-gen-deduce-yield.rs`
#[test]
fn the_item_is_deduced_from_the_return_type() {
    fn deduce() -> impl Stream<Item = ()> {
        async_gen!(async gen {
            yield Default::default();
        })
    }
    assert_eq!(drain(deduce()), [()]);
}

/// `tests/ui/coroutine/gen_block_is_iter.rs`, `gen_block_is_fused_iter.rs`
#[test]
fn a_block_is_a_fused_stream_of_the_declared_item() {
    fn u32s() -> impl Stream<Item = u32> {
        async_gen!(async gen { yield 42 })
    }
    fn i64s() -> impl FusedStream<Item = i64> {
        async_gen!(async gen { yield 42 })
    }
    fn u16s() -> impl FusedStream<Item = u16> + Send {
        async_gen!(async gen { yield 42 })
    }
    assert_eq!(
        (drain(u32s()), drain(i64s()), drain(u16s())),
        (vec![42_u32], vec![42_i64], vec![42_u16])
    );
    let mut g = pin!(i64s());
    assert!(!g.is_terminated());
    assert_eq!(run(g.next()), Some(42));
    assert!(!g.is_terminated());
    assert_eq!(run(g.next()), None);
    assert!(g.is_terminated());
}

/// `tests/ui/coroutine/gen_block_iterate.rs`, `gen_block_iterate_fused.rs`, `gen_block_move.rs`
#[test]
fn blocks_are_iterated_and_move() {
    fn numbers() -> impl Stream<Item = u32> {
        async_gen!(async gen {
            yield 42;
            for x in 3..6 {
                yield x
            }
        })
    }
    fn moved() -> impl Stream<Item = u32> {
        let mut x = String::from("foo");
        async_gen!(async gen move {
            yield 42;
            if x == "foo" {
                return;
            }
            x.clear();
            for x in 3..6 {
                yield x
            }
        })
    }
    let mut g = pin!(numbers());
    for expected in [Some(42), Some(3), Some(4), Some(5), None, None] {
        assert_eq!(run(g.next()), expected);
    }
    assert_eq!(drain(moved()), [42]);
}

/// `tests/ui/coroutine/gen_block_panic.rs`, where a call after the panic panics again; here the
/// generator has ended.
#[test]
fn a_panic_ends_the_block() {
    #[expect(unreachable_code, reason = "the last yield, as in the original")]
    let g = async_gen!(async gen {
        yield 42;
        panic!("foo");
        yield 69;
    });
    let mut g = pin!(g);
    assert_eq!(run(g.next()), Some(42));
    let payload = catch_unwind(AssertUnwindSafe(|| run(g.next()))).unwrap_err();
    assert_eq!(payload.downcast_ref(), Some(&"foo"));
    assert_eq!(run(g.next()), None);
    assert_eq!(run(g.next()), None);
}

/// `tests/ui/coroutine/self_referential_gen_block.rs`: an `async gen` is pinned, so here that is
/// allowed. (That it cannot be moved afterwards is `ui/block_moved_after_pinning.rs`.)
#[test]
fn a_block_may_borrow_from_itself() {
    let mut g = Box::pin(async_gen!(async gen {
        let y = 42;
        let z = &y;
        yield 43;
        yield *z;
    }));
    assert_eq!(run(g.next()), Some(43));
    let mut moved = g;
    assert_eq!(run(moved.next()), Some(42));
}

/// `tests/ui/async-await/async-drop/async-drop-async-gen-return-pending.rs`: a block whose
/// statement is another, both never polled.
#[test]
fn an_unused_block_in_a_block() {
    let g = async_gen!(async gen {
        let _ = async_gen!(async gen { yield });
        yield
    });
    assert_eq!(drain(g), [()]);
}

// ---------------------------------------------------------------- for await

/// `tests/ui/async-await/for-await-passthrough.rs`
#[test]
fn for_await_passes_through() {
    async_gen! {
        async gen fn plus_one() -> i32 {
            let numbers = futures::stream::iter(0..3);
            for await i in numbers {
                yield i + 1;
            }
        }
    }
    assert_eq!(drain(plus_one()), [1, 2, 3]);
}

/// `tests/ui/async-await/for-await.rs`, with a stream that is pending; `for-await-consumes-iter.rs`
/// is `ui/for_await_consumes_the_stream.rs`.
#[test]
fn for_await_waits() {
    async_gen! {
        async gen fn slow() -> u32 {
            for n in 0..3 {
                asyncgen_tests::pending(n).await;
                yield n as u32;
            }
        }
        async gen fn sum() -> u32 {
            let mut sum = 0;
            for await n in slow() { sum += n; }
            yield sum;
        }
    }
    assert_eq!(drain(sum()), [3]);
}

/// `tests/ui/sanitizer/cfi/coroutine.rs`: through `dyn`, polled by hand.
#[test]
fn through_a_trait_object() {
    fn boxed() -> Pin<Box<dyn Stream<Item = u8>>> {
        Box::pin(async_gen!(async gen { yield 5 }))
    }
    let mut g = boxed();
    let context = &mut Context::from_waker(Waker::noop());
    assert_eq!(g.as_mut().poll_next(context), Poll::Ready(Some(5)));
    assert_eq!(g.as_mut().poll_next(context), Poll::Ready(None));
}

/// Not in rustc: it can be closed, as every generator of ours.
#[test]
fn a_block_can_be_closed() {
    let mut g = pin!(async_gen!(async gen {
        yield 1;
        yield 2;
    }));
    assert_eq!(run(g.next()), Some(1));
    assert!(run(g.close()).is_ok());
    assert_eq!(run(g.next()), None);
}
