//! `close` while the body waits: exit is raised there, and each cleanup runs once. A cleanup that
//! waits itself is finished first.
#![allow(clippy::never_loop, reason = "a loop that its cleanup leaves")]

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use asyncgen::{
    AsyncGenerator, AsyncGeneratorExt, BoxAsyncGenerator, CloseError, GeneratorState,
    LocalBoxAsyncGenerator, Outcome, Resume, ResumeErrorKind, async_gen, async_generator, stream,
    try_stream,
};
use asyncgen_tests::{
    CountingWaker, Log, Logged, leave, pending, poll_once, run, wait, without_hidden_polls,
};
use futures::stream::FusedStream;
use futures::{FutureExt, StreamExt};

type Text = &'static str;

/// The generators of most tests.
trait Subject: AsyncGenerator<Item = Result<u32, Text>, Sent = (), Thrown = Text> {}

impl<G> Subject for G where G: AsyncGenerator<Item = Result<u32, Text>, Sent = (), Thrown = Text> {}

/// The output of `close`.
type Closed = Result<(), CloseError<Result<u32, Text>, Text>>;

/// A way to close a generator, which logs `.` for every poll that is pending.
type Way<G> = fn(Pin<&mut G>, &Log) -> Closed;

/// Every way to close a generator, with its name.
fn every_way<G: Subject>() -> [(&'static str, Way<G>); 4] {
    [
        ("`close`", |mut g, log| {
            let mut close = g.close();
            to_the_end(log, || poll_once(&mut close))
        }),
        ("`close`, dropped after every poll and made again", |mut g, log| {
            to_the_end(log, || poll_once(g.close()))
        }),
        ("`close`, dropped after a poll, then `next`", |mut g, log| {
            match poll_once(g.close()) {
                Poll::Ready(closed) => return closed,
                Poll::Pending => log.say("."),
            }
            match to_the_end(log, || poll_once(g.next())) {
                None => Ok(()),
                Some(Err(error)) => Err(CloseError::Raised(error)),
                item @ Some(Ok(_)) => panic!("`next` gave {item:?}"),
            }
        }),
        ("`poll_resume`", |mut g, log| {
            let mut resume = Some(Resume::Exit);
            let outcome = to_the_end(log, || {
                let cx = &mut Context::from_waker(Waker::noop());
                let polled = g.as_mut().poll_resume(cx, &mut resume);
                if polled.is_pending() {
                    assert_eq!(resume, None, "exit is raised or remembered");
                }
                polled
            });
            match outcome {
                Outcome::Finished => Ok(()),
                Outcome::Raised(error) => Err(CloseError::Raised(error)),
                Outcome::Yielded(item) => Err(CloseError::IgnoredExit(item)),
            }
        }),
    ]
}

type Dyn = LocalBoxAsyncGenerator<'static, Result<u32, Text>, (), Text>;

/// A generator of [`check_after`], for closures that cannot name its type.
type Boxed = Pin<Box<Dyn>>;

fn boxed<G: Subject + 'static>(make: impl Fn(Log) -> G) -> impl Fn(Log) -> Dyn {
    move |log| Box::pin(make(log))
}

fn to_the_end<T>(log: &Log, mut poll: impl FnMut() -> Poll<T>) -> T {
    for _ in 0..100 {
        match poll() {
            Poll::Ready(output) => return output,
            Poll::Pending => log.say("."),
        }
    }
    panic!("it is pending for ever")
}

/// Polls `next` until the body waits, closes the generator in every way, and compares the output
/// and the log from there on.
fn check<G: Subject>(make: impl Fn(Log) -> G, closed: Closed, events: &str) {
    check_after(make, |g| assert!(poll_once(g.next()).is_pending()), closed, events);
}

fn check_after<G: Subject>(
    make: impl Fn(Log) -> G,
    wait: impl Fn(&mut Pin<Box<G>>),
    closed: Closed,
    events: &str,
) {
    for (name, close) in every_way() {
        let log = Log::new();
        let mut g = Box::pin(make(log.clone()));
        wait(&mut g);
        assert_eq!(g.state(), GeneratorState::Running, "{name}");
        log.take();
        assert_eq!(close(g.as_mut(), &log), closed, "{name}");
        assert_eq!(without_hidden_polls(&log.take()), events, "{name}");
        assert_eq!((g.state(), g.is_terminated()), (GeneratorState::Closed, true), "{name}");
        assert_eq!((run(g.next()), run(g.close())), (None, Ok(())), "{name}");
        drop(g);
        assert_eq!(log.take(), "", "after the end, {name}");
    }
}

/// Tests of bodies that wait in their first step: the output of `close`, and the log from there on.
macro_rules! closed {
    ($($name:ident |$log:ident| $body:tt => $closed:expr, $events:literal)*) => {
        $(#[test]
        fn $name() {
            #[async_generator(throws = &'static str)]
            async fn body($log: Log) -> u32 $body

            check(body, $closed, $events);
        })*
    };
}

/// Two cleanups and a future of this name, for the generators that go over it.
#[async_generator(throws = &'static str)]
async fn inner(log: Log, future: &'static str) -> u32 {
    finally! { log.say("awaiting"); pending(1).await; log.say("done"); }
    finally! { log.say("not-awaiting"); }
    log.watched(future, 9).await;
    yield_!(1);
}

// ---------------------------------------------------------------- an await

mod exit_is_raised {
    use super::*;

    closed! {
        at_an_await_which_is_not_polled_again |log| {
            finally! { log.say("cleanup"); }
            let _local = log.logged("local");
            log.watched("future", 9).await;
            log.say("not reached");
            yield_!(1);
        } => Ok(()), "future local cleanup"

        at_an_await_of_an_async_block |log| {
            finally! { log.say("cleanup"); }
            async {
                let _local = log.logged("local");
                log.watched("future", 9).await;
            }
            .await;
        } => Ok(()), "future local cleanup"

        at_an_await_that_would_never_be_ready |log| {
            finally! { log.say("cleanup"); }
            std::future::pending::<()>().await;
        } => Ok(()), "cleanup"

        in_an_expression |log| {
            finally! { log.say("cleanup"); }
            let values = (log.logged("left"), log.watched("future", 9).await);
            drop(values);
        } => Ok(()), "future left cleanup"

        while_the_item_is_evaluated |log| {
            finally! { log.say("cleanup"); }
            yield_!({
                log.watched("future", 9).await;
                1
            });
        } => Ok(()), "future cleanup"

        in_the_value_of_a_guarded_block |log| {
            let value = {
                finally! { log.say("cleanup"); }
                log.watched("future", 9).await;
                1
            };
            log.say("not reached");
            yield_!(value);
        } => Ok(()), "future cleanup"

        in_a_loop_which_is_left |log| {
            loop {
                finally! { log.say("cleanup"); }
                log.watched("future", 9).await;
            }
        } => Ok(()), "future cleanup"

        in_a_guarded_loop |log| {
            finally! { log.say("cleanup"); }
            while log.watched("future", 9).map(|()| true).await {
                yield_!(1);
            }
        } => Ok(()), "future cleanup"

        in_a_later_turn_of_a_loop |log| {
            for turn in 0..3 {
                finally! { log.say(turn); }
                if turn == 2 {
                    log.watched("future", 9).await;
                }
            }
        } => Ok(()), "future 2"

        in_a_for_await |log| {
            finally! { log.say("cleanup"); }
            let _local = log.logged("local");
            #[for_await]
            for () in futures::stream::once(log.watched("stream", 9)) {
                log.say("not reached");
            }
        } => Ok(()), "stream local cleanup"

        in_the_body_of_a_for_await |log| {
            #[for_await]
            for turn in futures::stream::iter(0..3) {
                finally! { log.say("cleanup"); }
                log.watched("future", 9).await;
                yield_!(turn);
            }
        } => Ok(()), "future cleanup"
    }

    #[test]
    fn at_every_await_between_yields() {
        #[async_generator(throws = &'static str)]
        async fn body(log: Log) -> u32 {
            finally! { log.say("cleanup"); }
            for n in 0..3 {
                log.watched("future", 2).await;
                yield_!(n);
            }
            log.watched("future", 2).await;
        }
        for items in 0..4 {
            for polls in 1..3 {
                let wait = |g: &mut Boxed| {
                    for n in 0..items {
                        assert_eq!(run(g.next()), Some(Ok(n)));
                    }
                    assert!((0..polls).all(|_| poll_once(g.next()).is_pending()));
                };
                check_after(boxed(body), wait, Ok(()), "future cleanup");
            }
        }
    }

    /// The consumer that goes away loses no message of the bus, and need not wait for one.
    #[tokio::test]
    async fn and_a_message_that_the_body_waited_for_stays_where_it_is() {
        #[async_generator]
        async fn events(bus: &mut tokio::sync::mpsc::Receiver<u32>, log: Log) -> u32 {
            finally! { log.say("unregistered"); }
            while let Some(event) = bus.recv().await {
                yield_!(event);
            }
        }
        let (log, (bus, mut receiver)) = (Log::new(), tokio::sync::mpsc::channel(1));
        let mut g = Box::pin(events(&mut receiver, log.clone()));
        assert!(poll_once(g.next()).is_pending());
        bus.try_send(1).unwrap();
        assert_eq!(poll_once(g.close()), Poll::Ready(Ok(())));
        assert_eq!(log.take(), "unregistered");
        drop(g);
        assert_eq!(receiver.try_recv(), Ok(1));
    }
}

mod without_a_live_cleanup_the_body_is_dropped_without_a_poll {
    use super::*;

    closed! {
        at_an_await |log| {
            let _local = log.logged("local");
            log.watched("future", 9).await;
        } => Ok(()), "future local"

        at_an_await_in_another_macro |log| {
            let _local = log.logged("local");
            // Not `hidden`: the one further poll is not allowed here.
            wait!(log.watched("future", 9));
        } => Ok(()), "future local"

        in_a_join |log| {
            futures::join!(log.watched("future", 9), pending(9));
        } => Ok(()), "future"

        in_a_catch |log| {
            let caught = catch! {
                let _local = log.logged("local");
                log.watched("future", 9).await;
            };
            log.say(format!("{caught:?}"));
        } => Ok(()), "future local"

        in_a_for_await |log| {
            #[for_await]
            for () in futures::stream::once(log.watched("stream", 9)) {}
        } => Ok(()), "stream"

        before_a_cleanup |log| {
            log.watched("future", 9).await;
            finally! { log.say("not reached"); }
            yield_!(1);
        } => Ok(()), "future"

        behind_a_cleanup |log| {
            {
                finally! { log.say("has run"); }
                log.say("before");
            }
            log.watched("future", 9).await;
        } => Ok(()), "future"

        // Whether a live cleanup is around the await shows only when the body is polled.
        but_for_an_await_in_another_macro_where_there_are_cleanups |log| {
            wait!(log.watched("hidden", 9));
            finally! { log.say("not reached"); }
            yield_!(1);
        } => Ok(()), "hidden"

        between_the_turns_of_a_loop_with_a_cleanup |log| {
            let later = futures::stream::once(log.watched("stream", 9));
            #[for_await]
            for () in futures::stream::iter([()]).chain(later) {
                finally! { log.say("has run"); }
                log.say("turn");
            }
        } => Ok(()), "stream"
    }
}

mod the_cleanups_run {
    use super::*;

    closed! {
        and_may_await |log| {
            finally! {
                log.say("begun");
                pending(2).await;
                log.say("done");
            }
            log.watched("future", 9).await;
        } => Ok(()), "future begun . . done"

        innermost_first |log| {
            let _outside = log.logged("outside");
            finally! { log.say("a"); }
            let _a = log.logged("in a");
            finally! { log.say("b"); }
            let _b = log.logged("in b");
            finally! { log.say("c"); }
            let _c = log.logged("in c");
            log.watched("future", 9).await;
        } => Ok(()), "future in c c in b b in a a outside"

        whether_they_await_or_not |log| {
            finally! { log.say("a"); pending(1).await; log.say("a>"); }
            finally! { log.say("b"); }
            finally! { log.say("c"); pending(2).await; log.say("c>"); }
            finally! { log.say("d"); }
            log.watched("future", 9).await;
        } => Ok(()), "future d c . . c> b a . a>"

        of_all_blocks_and_nothing_between_them |log| {
            'outer: loop {
                finally! { log.say("a"); }
                loop {
                    finally! { log.say("b"); pending(1).await; }
                    {
                        finally! { log.say("c"); }
                        log.watched("future", 9).await;
                        continue 'outer;
                    }
                }
            }
        } => Ok(()), "future c b . a"

        and_a_catch_inside_is_dropped |log| {
            finally! { log.say("cleanup"); }
            let caught = catch! {
                let _local = log.logged("local");
                log.watched("future", 9).await;
            };
            log.say(format!("{caught:?}"));
            yield_!(1);
        } => Ok(()), "future local cleanup"

        and_exit_passes_through_a_catch_around |log| {
            let caught = catch! {
                finally! { log.say("cleanup"); }
                log.watched("future", 9).await;
            };
            log.say(format!("{caught:?}"));
            yield_!(1);
        } => Ok(()), "future cleanup"

        inside_and_outside_of_a_catch |log| {
            finally! { log.say("outer"); pending(1).await; }
            let _local = log.logged("local");
            let caught = catch! {
                finally! { log.say("inner"); }
                let _ = catch! { log.watched("future", 9).await; };
            };
            log.say(format!("{caught:?}"));
        } => Ok(()), "future inner local outer ."

        with_loops_yields_and_catches_of_their_own |log| {
            finally! { log.say("outer"); }
            finally! {
                for n in 0..2 {
                    let caught = catch! {
                        pending(1).await;
                        Err::<(), _>("failed")?
                    };
                    log.say(format!("{n}{caught:?}"));
                }
            }
            log.watched("future", 9).await;
        } => Ok(()), "future . 0Err(\"failed\") . 1Err(\"failed\") outer"

        and_an_error_of_theirs_answers_close |log| {
            finally! { log.say("outer"); pending(1).await; }
            finally! { Err("of the cleanup")?; }
            log.watched("future", 9).await;
        } => Err(CloseError::Raised("of the cleanup")), "future outer ."

        and_one_may_close_another_generator |log| {
            let mut inner = Box::pin(inner(log.clone(), "future"));
            finally! {
                assert_eq!(inner.close().await, Ok(()));
                log.say("outer");
            }
            while let Some(item) = inner.next().await {
                yield_!(item?);
            }
        } => Ok(()), "future not-awaiting awaiting . done outer"
    }
}

// ---------------------------------------------------------------- an await in another macro

mod at_an_await_in_another_macro {
    use super::*;

    closed! {
        of_the_users |log| {
            finally! { log.say("cleanup"); }
            let _local = log.logged("local");
            wait!(log.watched("hidden", 9));
            log.say("not reached");
        } => Ok(()), "hidden local cleanup"

        with_an_awaiting_cleanup |log| {
            finally! { log.say("outer"); pending(1).await; }
            finally! { log.say("inner"); pending(2).await; }
            wait!(log.watched("hidden", 9));
        } => Ok(()), "hidden inner . . outer ."

        in_a_catch |log| {
            finally! { log.say("cleanup"); }
            let caught = catch! { wait!(log.watched("hidden", 9)) };
            log.say(format!("{caught:?}"));
        } => Ok(()), "hidden cleanup"

        futures_join |log| {
            finally! { log.say("cleanup"); }
            futures::join!(log.watched("hidden", 9), pending(9));
        } => Ok(()), "hidden cleanup"

        tokio_join |log| {
            finally! { log.say("cleanup"); }
            tokio::join!(pending(9), log.watched("hidden", 9));
        } => Ok(()), "hidden cleanup"

        try_join |log| {
            finally! { log.say("cleanup"); }
            let never_ready = log.watched("hidden", 9).map(Ok::<(), &str>);
            let ((), ()) = futures::try_join!(never_ready, async { Ok(()) })?;
        } => Ok(()), "hidden cleanup"

        futures_select |log| {
            finally! { log.say("cleanup"); }
            futures::select! {
                () = log.watched("hidden", 9).fuse() => {},
                () = pending(9).fuse() => {},
            }
        } => Ok(()), "hidden cleanup"

        tokio_select |log| {
            finally! { log.say("cleanup"); }
            tokio::select! {
                () = log.watched("hidden", 9) => {}
                () = pending(9) => {}
            }
        } => Ok(()), "hidden cleanup"

        in_an_arm_of_select |log| {
            finally! { log.say("cleanup"); }
            tokio::select! {
                () = pending(0) => {
                    finally! { log.say("in the arm"); }
                    log.watched("hidden", 9).await;
                }
            }
        } => Ok(()), "hidden in the arm cleanup"
    }
}

/// The future in the other macro was ready when it was polled once more, so that the body goes on.
mod behind_an_await_in_another_macro_exit_is_raised {
    use super::*;

    closed! {
        where_the_body_waits |log| {
            finally! { log.say("cleanup"); }
            wait!(log.watched("hidden", 1));
            log.say("on");
            log.watched("hidden-next", 9).await;
        } => Ok(()), "hidden! hidden on hidden-next cleanup"

        where_the_body_waits_in_a_guard_further_in |log| {
            finally! { log.say("outer"); }
            wait!(log.watched("hidden", 1));
            finally! { log.say("inner"); }
            pending(9).await;
        } => Ok(()), "hidden! hidden inner outer"

        where_the_body_waits_without_a_live_cleanup |log| {
            let _local = log.logged("local");
            {
                finally! { log.say("cleanup"); }
                wait!(log.watched("hidden", 1));
            }
            log.say("on");
            pending(9).await;
            log.say("not reached");
        } => Ok(()), "hidden! hidden cleanup on local"

        where_the_body_yields |log| {
            finally! { log.say("cleanup"); }
            wait!(log.watched("hidden", 1));
            log.say("on");
            yield_!(1);
            log.say("not reached");
        } => Ok(()), "hidden! hidden on cleanup"

        where_the_body_yields_without_a_live_cleanup |log| {
            let _local = log.logged("local");
            {
                finally! { log.say("cleanup"); }
                wait!(log.watched("hidden", 1));
            }
            yield_!(1);
            log.say("not reached");
        } => Ok(()), "hidden! hidden cleanup local"

        // A cleanup that does not wait is no reason.
        where_the_body_yields_behind_a_cleanup |log| {
            finally! { log.say("outer"); }
            {
                finally! { pending(0).await; log.say("cleanup"); }
                wait!(log.watched("hidden", 1));
            }
            log.say("on");
            yield_!(1);
            log.say("not reached");
        } => Ok(()), "hidden! hidden cleanup on outer"

        once_where_the_body_yields_if_a_cleanup_ignores_it |log| {
            for turn in 1..3 {
                finally! { log.say(turn); continue; }
                if turn == 1 {
                    wait!(log.watched("hidden", 1));
                    yield_!(turn);
                }
                pending(1).await;
            }
        } => Ok(()), "hidden! hidden 1 . 2"

        not_if_the_body_ends |log| {
            finally! { log.say("cleanup"); }
            wait!(log.watched("hidden", 1));
            log.say("end");
        } => Ok(()), "hidden! hidden end cleanup"

        not_before_an_error_which_answers_close |log| {
            finally! { log.say("cleanup"); pending(1).await; log.say("done"); }
            wait!(log.watched("hidden", 1));
            Err("raised")?;
        } => Err(CloseError::Raised("raised")), "hidden! hidden cleanup . done"

        behind_a_catch_that_takes_the_error |log| {
            finally! { log.say("cleanup"); }
            let caught = catch! {
                wait!(log.watched("hidden", 1));
                Err::<(), _>("raised")?
            };
            log.say(caught.unwrap_err());
            yield_!(1);
        } => Ok(()), "hidden! hidden raised cleanup"

        behind_a_cleanup_that_waits_first |log| {
            finally! { log.say("outer"); }
            {
                finally! { log.say("begun"); pending(2).await; log.say("done"); }
                wait!(log.watched("hidden", 1));
                log.say("end");
            }
            log.say("not reached");
        } => Ok(()), "hidden! hidden end begun . . done outer"
    }

    #[test]
    fn and_the_item_is_dropped() {
        #[async_generator]
        async fn body(log: Log) -> Logged {
            finally! { log.say("cleanup"); }
            wait!(pending(1));
            yield_!(log.logged("item"));
            log.say("not reached");
        }
        let log = Log::new();
        let mut g = pin!(body(log.clone()));
        assert!(poll_once(g.next()).is_pending());
        assert!(matches!(poll_once(g.close()), Poll::Ready(Ok(()))));
        assert_eq!(log.take(), "item cleanup");
    }
}

// ---------------------------------------------------------------- generators inside

/// Exit is raised in the outer body; the generator that it goes over is dropped.
mod inside_a_generator_that_the_body_goes_over {
    use super::*;

    closed! {
        with_a_cleanup_outside |log| {
            finally! { log.say("outer"); pending(1).await; log.say("outer>"); }
            #[for_await]
            for item in inner(log.clone(), "future") {
                yield_!(item?);
            }
        } => Ok(()), "future not-awaiting outer . outer>"

        without_a_cleanup_outside |log| {
            let _local = log.logged("local");
            #[for_await]
            for item in inner(log.clone(), "future") {
                yield_!(item?);
            }
        } => Ok(()), "future not-awaiting local"

        by_next |log| {
            finally! { log.say("outer"); }
            let mut inner = pin!(inner(log.clone(), "future"));
            while let Some(item) = inner.next().await {
                yield_!(item?);
            }
        } => Ok(()), "future not-awaiting outer"

        by_next_in_another_macro |log| {
            finally! { log.say("outer"); }
            let mut inner = pin!(inner(log.clone(), "hidden"));
            while let Some(item) = wait!(inner.next()) {
                yield_!(item?);
            }
        } => Ok(()), "hidden not-awaiting outer"

        through_several_layers |log| {
            #[async_generator(throws = &'static str)]
            async fn middle(log: Log) -> u32 {
                finally! { log.say("middle"); }
                #[for_await]
                for item in inner(log.clone(), "future") {
                    yield_!(item?);
                }
            }
            finally! { log.say("outer"); }
            #[for_await]
            for item in middle(log.clone()) {
                yield_!(item?);
            }
        } => Ok(()), "future not-awaiting middle outer"

        which_is_in_a_cleanup |log| {
            #[async_generator(throws = &'static str)]
            async fn cleaning(log: Log) -> u32 {
                finally! { log.say("cut"); }
                {
                    finally! { log.watched("cleanup", 9).await; log.say("not reached"); }
                    log.say("end");
                }
                yield_!(1);
            }
            finally! { log.say("outer"); }
            #[for_await]
            for item in cleaning(log.clone()) {
                yield_!(item?);
            }
        } => Ok(()), "cleanup cut outer"
    }
}

// ---------------------------------------------------------------- a cleanup is under way

/// How a guarded block ends whose cleanup waits.
#[derive(Clone, Copy, Debug)]
enum End {
    Normal,
    Return,
    Break,
    Continue,
    BreakOuter,
    ContinueOuter,
}

/// Waits in a cleanup that was entered by this end.
#[async_generator(throws = &'static str)]
async fn cleaning_up(log: Log, end: End) -> u32 {
    finally! { log.say("outer"); pending(1).await; log.say("outer>"); }
    'outer: for _ in 0..2 {
        for _ in 0..2 {
            finally! { log.say("begun"); pending(3).await; log.say("done"); }
            match end {
                End::Normal => {}
                End::Return => return,
                End::Break => break,
                End::Continue => continue,
                End::BreakOuter => break 'outer,
                End::ContinueOuter => continue 'outer,
            }
        }
        log.say("behind");
    }
    log.say("behind");
    yield_!(1);
}

mod a_cleanup_that_waits {
    use super::*;

    #[test]
    fn after_the_end_a_return_or_a_jump_is_finished_and_exit_raised_behind_it() {
        use End::*;
        for end in [Normal, Return, Break, Continue, BreakOuter, ContinueOuter] {
            println!("{end:?}");
            check(|log| cleaning_up(log, end), Ok(()), ". . done outer . outer>");
        }
    }

    /// The `close` that was dropped is not forgotten.
    #[test]
    fn is_finished_by_next_which_then_gives_none() {
        let log = Log::new();
        let mut g = Box::pin(cleaning_up(log.clone(), End::Normal));
        assert!(poll_once(g.next()).is_pending());
        assert!(poll_once(g.close()).is_pending());
        assert_eq!(run(g.throw("late")).unwrap_err().kind(), ResumeErrorKind::Running);
        assert_eq!(run(g.send(())).unwrap_err().kind(), ResumeErrorKind::Running);
        assert_eq!(run(g.next()), None);
        assert_eq!(log.take(), "begun done outer outer>");
    }

    /// Without a `close`, the same body goes on behind the cleanup.
    #[test]
    fn is_finished_by_next_which_then_goes_on_if_nobody_closed_it() {
        let log = Log::new();
        let mut g = Box::pin(cleaning_up(log.clone(), End::BreakOuter));
        assert!(poll_once(g.next()).is_pending());
        assert_eq!(run(g.next()), Some(Ok(1)));
        assert_eq!(log.take(), "begun done behind");
    }

    /// A future of `close` that was never polled has done nothing.
    #[test]
    fn does_not_know_of_a_close_that_was_not_polled() {
        let mut g = Box::pin(cleaning_up(Log::new(), End::BreakOuter));
        assert!(poll_once(g.next()).is_pending());
        drop(g.close());
        assert_eq!(run(g.next()), Some(Ok(1)));
    }

    closed! {
        is_finished_before_nothing_else_runs |log| {
            {
                finally! { pending(2).await; log.say("done"); }
                log.say("end");
            }
            log.say("not reached");
            yield_!(1);
        } => Ok(()), ". done"

        with_the_value_of_its_block_which_is_dropped |log| {
            let value = {
                finally! { pending(2).await; log.say("done"); }
                log.logged("value")
            };
            log.say("not reached");
            drop(value);
        } => Ok(()), ". done value"

        inside_of_a_catch_is_finished_and_exit_passes_through |log| {
            let caught = catch! {
                {
                    finally! { pending(2).await; log.say("done"); }
                    log.say("end");
                }
                log.say("not reached");
            };
            log.say(format!("{caught:?}"));
        } => Ok(()), ". done"

        in_a_loop_is_finished_and_the_loop_left |log| {
            #[for_await]
            for turn in futures::stream::iter(0..3) {
                let _local = log.logged("local");
                finally! { pending(2).await; log.say(turn); }
                log.say("end");
            }
        } => Ok(()), ". 0 local"

        in_another_macro |log| {
            {
                finally! { wait!(pending(2)); log.say("done"); }
                log.say("end");
            }
            log.say("not reached");
        } => Ok(()), ". done"

        in_a_for_await |log| {
            {
                finally! {
                    #[for_await]
                    for () in futures::stream::iter([2, 1]).then(pending) {
                        log.say("item");
                    }
                }
                log.say("end");
            }
            log.say("not reached");
        } => Ok(()), ". item . item"

        with_an_error_under_way_is_finished_and_close_answers_raised |log| {
            finally! { log.say("outer"); pending(1).await; log.say("outer>"); }
            {
                finally! { pending(2).await; log.say("done"); }
                Err("under way")?;
            }
            log.say("not reached");
        } => Err(CloseError::Raised("under way")), ". done outer . outer>"

        with_an_error_that_a_catch_takes_and_exit_is_raised_where_it_waits |log| {
            finally! { log.say("outer"); }
            let caught = catch! {
                finally! { pending(2).await; log.say("done"); }
                Err::<(), _>("caught")?
            };
            log.say(caught.unwrap_err());
            finally! { log.say("inner"); }
            pending(9).await;
            log.say("not reached");
        } => Ok(()), ". done caught inner outer"

        with_an_error_that_a_catch_takes_and_exit_is_raised_where_it_yields |log| {
            finally! { log.say("outer"); }
            let caught = catch! {
                finally! { pending(2).await; log.say("done"); }
                Err::<(), _>("caught")?
            };
            log.say(caught.unwrap_err());
            yield_!(1);
            log.say("not reached");
        } => Ok(()), ". done caught outer"

        with_an_error_that_a_catch_takes_and_the_body_ends |log| {
            finally! { log.say("outer"); }
            let caught = catch! {
                finally! { pending(2).await; log.say("done"); }
                Err::<(), _>("caught")?
            };
            log.say(caught.unwrap_err());
        } => Ok(()), ". done caught outer"

        with_an_error_that_a_catch_takes_and_another_is_raised |log| {
            finally! { log.say("outer"); }
            let caught = catch! {
                finally! { pending(2).await; log.say("done"); }
                Err::<(), _>("caught")?
            };
            log.say(caught.unwrap_err());
            Err("another")?;
        } => Err(CloseError::Raised("another")), ". done caught outer"

        with_an_error_of_its_own_answers_raised |log| {
            finally! { log.say("outer"); }
            finally! { pending(2).await; Err("of the cleanup")?; }
            log.say("end");
        } => Err(CloseError::Raised("of the cleanup")), ". outer"

        that_then_yields_is_left_there |log| {
            finally! { log.say("outer"); }
            finally! {
                pending(2).await;
                log.say("on");
                yield_!(1);
                log.say("not reached");
            }
            log.say("end");
        } => Ok(()), ". on outer"

        that_jumps_by_itself_and_exit_is_raised_where_the_body_then_yields |log| {
            finally! { log.say("outer"); }
            loop {
                finally! {
                    pending(2).await;
                    break;
                }
                log.say("end");
            }
            log.say("behind");
            yield_!(1);
            log.say("not reached");
        } => Ok(()), ". behind outer"

        in_the_value_of_a_break_is_finished |log| {
            finally! { log.say("outer"); }
            let value = loop {
                finally! {
                    break {
                        pending(2).await;
                        log.say("done");
                        1
                    };
                }
                log.say("end");
            };
            log.say("behind");
            yield_!(value);
            log.say("not reached");
        } => Ok(()), ". done behind outer"

        among_the_arguments_of_another_macro_is_finished |log| {
            finally! { log.say("outer"); }
            {
                finally! { println!("{:?}", pending(2).await); log.say("done"); }
                log.say("end");
            }
            log.say("not reached");
        } => Ok(()), ". done outer"

        behind_a_loop_over_a_stream_is_finished |log| {
            finally! { log.say("outer"); }
            finally! {
                #[for_await]
                for _ in futures::stream::iter(0..3) {
                    break;
                }
                pending(2).await;
                log.say("done");
            }
            log.say("end");
        } => Ok(()), ". done outer"

        inside_of_a_cleanup_is_finished_with_it |log| {
            finally! { log.say("outer"); }
            finally! {
                {
                    finally! { pending(2).await; log.say("inner"); }
                    log.say("end");
                }
                log.say("rest");
            }
            log.say("end");
        } => Ok(()), ". inner rest outer"

        in_a_guarded_block_of_its_own_is_not_left |log| {
            finally! { log.say("outer"); }
            finally! {
                finally! { log.say("inner"); }
                pending(2).await;
                log.say("rest");
            }
            log.say("end");
        } => Ok(()), ". rest inner outer"
    }

    #[test]
    fn is_followed_by_an_outer_one_in_which_close_goes_on() {
        let log = Log::new();
        let mut g = Box::pin(cleaning_up(log.clone(), End::Normal));
        assert!(poll_once(g.next()).is_pending());
        for events in ["begun", "", "done outer"] {
            assert!(poll_once(g.close()).is_pending());
            assert_eq!(log.take(), events);
        }
        assert_eq!(poll_once(g.close()), Poll::Ready(Ok(())));
        assert_eq!(log.take(), "outer>");
    }

    #[test]
    fn after_a_throw_is_finished_and_the_error_goes_on() {
        #[async_generator(throws = &'static str)]
        async fn body(log: Log) -> u32 {
            finally! { log.say("outer"); }
            finally! { pending(2).await; log.say("done"); }
            yield_!(1);
        }
        let wait = |g: &mut Boxed| {
            assert_eq!(run(g.next()), Some(Ok(1)));
            assert!(poll_once(g.throw("thrown")).is_pending());
        };
        check_after(boxed(body), wait, Err(CloseError::Raised("thrown")), ". done outer");
    }

    #[test]
    fn after_exit_was_raised_goes_on_where_it_was() {
        #[async_generator(throws = &'static str)]
        async fn body(log: Log) -> u32 {
            finally! { log.say("outer"); }
            finally! {
                log.say("begun");
                log.watched("future", 3).await;
                log.say("done");
            }
            yield_!(1);
            pending(9).await;
        }
        let events = "future? . future! future done outer";
        let at_the_yield = |g: &mut Boxed| {
            assert_eq!(run(g.next()), Some(Ok(1)));
            assert!((0..2).all(|_| poll_once(g.close()).is_pending()));
        };
        check_after(boxed(body), at_the_yield, Ok(()), events);
        let where_it_waits = |g: &mut Boxed| {
            assert_eq!(run(g.next()), Some(Ok(1)));
            assert!(poll_once(g.next()).is_pending());
            assert!((0..2).all(|_| poll_once(g.close()).is_pending()));
        };
        check_after(boxed(body), where_it_waits, Ok(()), events);
    }

    /// The waker of the `close` that enters the cleanup is the one that gets its wake.
    #[test]
    fn wakes_whoever_closes() {
        let (first, second) = (CountingWaker::new(), CountingWaker::new());
        #[async_generator]
        async fn body() -> u32 {
            finally! { pending(2).await; }
            std::future::pending::<()>().await;
            yield_!(1);
        }
        let mut g = pin!(body());
        assert!(poll_once(g.next()).is_pending());
        for waker in [first, second] {
            let consumer = waker.waker();
            let cx = &mut Context::from_waker(&consumer);
            assert!(Pin::new(&mut g.close()).poll(cx).is_pending());
            assert_eq!(waker.wakes(), 1);
        }
        assert_eq!(poll_once(g.close()), Poll::Ready(Ok(())));
    }
}

/// A cleanup that was left in its middle does not wait any more, and the outer one does.
mod behind_a_cleanup_that_was_left {
    use super::*;

    closed! {
        by_a_break |log| {
            finally! { log.say("outer"); }
            loop {
                finally! { pending(0).await; break; }
                log.say("end");
            }
            log.watched("future", 9).await;
        } => Ok(()), "future outer"

        by_a_jump_to_a_label |log| {
            finally! { log.say("outer"); }
            'outer: for turn in 0..2 {
                if turn == 1 {
                    log.watched("future", 9).await;
                }
                loop {
                    finally! {
                        loop {
                            pending(0).await;
                            continue 'outer;
                        }
                    }
                    log.say("end");
                }
            }
        } => Ok(()), "future outer"

        by_a_break_among_the_arguments_of_another_macro |log| {
            finally! { log.say("outer"); }
            loop {
                finally! { wait!({ if log.take().is_empty() { break; } pending(9) }); }
                pending(0).await;
            }
            log.watched("future", 9).await;
        } => Ok(()), "future outer"

        by_a_break_that_another_macro_writes |log| {
            finally! { log.say("outer"); }
            loop {
                finally! { leave!(); }
                log.say("end");
            }
            log.watched("future", 9).await;
        } => Ok(()), "future outer"

        by_a_break_from_a_guarded_block_in_it |log| {
            finally! { log.say("outer"); }
            loop {
                finally! {
                    finally! { log.say("inner"); }
                    pending(0).await;
                    if log.take() == "end" {
                        break;
                    }
                }
                log.say("end");
            }
            log.watched("future", 9).await;
        } => Ok(()), "future outer"

        by_an_error_that_is_caught |log| {
            finally! { log.say("outer"); }
            let caught = catch! {
                finally! { pending(0).await; Err("of the cleanup")?; }
                log.say("end");
            };
            log.say(caught.unwrap_err());
            log.watched("future", 9).await;
        } => Ok(()), "future outer"

        inside_of_another_by_a_break |log| {
            finally! { log.say("outer"); }
            finally! {
                loop {
                    finally! { pending(0).await; break; }
                    log.say("end");
                }
                pending(2).await;
                log.say("rest");
            }
            log.say("end");
        } => Ok(()), ". rest outer"

        inside_of_another_by_an_error |log| {
            finally! { log.say("outer"); }
            finally! {
                let caught = catch! {
                    finally! { pending(0).await; }
                    Err::<(), _>("raised")?
                };
                pending(2).await;
                log.say(caught.unwrap_err());
            }
            log.say("end");
        } => Ok(()), ". raised outer"

        which_are_loops_of_its_own |log| {
            finally! { log.say("outer"); }
            finally! {
                let value = 'block: {
                    for n in 0..2 {
                        if n == 0 {
                            continue;
                        }
                        break;
                    }
                    break 'block "rest";
                };
                pending(2).await;
                log.say(value);
            }
            log.say("end");
        } => Ok(()), ". rest outer"
    }

    #[test]
    fn at_its_yield() {
        #[async_generator(throws = &'static str)]
        async fn body(log: Log) -> u32 {
            finally! { log.say("outer"); }
            let caught = catch! {
                finally! { yield_!(1); log.say("not reached"); }
                log.say("end");
            };
            log.say(caught.unwrap_err());
            log.watched("future", 9).await;
        }
        let wait = |g: &mut Boxed| {
            assert_eq!(run(g.next()), Some(Ok(1)));
            assert!(poll_once(g.throw("thrown")).is_pending());
        };
        check_after(boxed(body), wait, Ok(()), "future outer");
    }
}

#[test]
fn a_cleanup_that_panics_is_a_panic_of_the_body() {
    #[async_generator]
    async fn body(log: Log) -> u32 {
        let _outside = log.logged("outside");
        finally! { log.say("not reached"); }
        finally! { log.say("cleanup"); resume_unwind(Box::new("a test")); }
        log.watched("future", 9).await;
        yield_!(1);
    }
    let log = Log::new();
    let mut g = Box::pin(body(log.clone()));
    assert!(poll_once(g.next()).is_pending());
    assert!(catch_unwind(AssertUnwindSafe(|| run(g.close()))).is_err());
    assert_eq!(log.take(), "future? future cleanup outside");
    assert_eq!((g.state(), run(g.next())), (GeneratorState::Closed, None));
    drop(g);
    assert_eq!(log.take(), "");
}

// ---------------------------------------------------------------- exit that is ignored

mod a_cleanup_that_ignores_exit {
    use super::*;

    #[async_generator(throws = &'static str)]
    async fn by_yielding(log: Log) -> u32 {
        finally! { log.say("outer"); }
        finally! {
            yield_!(1);
            log.say("on");
            pending(1).await;
            yield_!(2);
            log.say("end");
        }
        log.watched("future", 9).await;
    }

    #[test]
    fn by_yielding_is_suspended_there() {
        let log = Log::new();
        let mut g = pin!(by_yielding(log.clone()));
        assert!(poll_once(g.next()).is_pending());
        assert_eq!(run(g.close()), Err(CloseError::IgnoredExit(Ok(1))));
        assert_eq!(g.state(), GeneratorState::Suspended);
        assert_eq!(run(g.next()), Some(Ok(2)));
        assert_eq!(run(g.next()), None);
        assert_eq!(log.take(), "future? future on end outer");
    }

    #[test]
    fn by_yielding_behind_a_cleanup_that_waited_is_suspended_there() {
        #[async_generator(throws = &'static str)]
        async fn body(log: Log) -> u32 {
            finally! { yield_!(1); log.say("outer"); }
            {
                finally! { pending(2).await; log.say("inner"); }
                log.say("end");
            }
            log.say("not reached");
        }
        for continued in [false, true] {
            let log = Log::new();
            let mut g = pin!(body(log.clone()));
            assert!(poll_once(g.next()).is_pending());
            if continued {
                assert!(poll_once(g.close()).is_pending());
                assert_eq!(run(g.next()), Some(Ok(1)));
            } else {
                assert_eq!(run(g.close()), Err(CloseError::IgnoredExit(Ok(1))));
            }
            assert_eq!(run(g.next()), None);
            assert_eq!(log.take(), "end inner outer");
        }
    }

    #[test]
    fn and_is_closed_at_its_yield_is_left_there() {
        let log = Log::new();
        let mut g = pin!(by_yielding(log.clone()));
        assert!(poll_once(g.next()).is_pending());
        assert_eq!(run(g.close()), Err(CloseError::IgnoredExit(Ok(1))));
        assert_eq!(run(g.close()), Ok(()));
        assert_eq!(log.take(), "future? future outer");
    }

    #[test]
    fn by_a_jump_goes_on_behind_it() {
        #[async_generator(throws = &'static str)]
        async fn body(log: Log) -> u32 {
            for turn in 1..3 {
                finally! {
                    log.say(turn);
                    continue;
                }
                if turn == 2 {
                    yield_!(turn);
                }
                log.watched("future", 9).await;
            }
        }
        let log = Log::new();
        let mut g = pin!(body(log.clone()));
        assert!(poll_once(g.next()).is_pending());
        assert_eq!(run(g.close()), Err(CloseError::IgnoredExit(Ok(2))));
        assert_eq!(log.take(), "future? future 1");
        assert_eq!(run(g.close()), Ok(()));
        assert_eq!(log.take(), "2");
    }

    #[test]
    fn by_an_error_that_is_caught_goes_on_behind_the_catch() {
        #[async_generator(throws = &'static str)]
        async fn body(log: Log) -> u32 {
            finally! { log.say("outer"); }
            let caught = catch! {
                finally! { Err("of the cleanup")?; }
                log.watched("future", 9).await;
            };
            log.say(format!("{caught:?}"));
            yield_!(1);
        }
        let log = Log::new();
        let mut g = pin!(body(log.clone()));
        assert!(poll_once(g.next()).is_pending());
        assert_eq!(run(g.close()), Err(CloseError::IgnoredExit(Ok(1))));
        assert_eq!(log.take(), "future? future Err(\"of the cleanup\")");
        assert_eq!(run(g.close()), Ok(()));
        assert_eq!(log.take(), "outer");
    }

    /// By the hand that drives it: what was delivered is gone, whatever the body makes of it.
    #[test]
    fn takes_what_poll_resume_delivers() {
        let mut g = pin!(by_yielding(Log::new()));
        assert!(poll_once(g.next()).is_pending());
        let mut resume = Some(Resume::Exit);
        let polled = g.as_mut().poll_resume(&mut Context::from_waker(Waker::noop()), &mut resume);
        assert_eq!(polled, Poll::Ready(Outcome::Yielded(Ok(1))));
        assert_eq!(resume, None);
    }
}

// ---------------------------------------------------------------- declarations and spellings

/// Waits, is closed, and has run its cleanups.
fn closes<G: AsyncGenerator>(g: G, log: &Log) {
    let mut g = Box::pin(g);
    assert!(poll_once(g.next()).is_pending());
    assert_eq!(log.take(), "future?");
    assert!(poll_once(g.close()).is_pending());
    assert!(run(g.close()).is_ok());
    assert_eq!(log.take(), "future cleanup done outer");
    assert_eq!(g.state(), GeneratorState::Closed);
}

#[test]
fn whatever_the_generator_declares() {
    struct Bus<'a, T>(&'a Log, T);
    impl<'a, T: PartialEq + 'a> Bus<'a, T> {
        #[async_generator(send = &'a T, throws = String)]
        async fn events<'b>(&'b mut self, last: &'b T) -> &'b T {
            finally! { self.0.say("outer"); }
            finally! { self.0.say("cleanup"); pending(1).await; self.0.say("done"); }
            if self.1 != *last {
                self.0.watched("future", 9).await;
                yield_!(&self.1);
            }
        }
    }
    trait Source {
        #[async_generator(boxed)]
        async fn events(&self) -> u32;
        #[async_generator]
        async fn provided(&self, log: &Log) -> u32 {
            finally! { log.say("outer"); }
            finally! { log.say("cleanup"); pending(1).await; log.say("done"); }
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
            finally! { self.say("cleanup"); pending(1).await; self.say("done"); }
            self.watched("future", 9).await;
            yield_!(1);
        }
    }
    let log = Log::new();
    closes(Bus(&log, 1).events(&2), &log);
    closes(log.events(), &log);
    let boxed: BoxAsyncGenerator<'_, u32> = log.events();
    closes(boxed, &log);
    // What it goes over is dropped, so that of its cleanups the outer one runs.
    let other = Log::new();
    let mut g = pin!(log.provided(&other));
    assert!(poll_once(g.next()).is_pending());
    assert_eq!(run(g.close()), Ok(()));
    assert_eq!(
        (log.take(), other.take()),
        ("future? future outer".into(), "cleanup done outer".into())
    );
}

/// Says what type the error is.
fn raising<G: Subject>(g: G) -> G {
    g
}

#[test]
fn in_every_spelling() {
    async_gen! {
        async gen fn function(log: &Log) -> u32 {
            finally! { log.say("outer"); }
            finally! { log.say("cleanup"); pending(1).await; log.say("done"); }
            for await () in futures::stream::once(log.watched("future", 9)) { yield 1; }
        }
    }
    let log = &Log::new();
    closes(function(log), log);
    closes(
        async_gen!(async gen {
            finally! { log.say("outer"); }
            finally! { log.say("cleanup"); pending(1).await; log.say("done"); }
            log.watched("future", 9).await;
            yield 1;
        }),
        log,
    );
    closes(
        stream! {
            finally! { log.say("outer"); }
            finally! { log.say("cleanup"); pending(1).await; log.say("done"); }
            yield log.watched("future", 9).await;
        },
        log,
    );
    let items = try_stream! {
        finally! { log.say("outer"); }
        finally! { log.say("cleanup"); pending(1).await; log.say("done"); }
        log.watched("future", 9).await;
        yield 1;
        Err("raised")?;
    };
    closes(raising(items), log);
}

/// Nothing of the rules about waiting applies to a generator that has not started or is at a yield.
#[test]
fn only_a_body_that_waits() {
    #[async_generator]
    async fn body(log: Log) -> u32 {
        finally! { log.say("cleanup"); }
        pending(0).await;
        yield_!(1);
    }
    let log = Log::new();
    let mut created = pin!(body(log.clone()));
    assert_eq!(run(created.close()), Ok(()));
    assert_eq!(log.take(), "");
    let mut suspended = pin!(body(log.clone()));
    run(suspended.next());
    assert_eq!(poll_once(suspended.close()), Poll::Ready(Ok(())));
    assert_eq!(log.take(), "cleanup");
}
