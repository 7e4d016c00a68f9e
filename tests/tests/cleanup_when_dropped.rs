//! A dropped generator runs its cleanups that do not await, wherever its body stands and whoever
//! drops it.
#![allow(clippy::never_loop, reason = "a loop that its cleanup leaves")]

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::{Pin, pin};
use std::thread;

use asyncgen::{
    AsyncGenerator, AsyncGeneratorExt, BoxAsyncGenerator, CloseError, GeneratorState,
    LocalBoxAsyncGenerator, async_gen, async_generator, stream, try_stream,
};
use asyncgen_tests::{
    Log, Logged, drain, leave, pending, poll_once, run, wait, without_hidden_polls,
};
use futures::stream::{BoxStream, FuturesUnordered};
use futures::{FutureExt, Stream, StreamExt};

type Text = &'static str;

/// The generators of most tests.
trait Subject:
    AsyncGenerator<Item = Result<u32, Text>, Sent = (), Thrown = Text> + Send + 'static
{
}

impl<G> Subject for G where
    G: AsyncGenerator<Item = Result<u32, Text>, Sent = (), Thrown = Text> + Send + 'static
{
}

/// Polls the generator this many times, empties the log, and drops the generator.
type Way<G> = fn(G, usize, &Log);

/// Every way to drop a generator, with its name.
fn every_way<G: Subject>() -> [(&'static str, Way<G>); 9] {
    [
        ("in a box", |g, polls, log| drop(polled(Box::pin(g), polls, log))),
        ("in an `Option`", |g, polls, log| {
            let mut option = Some(polled(Box::pin(g), polls, log));
            option.take();
        }),
        ("in a `Vec`", |g, polls, log| vec![polled(Box::pin(g), polls, log)].clear()),
        ("in `Pin::set`", |g, polls, log| {
            let mut slot = pin!(Some(g));
            polled(slot.as_mut().as_pin_mut().unwrap(), polls, log);
            slot.set(None);
        }),
        ("behind `dyn`", |g, polls, log| {
            let boxed: BoxAsyncGenerator<'_, Result<u32, &str>, (), &str> = Box::pin(g);
            drop(polled(boxed, polls, log));
        }),
        ("as a stream", |g, polls, log| {
            let boxed: BoxStream<'_, _> = g.filter(|_| std::future::ready(true)).boxed();
            drop(polled(boxed, polls, log));
        }),
        ("while unwinding", |g, polls, log| {
            let g = polled(Box::pin(g), polls, log);
            assert!(panics(move || {
                let _dropped_by_the_panic = g;
                resume_unwind(Box::new("a test"));
            }));
        }),
        ("on another thread", |g, polls, log| {
            let g = polled(Box::pin(g), polls, log);
            thread::spawn(move || drop(g)).join().unwrap();
        }),
        ("inside another generator", |g, polls, log| {
            drop(polled(Box::pin(outer(g)), polls, log));
        }),
    ]
}

fn polled<S: Stream + Unpin>(mut stream: S, polls: usize, log: &Log) -> S {
    for _ in 0..polls {
        let _ = poll_once(stream.next());
    }
    log.take();
    stream
}

#[async_generator]
async fn outer<S: Stream>(stream: S) -> S::Item {
    #[for_await]
    for item in stream {
        yield_!(item);
    }
}

fn panics(action: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(action)).is_err()
}

/// Drops the generator in every way, after this many polls, and compares the log from there on.
fn check<G: Subject>(make: impl Fn(Log) -> G, polls: usize, events: &str) {
    for (name, drop) in every_way() {
        let log = Log::new();
        drop(make(log.clone()), polls, &log);
        assert_eq!(without_hidden_polls(&log.take()), events, "{name}, after {polls} polls");
    }
}

/// Tests of generators that are dropped after some polls: the log from there on.
macro_rules! dropped {
    ($($name:ident after $polls:literal |$log:ident| $body:tt => $events:literal)*)
    => {
        $(#[test]
        fn $name() {
            #[async_generator(throws = &'static str)]
            async fn body($log: Log) -> u32 $body

            check(body, $polls, $events);
        })*
    };
}

// ---------------------------------------------------------------- where the body stands

mod the_cleanup_runs {
    use super::*;

    dropped! {
        at_a_yield after 1 |log| {
            let _outside = log.logged("outside");
            finally! { log.say("cleanup"); }
            let _inside = log.logged("inside");
            yield_!(1);
            log.say("not reached");
        } => "inside cleanup outside"

        at_an_await_which_is_not_polled_again after 1 |log| {
            let _outside = log.logged("outside");
            finally! { log.say("cleanup"); }
            let _inside = log.logged("inside");
            log.watched("future", 9).await;
            log.say("not reached");
        } => "future inside cleanup outside"

        at_an_await_that_would_never_be_ready after 1 |log| {
            finally! { log.say("cleanup"); }
            std::future::pending::<()>().await;
        } => "cleanup"

        at_an_await_in_another_macro after 1 |log| {
            finally! { log.say("cleanup"); }
            wait!(log.watched("hidden", 9));
        } => "hidden cleanup"

        in_a_join after 1 |log| {
            finally! { log.say("cleanup"); }
            futures::join!(log.watched("hidden", 9), pending(9));
        } => "hidden cleanup"

        in_a_select after 1 |log| {
            finally! { log.say("cleanup"); }
            tokio::select! {
                () = log.watched("hidden", 9) => {}
                () = pending(9) => {}
            }
        } => "hidden cleanup"

        in_an_arm_of_select after 1 |log| {
            finally! { log.say("cleanup"); }
            tokio::select! {
                () = pending(0) => {
                    finally! { log.say("in the arm"); }
                    yield_!(1);
                }
            }
        } => "in the arm cleanup"

        in_a_for_await after 1 |log| {
            finally! { log.say("cleanup"); }
            #[for_await]
            for () in futures::stream::once(log.watched("stream", 9)) {}
        } => "stream cleanup"

        in_the_body_of_a_for_await after 2 |log| {
            #[for_await]
            for n in futures::stream::iter(0..3) {
                finally! { log.say(n); }
                yield_!(n);
            }
        } => "1"

        in_a_loop_which_is_left after 1 |log| {
            loop {
                finally! { log.say("cleanup"); }
                yield_!(1);
            }
        } => "cleanup"

        in_the_value_of_a_guarded_block after 1 |log| {
            let value = {
                finally! { log.say("cleanup"); }
                yield_!(1);
                2
            };
            log.say("not reached");
            yield_!(value);
        } => "cleanup"

        in_a_catch after 1 |log| {
            finally! { log.say("cleanup"); }
            let caught = catch! {
                let _local = log.logged("local");
                yield_!(1);
            };
            log.say(format!("{caught:?}"));
        } => "local cleanup"

        inside_of_a_catch after 1 |log| {
            let caught = catch! {
                finally! { log.say("cleanup"); }
                yield_!(1);
            };
            log.say(format!("{caught:?}"));
        } => "cleanup"

        with_cleanups_inside_and_outside_of_a_catch after 1 |log| {
            finally! { log.say("outer"); }
            let caught = catch! {
                finally! { log.say("inner"); }
                pending(9).await;
            };
            log.say(format!("{caught:?}"));
        } => "inner outer"

        innermost_first after 1 |log| {
            finally! { log.say("a"); }
            let _a = log.logged("in a");
            finally! { log.say("b"); }
            let _b = log.logged("in b");
            {
                finally! { log.say("c"); }
                let _c = log.logged("in c");
                yield_!(1);
            }
            log.say("not reached");
        } => "in c c in b b in a a"

        and_those_that_await_are_skipped_on_the_way_outward after 1 |log| {
            finally! { log.say("a"); }
            finally! { log.say("b"); pending(0).await; }
            let _local = log.logged("local");
            finally! { log.say("c"); }
            finally! { pending(1).await; log.say("d"); }
            yield_!(1);
        } => "c local a"

        with_loops_jumps_and_catches_of_its_own after 1 |log| {
            finally! { log.say("outer"); }
            finally! {
                for n in 0..3 {
                    if n == 1 {
                        break;
                    }
                    let caught = catch! { Err::<(), _>("failed")? };
                    log.say(format!("{n}{caught:?}"));
                }
            }
            yield_!(1);
        } => "0Err(\"failed\") outer"

        with_a_cleanup_of_its_own after 1 |log| {
            finally! {
                finally! { log.say("inner"); }
                log.say("cleanup");
            }
            yield_!(1);
        } => "cleanup inner"
    }

    #[test]
    fn at_every_suspension() {
        #[async_generator(throws = &'static str)]
        async fn body(log: Log) -> u32 {
            finally! { log.say("a"); }
            pending(1).await;
            {
                finally! { log.say("b"); pending(1).await; }
                yield_!(1);
                finally! { log.say("c"); }
                yield_!(2);
            }
            finally! { log.say("d"); }
            pending(1).await;
            yield_!(3);
        }
        let after_each_poll = ["", "a", "a", "c a", "a", "d a", "d a", ""];
        for (polls, events) in after_each_poll.iter().enumerate() {
            check(body, polls, events);
        }
    }

    /// Whether the future in the other macro is polled once more is left open. If so, it is ready
    /// here, and the body goes on to its yield.
    #[test]
    fn once_at_an_await_in_another_macro_that_may_be_ready() {
        #[async_generator(throws = &'static str)]
        async fn body(log: Log) -> u32 {
            finally! { log.say("outer"); }
            finally! { log.say("cleanup"); }
            wait!(pending(1));
            finally! { log.say("behind"); }
            yield_!(1);
            log.say("not reached");
        }
        for (name, drop) in every_way() {
            let log = Log::new();
            drop(body(log.clone()), 1, &log);
            let events = log.take();
            assert!(
                ["cleanup outer", "behind cleanup outer"].contains(&&*events),
                "{name}: {events}"
            );
        }
    }
}

mod nothing_runs {
    use super::*;

    dropped! {
        before_the_body_has_started after 0 |log| {
            finally! { log.say("cleanup"); }
            yield_!(1);
        } => ""

        after_the_end_of_the_body after 2 |log| {
            finally! { log.say("cleanup"); }
            yield_!(1);
        } => ""

        after_an_error after 1 |log| {
            finally! { log.say("cleanup"); }
            Err("raised")?;
        } => ""

        before_a_cleanup after 1 |log| {
            log.watched("future", 9).await;
            finally! { log.say("cleanup"); }
            yield_!(1);
        } => "future"

        behind_a_cleanup after 1 |log| {
            {
                finally! { log.say("cleanup"); }
                log.say("before");
            }
            log.watched("future", 9).await;
        } => "future"

        of_the_cleanups_that_await after 1 |log| {
            finally! { log.say("cleanup"); pending(0).await; }
            finally! { if false { pending(0).await; } log.say("cleanup"); }
            let _local = log.logged("local");
            yield_!(1);
        } => "local"
    }

    #[test]
    fn after_close() {
        #[async_generator]
        async fn body(log: Log) -> u32 {
            finally! { log.say("cleanup"); }
            yield_!(1);
        }
        let log = Log::new();
        let mut g = Box::pin(body(log.clone()));
        run(g.next());
        assert_eq!(run(g.close()), Ok(()));
        assert_eq!(log.take(), "cleanup");
        drop(g);
        assert_eq!(log.take(), "");
        let mut g = Box::pin(body(log.clone()));
        assert_eq!(run(g.close()), Ok(()));
        drop(g);
        assert_eq!(log.take(), "");
    }

    /// The body's state is gone.
    #[test]
    fn after_a_panic_of_the_body() {
        #[async_generator]
        async fn body(log: Log) -> u32 {
            finally! { log.say("cleanup"); }
            let _local = log.logged("local");
            yield_!(1);
            resume_unwind(Box::new("a test"));
        }
        let log = Log::new();
        let mut g = Box::pin(body(log.clone()));
        run(g.next());
        assert!(panics(|| assert_eq!(run(g.next()), None)));
        assert_eq!(g.state(), GeneratorState::Closed);
        drop(g);
        assert_eq!(log.take(), "local");
    }
}

// ---------------------------------------------------------------- a cleanup is under way

mod a_cleanup_that_waits {
    use super::*;

    dropped! {
        is_cut_and_the_outer_ones_run after 1 |log| {
            finally! { log.say("outer"); }
            finally! { pending(0).await; log.say("skipped"); }
            finally! {
                let _local = log.logged("local");
                log.watched("future", 9).await;
                log.say("not reached");
            }
            log.say("end");
        } => "future local outer"

        at_a_yield_is_cut_too after 1 |log| {
            finally! { log.say("outer"); }
            finally! {
                let _local = log.logged("local");
                yield_!(1);
                log.say("not reached");
            }
            log.say("end");
        } => "local outer"

        in_a_for_await_is_cut_too after 1 |log| {
            finally! { log.say("outer"); }
            finally! {
                #[for_await]
                for () in futures::stream::once(log.watched("stream", 9)) {}
            }
            log.say("end");
        } => "stream outer"

        in_another_macro_is_cut_too after 1 |log| {
            finally! { log.say("outer"); }
            finally! { wait!(log.watched("hidden", 9)); log.say("not reached"); }
            log.say("end");
        } => "hidden outer"

        with_a_cleanup_of_its_own_is_cut_and_that_runs after 1 |log| {
            finally! { log.say("outer"); }
            finally! {
                finally! { log.say("inner"); }
                log.watched("future", 9).await;
            }
            log.say("end");
        } => "future inner outer"

        inside_of_a_cleanup_is_cut_with_it after 1 |log| {
            finally! { log.say("outer"); }
            finally! {
                {
                    finally! { log.watched("future", 9).await; }
                    log.say("end");
                }
                log.say("not reached");
            }
            log.say("end");
        } => "future outer"

        with_a_return_under_way_which_is_discarded after 1 |log| {
            finally! { log.say("outer"); }
            {
                finally! { pending(9).await; }
                if true {
                    return;
                }
            }
            log.say("not reached");
        } => "outer"

        with_a_jump_under_way_which_is_discarded after 1 |log| {
            finally! { log.say("outer"); }
            loop {
                finally! { pending(9).await; }
                break;
            }
            log.say("not reached");
            yield_!(1);
        } => "outer"

        with_the_value_of_its_block_which_is_dropped after 1 |log| {
            finally! { log.say("outer"); }
            let value = {
                finally! { pending(9).await; }
                log.logged("value")
            };
            drop(value);
        } => "value outer"

        with_an_error_under_way_which_nobody_catches after 1 |log| {
            finally! { log.say("outer"); }
            let caught = catch! {
                finally! { pending(9).await; }
                Err::<(), _>("raised")?
            };
            log.say(format!("{caught:?}"));
        } => "outer"
    }

    #[test]
    fn with_an_error_under_way_which_is_dropped() {
        #[async_generator(throws = Logged)]
        async fn body(log: Log) -> u32 {
            finally! { log.say("outer"); }
            finally! { log.watched("future", 9).await; }
            Err(log.logged("error"))?;
        }
        let log = Log::new();
        drop(polled(Box::pin(body(log.clone())), 1, &log));
        assert_eq!(log.take(), "future error outer");
    }

    #[test]
    fn after_exit_was_raised_is_cut() {
        #[async_generator(throws = &'static str)]
        async fn body(log: Log) -> u32 {
            finally! { log.say("outer"); }
            finally! { log.watched("future", 9).await; }
            finally! { log.say("inner"); }
            yield_!(1);
            pending(9).await;
        }
        for steps in 1..3 {
            let log = Log::new();
            let mut g = polled(Box::pin(body(log.clone())), steps, &log);
            assert!(poll_once(g.close()).is_pending());
            drop(g);
            assert_eq!(log.take(), "inner future? future outer", "after {steps} steps");
        }
    }

    #[test]
    fn behind_which_exit_is_to_be_raised_is_cut() {
        #[async_generator(throws = &'static str)]
        async fn body(log: Log) -> u32 {
            finally! { log.say("outer"); }
            {
                finally! { log.watched("future", 9).await; }
                log.say("end");
            }
            log.say("not reached");
        }
        let log = Log::new();
        let mut g = polled(Box::pin(body(log.clone())), 1, &log);
        assert!(poll_once(g.close()).is_pending());
        drop(g);
        assert_eq!(log.take(), "future? future outer");
    }

    #[test]
    fn after_an_ignored_exit_is_cut() {
        #[async_generator(throws = &'static str)]
        async fn body(log: Log) -> u32 {
            finally! { log.say("outer"); }
            finally! { yield_!(2); log.say("not reached"); }
            yield_!(1);
        }
        let log = Log::new();
        let mut g = polled(Box::pin(body(log.clone())), 1, &log);
        assert_eq!(run(g.close()), Err(CloseError::IgnoredExit(Ok(2))));
        drop(g);
        assert_eq!(log.take(), "outer");
    }
}

// ---------------------------------------------------------------- how a cleanup ends

mod a_cleanup {
    use super::*;

    dropped! {
        that_raises_goes_on_outward after 1 |log| {
            finally! { log.say("outer"); }
            finally! { log.say("cleanup"); Err("of the cleanup")?; }
            yield_!(1);
        } => "cleanup outer"

        that_returns_goes_on_outward after 1 |log| {
            finally! { log.say("outer"); }
            finally! { log.say("cleanup"); return; }
            yield_!(1);
        } => "cleanup outer"

        that_swallows_exit_and_ends_runs_the_outer_ones after 1 |log| {
            finally! { log.say("outer"); }
            loop {
                finally! { log.say("cleanup"); break; }
                yield_!(1);
            }
            log.say("behind");
        } => "cleanup behind outer"

        that_swallows_exit_by_an_error_that_is_caught after 1 |log| {
            finally! { log.say("outer"); }
            let caught = catch! {
                finally! { Err("of the cleanup")?; }
                yield_!(1);
            };
            log.say(caught.unwrap_err());
        } => "of the cleanup outer"

        // Exit is raised once: at the next yield the body is dropped as it is.
        that_swallows_exit_is_not_run_again_at_the_next_yield after 1 |log| {
            for turn in 0..3 {
                let _outside = log.logged("outside");
                finally! { log.say(turn); continue; }
                let _inside = log.logged("inside");
                yield_!(turn);
            }
        } => "inside 0 outside inside outside"

        that_swallows_exit_is_not_run_again_at_the_next_await after 1 |log| {
            for turn in 0..3 {
                finally! { log.say(turn); continue; }
                log.watched("hidden", 9).await;
            }
        } => "hidden 0 hidden"

        that_swallows_exit_by_a_jump_is_the_last_that_runs after 1 |log| {
            finally! { log.say("not reached"); }
            for turn in 0..3 {
                finally! { log.say(turn); continue; }
                log.watched("hidden", 9).await;
            }
        } => "hidden 0 hidden"

        that_awaits_and_swallows_exit_at_its_yield_is_the_last_that_runs after 2 |log| {
            finally! {
                loop {
                    finally! { log.say("swallowed"); break; }
                    yield_!(1);
                }
                finally! { log.say("not reached"); }
                log.watched("hidden", 9).await;
            }
            yield_!(0);
        } => "swallowed hidden"

        that_awaits_and_swallows_exit_at_its_await_is_the_last_that_runs after 1 |log| {
            finally! { log.say("not reached"); }
            finally! {
                loop {
                    finally! { log.say("swallowed"); break; }
                    log.watched("future", 9).await;
                }
                finally! { log.say("not reached"); }
                log.watched("hidden", 9).await;
            }
            log.say("end");
        } => "future swallowed hidden"

        that_swallows_exit_by_a_jump_of_another_macro_is_the_last_that_runs after 1 |log| {
            finally! { log.say("not reached"); }
            for turn in 0..3 {
                finally! { log.say(turn); leave!(next); }
                log.watched("hidden", 9).await;
            }
        } => "hidden 0 hidden"

        that_swallows_exit_around_a_cleanup_that_is_cut_is_the_last_that_runs after 1 |log| {
            finally! { log.say("not reached"); }
            for turn in 0..3 {
                finally! { log.say(turn); continue; }
                if turn == 0 {
                    finally! { pending(9).await; log.say("not reached"); }
                    log.say("end");
                }
                log.watched("hidden", 9).await;
            }
        } => "0 hidden"

        // The cleanup that waited was cut, and the next one is in a turn of its own.
        that_swallows_exit_around_a_cleanup_that_waits_does_so_once after 1 |log| {
            loop {
                finally! { log.say("a"); continue; }
                {
                    finally! { log.say("b"); wait!(pending(9)); }
                    log.say("end");
                }
            }
        } => "a end b"

        that_is_left_by_a_jump_which_another_macro_writes after 1 |log| {
            finally! { log.say("outer"); }
            loop {
                finally! { log.say("cleanup"); leave!(); }
                pending(9).await;
            }
            log.say("behind");
            finally! { log.say("inner"); }
            log.say("end");
        } => "cleanup behind end inner outer"

        that_swallows_exit_leaves_the_outer_ones_to_the_next_yield after 1 |log| {
            finally! { log.say("not reached"); }
            let caught = catch! {
                finally! { Err("of the cleanup")?; }
                yield_!(1);
            };
            log.say(caught.unwrap_err());
            yield_!(2);
            log.say("not reached");
        } => "of the cleanup"
    }

    /// The item at which a body is dropped that has swallowed exit.
    #[test]
    fn that_swallows_exit_loses_the_next_item() {
        #[async_generator]
        async fn body(log: Log) -> Logged {
            for _ in 0..3 {
                finally! { log.say("cleanup"); continue; }
                yield_!(log.logged("item"));
            }
        }
        let log = Log::new();
        drop(polled(Box::pin(body(log.clone())), 1, &log));
        assert_eq!(log.take(), "cleanup item");
    }

    #[test]
    fn that_panics_goes_on_as_any_panic_of_a_drop_and_the_outer_ones_do_not_run() {
        #[async_generator]
        async fn body(log: Log, panics: bool) -> u32 {
            let _outside = log.logged("outside");
            finally! { log.say("outer"); }
            finally! {
                let _local = log.logged("local");
                log.say("cleanup");
                if panics {
                    resume_unwind(Box::new("a test"));
                }
            }
            yield_!(1);
        }
        let log = Log::new();
        let mut generators = [true, false].map(|panics| Box::pin(body(log.clone(), panics)));
        generators.iter_mut().for_each(|g| assert_eq!(run(g.next()), Some(1)));
        assert!(panics(|| drop(generators)));
        assert_eq!(log.take(), "cleanup local outside cleanup local outer outside");
    }
}

// ---------------------------------------------------------------- whether a cleanup awaits

/// Macros with names of those of `tracing`.
mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {};
    }
    pub(super) use info;
}

mod whether_it_awaits {
    use futures::join;

    use super::tracing::info;
    use super::*;

    fn spawn<T>(_: T) {}

    /// The log of drops, and the code, of generators with these cleanups.
    macro_rules! cleanups {
        (|$log:ident| $({ $($cleanup:tt)* })*) => {
            [$({
                #[async_generator(throws = &'static str)]
                async fn body($log: Log) -> u32 {
                    finally! { $log.say("outer"); }
                    finally! { $log.say("cleanup"); $($cleanup)* }
                    yield_!(1);
                }
                let log = Log::new();
                drop(polled(Box::pin(body(log.clone())), 1, &log));
                (stringify!($($cleanup)*), log.take())
            }),*]
        };
    }

    fn assert_all<const N: usize>(logs: [(&str, String); N], expected: &str) {
        for (cleanup, events) in logs {
            assert_eq!(events, expected, "finally! {{ {cleanup} }}");
        }
    }

    #[test]
    fn code_of_its_own_and_the_standard_macros_do_not() {
        let logs = cleanups! { |log|
            {}
            { println!("{:?}", 1); }
            { assert!(pending(0).now_or_never().is_some()); }
            { let _ = vec![format!("{}", 1)]; debug_assert_eq!(1, 1); }
            { tracing::info!(rows = 1, "await"); }
            { info!("await {}", 1); }
            { spawn(async { pending(0).await; }); }
            { spawn(async move { pending(0).await; }); }
            { spawn(|| async { pending(0).await }); }
            { spawn(async || { pending(0).await }); }
            { spawn(vec![async { pending(0).await }]); }
            { println!("{}", size_of_val(&async { pending(0).await })); }
            { async fn later() { pending(0).await } spawn(later()); }
            { #[async_generator] async fn later() -> u32 { yield_!(1); } spawn(later()); }
            { let r#await = 1; spawn(r#await); }
            { let caught = catch! { Err::<(), _>("x")? }; spawn(caught); }
            { finally! {} spawn(1); }
            { let _ = pending(0).now_or_never(); }
        };
        assert_all(logs, "cleanup outer");
    }

    #[test]
    fn an_await_or_a_yield_of_its_own_does() {
        let logs = cleanups! { |log|
            { pending(0).await; }
            { if false { pending(0).await; } }
            { let _ = [1, 2].map(|n| n + 1).len() + { pending(0).await; 1 }; }
            { loop { pending(0).await; break; } }
            { #[for_await] for () in futures::stream::empty::<()>() {} }
            { if false { yield_!(2); } }
            { println!("{:?}", pending(0).await); }
            { assert_eq!(pending(0).await, ()); }
            { info!(rows = pending(0).await, "done"); }
            { let _ = catch! { pending(0).await }; }
            { finally! { pending(0).await; } spawn(1); }
            { wait!({ pending(0).await; pending(0) }); }
            { spawn(async { pending(0).await }); pending(0).await; }
        };
        assert_all(logs, "outer");
    }

    #[test]
    fn join_and_select_do() {
        let logs = cleanups! { |log|
            { tokio::join!(pending(0)); }
            { futures::join!(pending(0)); }
            { join!(pending(0)); }
            { let _ = tokio::try_join!(async { Ok::<(), ()>(()) }); }
            { let _ = futures::try_join!(async { Ok::<(), ()>(()) }); }
            { tokio::select! { () = pending(0) => {} } }
            { futures::select! { () = pending(0).fuse() => {} } }
            { futures::select_biased! { () = pending(0).fuse() => {} } }
        };
        assert_all(logs, "outer");
    }

    dropped! {
        nobody_knows_of_another_macro_which_is_run_to_its_end after 1 |log| {
            finally! { log.say("outer"); }
            finally! { wait!(pending(0)); log.say("cleanup"); wait!(pending(0)); log.say("end"); }
            yield_!(1);
        } => "cleanup end outer"

        nobody_knows_of_another_macro_which_is_let_go_if_it_is_pending after 1 |log| {
            finally! { log.say("outer"); }
            finally! {
                let _local = log.logged("local");
                wait!(pending(0));
                log.say("cleanup");
                wait!(pending(1));
                log.say("not reached");
            }
            yield_!(1);
        } => "cleanup local outer"

        nobody_knows_of_another_macro_which_is_let_go_while_the_body_waits after 1 |log| {
            finally! { log.say("outer"); }
            finally! { wait!(pending(1)); log.say("not reached"); }
            finally! { log.say("inner"); }
            log.watched("future", 9).await;
        } => "future inner outer"

        nobody_knows_of_several after 1 |log| {
            finally! { log.say("a"); wait!(pending(1)); }
            finally! { log.say("b"); wait!(pending(0)); }
            finally! { log.say("c"); wait!(pending(1)); }
            yield_!(1);
        } => "c b a"
    }
}

// ---------------------------------------------------------------- generators inside

mod inside_a_generator {
    use super::*;

    #[async_generator(throws = &'static str)]
    async fn inner(log: Log) -> u32 {
        let _local = log.logged("local");
        finally! { log.say("inner"); }
        finally! { pending(0).await; log.say("skipped"); }
        log.watched("future", 1).await;
        yield_!(1);
        yield_!(2);
    }

    dropped! {
        that_goes_over_it_and_waits after 1 |log| {
            finally! { log.say("outer"); }
            #[for_await]
            for item in inner(log.clone()) {
                yield_!(item?);
            }
        } => "future inner local outer"

        that_goes_over_it_and_yields after 2 |log| {
            finally! { log.say("outer"); }
            #[for_await]
            for item in inner(log.clone()) {
                finally! { log.say("turn"); }
                yield_!(item?);
            }
        } => "turn inner local outer"

        without_cleanups after 2 |log| {
            let _outside = log.logged("outside");
            #[for_await]
            for item in inner(log.clone()) {
                yield_!(item?);
            }
        } => "inner local outside"

        that_holds_it after 1 |log| {
            finally! { log.say("outer"); }
            let mut inner = Box::pin(inner(log.clone()));
            while let Some(item) = inner.next().await {
                yield_!(item?);
            }
        } => "future inner local outer"

        whose_cleanup_holds_it after 1 |log| {
            finally! { log.say("outer"); }
            finally! { Box::pin(inner(log.clone())).next().await; }
            yield_!(1);
        } => "outer"
    }

    #[test]
    fn whose_loop_is_left() {
        #[async_generator(throws = &'static str)]
        async fn body(log: Log, fails: bool) -> u32 {
            finally! { log.say("outer"); }
            #[for_await]
            for item in inner(log.clone()) {
                if fails {
                    Err("raised")?;
                }
                yield_!(item?);
                break;
            }
            log.say("behind");
        }
        let log = Log::new();
        assert_eq!(drain(body(log.clone(), false)), [Ok(1)]);
        assert_eq!(log.take(), "future? future! future inner local behind outer");
        assert_eq!(drain(body(log.clone(), true)), [Err("raised")]);
        assert_eq!(log.take(), "future? future! future inner local outer");
    }
}

// ---------------------------------------------------------------- who drops it

/// What a server does to the streams of its clients.
mod by_tokio {
    use std::time::Duration;

    use tokio::runtime;
    use tokio::task::yield_now;

    use super::*;

    #[async_generator]
    async fn events(log: Log) -> u32 {
        log.say("registered");
        finally! { log.say("unregistered"); }
        finally! { pending(0).await; log.say("skipped"); }
        yield_!(1);
        std::future::pending::<()>().await;
        yield_!(2);
    }

    async fn consume(log: Log) {
        let mut events = pin!(events(log));
        while events.next().await.is_some() {}
    }

    #[tokio::test(start_paused = true)]
    async fn in_a_timeout() {
        let log = Log::new();
        assert!(tokio::time::timeout(Duration::from_secs(1), consume(log.clone())).await.is_err());
        assert_eq!(log.take(), "registered unregistered");
    }

    #[tokio::test]
    async fn in_a_select() {
        let log = Log::new();
        tokio::select! {
            biased;
            () = consume(log.clone()) => unreachable!(),
            () = yield_now() => {}
        }
        assert_eq!(log.take(), "registered unregistered");
    }

    #[tokio::test]
    async fn in_an_aborted_task() {
        let log = Log::new();
        let task = tokio::spawn(consume(log.clone()));
        yield_now().await;
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
        assert_eq!(log.take(), "registered unregistered");
    }

    #[tokio::test]
    async fn in_a_task_that_panics() {
        let log = Log::new();
        let mut events = Box::pin(events(log.clone()));
        let task = tokio::spawn(async move {
            events.next().await;
            resume_unwind(Box::new("a test"));
        });
        assert!(task.await.unwrap_err().is_panic());
        assert_eq!(log.take(), "registered unregistered");
    }

    #[test]
    fn when_the_runtime_shuts_down() {
        let builders =
            [runtime::Builder::new_current_thread(), runtime::Builder::new_multi_thread()];
        for mut builder in builders {
            let log = Log::new();
            let runtime = builder.build().unwrap();
            runtime.spawn(consume(log.clone()));
            runtime.block_on(async {
                while log.take().is_empty() {
                    yield_now().await;
                }
            });
            drop(runtime);
            assert_eq!(log.take(), "unregistered");
        }
    }

    #[test]
    fn in_a_set_of_futures_or_streams() {
        let log = Log::new();
        let mut all = FuturesUnordered::from_iter((0..2).map(|_| consume(log.clone())));
        assert!(poll_once(all.next()).is_pending());
        assert_eq!(log.take(), "registered registered");
        drop(all);
        assert_eq!(log.take(), "unregistered unregistered");
        let all = futures::stream::select_all((0..2).map(|_| Box::pin(events(log.clone()))));
        drop(polled(all, 3, &log));
        assert_eq!(log.take(), "unregistered unregistered");
    }
}

// ---------------------------------------------------------------- declarations and spellings

/// Waits, is dropped, and has run its cleanups that do not await.
fn cleans_up<G: AsyncGenerator>(g: G, log: &Log) {
    let mut g = Box::pin(g);
    assert!(poll_once(g.next()).is_pending());
    assert_eq!(log.take(), "future?");
    drop(g);
    assert_eq!(log.take(), "future cleanup outer");
}

#[test]
fn whatever_the_generator_declares() {
    struct Bus<'a, T>(&'a Log, T);
    impl<'a, T: PartialEq + 'a> Bus<'a, T> {
        #[async_generator(send = &'a T, throws = String)]
        async fn events<'b>(&'b mut self, last: &'b T) -> &'b T {
            finally! { self.0.say("outer"); }
            finally! { self.0.say("skipped"); pending(0).await; }
            finally! { self.0.say("cleanup"); }
            if self.1 != *last {
                self.0.watched("future", 9).await;
                yield_!(&self.1);
            }
        }
    }
    trait Source {
        #[async_generator(boxed)]
        async fn events(&self) -> u32;
        #[async_generator(boxed(local))]
        async fn local(&self) -> u32 {
            #[for_await]
            for n in self.events() {
                yield_!(n);
            }
        }
    }
    impl Source for Log {
        #[async_generator(boxed)]
        async fn events(&self) -> u32 {
            finally! { self.say("outer"); }
            finally! { self.say("cleanup"); }
            self.watched("future", 9).await;
            yield_!(1);
        }
    }
    let log = Log::new();
    cleans_up(Bus(&log, 1).events(&2), &log);
    let boxed: BoxAsyncGenerator<'_, u32> = log.events();
    cleans_up(boxed, &log);
    let local: LocalBoxAsyncGenerator<'_, u32> = log.local();
    cleans_up(local, &log);
}

/// Says what type the error is.
fn raising<G: AsyncGenerator<Thrown = &'static str>>(g: G) -> G {
    g
}

#[test]
fn in_every_spelling() {
    async_gen! {
        async gen fn function(log: &Log) -> u32 {
            finally! { log.say("outer"); }
            finally! { log.say("skipped"); for await _ in futures::stream::iter([1]) {} }
            finally! { log.say("cleanup"); }
            for await () in futures::stream::once(log.watched("future", 9)) { yield 1; }
        }
    }
    let log = &Log::new();
    cleans_up(function(log), log);
    cleans_up(
        async_gen!(async gen {
            finally! { log.say("outer"); }
            finally! { log.say("skipped"); yield 2; }
            finally! { log.say("cleanup"); }
            log.watched("future", 9).await;
            yield 1;
        }),
        log,
    );
    cleans_up(
        stream! {
            finally! { log.say("outer"); }
            finally! { log.say("skipped"); pending(0).await; }
            finally! { log.say("cleanup"); }
            yield log.watched("future", 9).await;
        },
        log,
    );
    let items = try_stream! {
        finally! { log.say("outer"); }
        finally! { log.say("cleanup"); }
        log.watched("future", 9).await;
        yield 1;
        Err("raised")?;
    };
    cleans_up(raising(items), log);
}

/// A generator that borrows is dropped before what it borrows, so that its cleanups may use it.
#[test]
fn with_borrowed_arguments() {
    #[async_generator(send = &'a str)]
    async fn body<'a, T: std::fmt::Debug>(log: &'a Log, names: &mut Vec<T>, last: T) -> usize {
        finally! { names.push(last); log.say(format!("{names:?}")); }
        yield_!(names.len());
    }
    let (log, mut names) = (Log::new(), vec!["a"]);
    {
        let mut g = pin!(body(&log, &mut names, "b"));
        assert_eq!(run(g.next()), Some(1));
    }
    assert_eq!(log.take(), "[\"a\", \"b\"]");
    assert_eq!(names, ["a", "b"]);
}

/// The same body with a guarded block that is not guarded by a cleanup.
#[test]
fn a_cleanup_takes_at_most_eight_bytes() {
    #[async_generator(throws = &'static str)]
    async fn with_finally(log: &Log) -> u32 {
        finally! { log.say("cleanup"); }
        let local = [1, 2, 3, 4];
        yield_!(local[0]);
        pending(1).await;
        yield_!(local[1]);
    }
    #[async_generator(throws = &'static str)]
    async fn with_catch(log: &Log) -> u32 {
        let caught = catch! {
            let local = [1, 2, 3, 4];
            yield_!(local[0]);
            pending(1).await;
            yield_!(local[1]);
        };
        log.say("cleanup");
        caught?;
    }
    let log = Log::new();
    let (with, without) = (size_of_val(&with_finally(&log)), size_of_val(&with_catch(&log)));
    assert!(with <= without + 8, "{with} bytes, and {without} without");
}

/// The pinned generator itself is dropped, and not the reference to it.
#[test]
fn not_when_a_reference_is_dropped() {
    #[async_generator]
    async fn body(log: Log) -> u32 {
        finally! { log.say("cleanup"); }
        yield_!(1);
        yield_!(2);
    }
    let log = Log::new();
    let mut g = Box::pin(body(log.clone()));
    let mut reference: Pin<&mut _> = g.as_mut();
    assert_eq!(run(reference.next()), Some(1));
    assert_eq!(run(g.next()), Some(2));
    assert_eq!(log.take(), "");
    drop(g);
    assert_eq!(log.take(), "cleanup");
}
