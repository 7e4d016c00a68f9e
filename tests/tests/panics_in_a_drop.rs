//! Panics while a generator is dropped: what the body holds is dropped all the same.
#![allow(missing_docs)]

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use asyncgen::async_generator;
use asyncgen_tests::{Log, Logged, pending, poll_once, run, wait};
use futures::StreamExt;

/// An item that panics when it is dropped.
#[derive(Debug)]
struct Bomb(Option<Logged>);

impl Drop for Bomb {
    fn drop(&mut self) {
        if self.0.take().is_some() {
            resume_unwind(Box::new("a test"));
        }
    }
}

/// Each cleanup swallows exit, so that a drop goes on to the yield behind it.
#[async_generator]
async fn swallows_exit(log: Log, waits: bool) -> Bomb {
    let _outside = log.logged("outside");
    loop {
        finally! { log.say("cleanup"); break; }
        if waits {
            pending(9).await;
        }
        yield_!(Bomb(None));
    }
    let _inside = log.logged("inside");
    yield_!(Bomb(Some(log.logged("item"))));
    log.say("not reached");
}

#[test]
fn of_an_item_leave_no_local_behind() {
    for waits in [false, true] {
        let log = Log::new();
        let mut g = Box::pin(swallows_exit(log.clone(), waits));
        match waits {
            true => assert!(poll_once(g.next()).is_pending()),
            false => assert!(run(g.next()).is_some()),
        }
        assert!(catch_unwind(AssertUnwindSafe(|| drop(g))).is_err());
        assert_eq!(log.take(), "cleanup item inside outside", "{waits}");
    }
}

/// The item comes before exit is raised, and its panic is the end of the drop: as after a cleanup
/// that panics, no cleanup runs.
#[test]
fn of_an_item_that_comes_too_early_leave_no_local_behind() {
    #[async_generator]
    async fn body(log: Log) -> Bomb {
        finally! { log.say("cleanup"); }
        let _local = log.logged("local");
        wait!(pending(1));
        yield_!(Bomb(Some(log.logged("item"))));
        log.say("not reached");
    }
    let log = Log::new();
    let mut g = Box::pin(body(log.clone()));
    assert!(poll_once(g.next()).is_pending());
    let panics = catch_unwind(AssertUnwindSafe(|| drop(g))).is_err();
    assert_eq!((panics, log.take().as_str()), (true, "item local"));
}
