//! A generator never allocates: not when it is created, not for an item, not for an operation, not
//! for a guarded block.
#![allow(missing_docs)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::pin::pin;

use asyncgen::{AsyncGeneratorExt, async_generator};
use asyncgen_tests::{pending, run};
use futures::StreamExt;

/// Counts the allocations of each thread.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every method forwards to the system's allocator; counting touches no memory of a caller.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller upholds the same contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: the caller upholds the same contract.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The number of allocations while `work` runs.
fn allocations(work: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.get();
    work();
    ALLOCATIONS.get() - before
}

#[async_generator(send = u64, throws = u64)]
async fn sums() -> u64 {
    finally! {
        pending(1).await;
    }
    let mut sum = 0;
    loop {
        pending(1).await;
        match catch! { yield_!(sum) } {
            Ok(Some(n)) => sum += n,
            Ok(None) => {}
            Err(to) => sum = to,
        }
    }
}

#[async_generator]
async fn doubled(n: u64) -> u64 {
    #[for_await]
    for n in numbers(n) {
        yield_!(n * 2);
    }
}

#[async_generator]
async fn numbers(n: u64) -> u64 {
    for n in 0..n {
        pending(1).await;
        yield_!(n);
    }
}

/// The box is the user's; closing it on drop needs no other memory.
#[test]
fn nothing_is_allocated_to_close_on_drop() {
    let mut log = Vec::with_capacity(2);
    for done in [false, true] {
        let mut g = Box::pin(sums());
        run(g.next());
        if done {
            run(g.close()).expect("the cleanup raises nothing");
        }
        let spawned = allocations(|| {
            drop(g.close_on_drop(|close| {
                run(close).expect("the cleanup raises nothing");
                log.push(done);
            }));
        });
        assert_eq!(spawned, 0);
    }
    assert_eq!(log, [false]);
}

#[test]
fn the_count_sees_an_allocation() {
    assert_eq!(allocations(|| drop(std::hint::black_box(Box::new(1)))), 1);
}

#[test]
fn draining_allocates_nothing() {
    let count = allocations(|| {
        run(async {
            let mut doubled = pin!(doubled(10));
            while doubled.next().await.is_some() {}
        });
    });
    assert_eq!(count, 0);
}

#[test]
fn operations_allocate_nothing() {
    let count = allocations(|| {
        run(async {
            let mut sums = pin!(sums());
            assert_eq!(sums.next().await, Some(Ok(0)));
            assert_eq!(sums.send(5).await.ok(), Some(Some(Ok(5))));
            assert_eq!(sums.throw(40).await.ok(), Some(Some(Ok(40))));
            assert_eq!(sums.send(2).await.ok(), Some(Some(Ok(42))));
            assert!(sums.close().await.is_ok());
        });
    });
    assert_eq!(count, 0);
}
