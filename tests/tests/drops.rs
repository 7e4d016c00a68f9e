//! Dropping a generator at every suspension: which values are dropped, once each, and in which
//! order.
#![allow(clippy::toplevel_ref_arg)]

use std::future::Future;
use std::pin::{Pin, pin};

use asyncgen::{AsyncGenerator, AsyncGeneratorExt, async_generator};
use asyncgen_tests::{Log, Logged, drain, pending, poll_once, run};
use futures::StreamExt;

/// A body that suspends often. After each poll: the suspension, and the locals that are alive
/// there, in order of declaration.
#[async_generator]
async fn body(log: Log, _first: Logged, _second: Logged) -> u32 {
    log.say("started");
    let _a = log.logged("a");
    pending(1).await;
    let _b = log.logged("b");
    yield_!(1);
    {
        let _c = log.logged("c");
        yield_!(2);
    }
    log.say("|");
    finally! { log.say("cleanup"); pending(1).await; }
    let _d = log.logged("d");
    for _ in 0..1 {
        let _e = log.logged("e");
        yield_!(3);
    }
    yield_!(4);
}

#[test]
fn at_every_suspension_drops_the_live_locals_in_reverse_order() {
    let expected = [
        // Not started: the arguments are dropped in their order, as those of an `async fn` are.
        "first second",
        "started a second first",
        "started b a second first",
        "started c b a second first",
        "started c | e d b a second first",
        "started c | e d b a second first",
        "started c | e d cleanup b a second first",
        "started c | e d cleanup b a second first",
    ];
    for (polls, expected) in expected.iter().enumerate() {
        let log = Log::new();
        let mut g = Box::pin(body(log.clone(), log.logged("first"), log.logged("second")));
        for _ in 0..polls {
            let _ = poll_once(g.next());
        }
        drop(g);
        assert_eq!(log.take(), *expected, "after {polls} polls");
    }
}

#[test]
fn finally_runs_on_drop() {
    #[async_generator]
    async fn f(log: Log) {
        finally! { log.say("cleanup"); }
        let _local = log.logged("local");
        yield_!();
    }
    let log = Log::new();
    let mut g = Box::pin(f(log.clone()));
    run(g.next());
    drop(g);
    assert_eq!(log.take(), "local cleanup");
}

#[test]
fn dropped_in_a_cleanup_the_rest_of_it_does_not_run() {
    #[async_generator]
    async fn f(log: Log) {
        finally! {
            let _local = log.logged("local");
            log.say("begun");
            pending(1).await;
            log.say("not reached");
        }
        yield_!();
    }
    let log = Log::new();
    let mut g = Box::pin(f(log.clone()));
    run(g.next());
    assert!(poll_once(g.close()).is_pending());
    drop(g);
    assert_eq!(log.take(), "begun local");
}

#[test]
fn the_end_drops_the_body_and_not_only_the_locals() {
    let log = Log::new();
    let mut g = Box::pin(body(log.clone(), log.logged("first"), log.logged("second")));
    while run(g.next()).is_some() {}
    assert_eq!(log.take(), "started c | e d cleanup b a second first");
    drop(g);
    assert_eq!(log.take(), "");
}

#[test]
fn an_item_that_nobody_takes_is_dropped_with_the_operation() {
    #[async_generator]
    async fn f(log: Log) -> Logged {
        yield_!(log.logged("item"));
        log.say("resumed");
    }
    let log = Log::new();
    let mut g = pin!(f(log.clone()));
    drop(run(g.next()));
    assert_eq!(log.take(), "item");
}

#[test]
fn a_value_that_was_not_delivered_is_dropped_with_the_error() {
    #[async_generator(send = Logged)]
    async fn f() {
        yield_!();
    }
    let log = Log::new();
    let mut g = pin!(f());
    let error = run(g.send(log.logged("early"))).unwrap_err();
    assert_eq!(log.take(), "");
    drop(error);
    assert_eq!(log.take(), "early");
    run(g.next());
    drop(g.send(log.logged("never polled")));
    assert_eq!(log.take(), "never polled");
    run(g.send(log.logged("ignored by the body"))).unwrap();
    assert_eq!(log.take(), "ignored by the body");
}

// ---------------------------------------------------------------- arguments

/// The same function as a generator and as an `async fn`: arguments are dropped in the same order.
macro_rules! both {
    ($name:ident($($arg:tt)*) $body:tt) => {
        #[allow(unused_variables, unused_mut)]
        #[allow(deprecated)] // It never yields.
        mod $name {
            use super::*;

            #[async_generator]
            pub(super) async fn generator($($arg)*) $body

            pub(super) async fn future($($arg)*) $body
        }
    };
}

both!(used(log: Log, a: Logged, b: Logged, c: Logged) {
    let local = log.logged("local");
    let _ = (&a, &b, &c);
});
both!(unused(log: Log, a: Logged, b: Logged, c: Logged) {
    let local = log.logged("local");
});
both!(some_used(log: Log, a: Logged, mut b: Logged, c: Logged) {
    let local = log.logged("local");
    let _ = &b;
});
both!(moved_out(log: Log, a: Logged, b: Logged, c: Logged) {
    let local = log.logged("local");
    drop(b);
});
both!(underscored(log: Log, _a: Logged, _: Logged, _c: Logged) {
    let local = log.logged("local");
});
both!(patterns(log: Log, (a, b): (Logged, Logged), c: Logged) {
    let local = log.logged("local");
});
both!(partial_patterns(log: Log, (a, _): (Logged, Logged), c: Logged) {
    let local = log.logged("local");
});
both!(by_reference(log: Log, ref a: Logged, (ref b, c): (Logged, Logged)) {
    let local = log.logged("local");
});

/// Three arguments.
fn three(log: &Log) -> (Logged, Logged, Logged) {
    (log.logged("a"), log.logged("b"), log.logged("c"))
}

/// The log of drops, if the body runs to its end and if it never runs.
fn drops(log: &Log, make: impl Fn() -> Pin<Box<dyn Future<Output = ()>>>) -> (String, String) {
    run(make());
    let to_the_end = log.take();
    drop(make());
    (to_the_end, log.take())
}

macro_rules! compare {
    ($name:ident, |$a:ident, $b:ident, $c:ident| ($($args:expr),*)) => {
        #[test]
        fn $name() {
            let log = Log::new();
            let future = drops(&log, || {
                let ($a, $b, $c) = three(&log);
                Box::pin(super::$name::future(log.clone(), $($args),*))
            });
            let generator = drops(&log, || {
                let ($a, $b, $c) = three(&log);
                let generator = super::$name::generator(log.clone(), $($args),*);
                Box::pin(async { assert_eq!(generator.count().await, 0) })
            });
            assert_eq!(generator.0, future.0);
            assert_eq!(generator.0.split(' ').count(), 4, "{generator:?}");
            // Rust does not specify the order of drops of a future that was never polled.
            let mut dropped: Vec<&str> = generator.1.split(' ').collect();
            dropped.sort_unstable();
            assert_eq!(dropped, ["a", "b", "c"]);
        }
    };
}

mod arguments_are_dropped_as_an_async_fn_does {
    use super::*;

    compare!(used, |a, b, c| (a, b, c));
    compare!(unused, |a, b, c| (a, b, c));
    compare!(some_used, |a, b, c| (a, b, c));
    compare!(moved_out, |a, b, c| (a, b, c));
    compare!(underscored, |a, b, c| (a, b, c));
    compare!(patterns, |a, b, c| ((a, b), c));
    compare!(partial_patterns, |a, b, c| ((a, b), c));
    compare!(by_reference, |a, b, c| (a, (b, c)));
}

#[test]
fn receivers_are_dropped_last() {
    struct Owner(#[expect(dead_code, reason = "held for its destructor")] Logged);
    impl Owner {
        #[async_generator]
        async fn unused(self, _argument: Logged) {}

        #[async_generator]
        async fn unused_box(self: Box<Self>, _argument: Logged) {}
    }
    let log = Log::new();
    drain(Owner(log.logged("self")).unused(log.logged("argument")));
    assert_eq!(log.take(), "argument self");
    drop(Owner(log.logged("self")).unused(log.logged("argument")));
    assert_eq!(log.take().split(' ').count(), 2);
    drain(Box::new(Owner(log.logged("self"))).unused_box(log.logged("argument")));
    assert_eq!(log.take(), "argument self");
}

/// The call moves the arguments in, not the first poll.
#[test]
fn the_call_moves_all_arguments_in_and_runs_nothing() {
    let log = Log::new();
    let g = unused::generator(log.clone(), log.logged("a"), log.logged("b"), log.logged("c"));
    assert_eq!(log.take(), "");
    drop(g);
    assert_ne!(log.take(), "");
}

#[test]
fn a_generator_in_a_generator_is_dropped_with_it() {
    #[async_generator]
    async fn inner(log: Log) {
        let _local = log.logged("inner");
        yield_!();
        yield_!();
    }
    #[async_generator]
    async fn outer(log: Log) {
        let _local = log.logged("outer");
        #[for_await]
        for () in inner(log.clone()) {
            yield_!();
        }
    }
    fn is_lazy(_: &impl AsyncGenerator) {}
    let log = Log::new();
    let mut g = Box::pin(outer(log.clone()));
    is_lazy(&g);
    run(g.next());
    drop(g);
    assert_eq!(log.take(), "inner outer");
}
