//! The protocol: one test for each cell of its state table, named after the cell, then its types.

use std::convert::Infallible;
use std::error::Error;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use asyncgen::{
    AsyncGenerator, AsyncGeneratorExt, BoxAsyncGenerator, CloseError, CloseErrorKind,
    GeneratorState, LocalBoxAsyncGenerator, Outcome, Resume, ResumeError, ResumeErrorKind,
    async_generator,
};
use asyncgen_tests::{Log, drain, pending, poll_once, run};
use futures::stream::FusedStream;
use futures::{Stream, StreamExt};

/// Yields 1 and 2, awaits before each yield and after the last one, and logs what it does.
#[async_generator(send = &'static str, throws = &'static str)]
async fn talk(log: Log) -> u32 {
    log.say("start");
    finally! {
        log.say("cleanup");
        pending(1).await;
        log.say("cleaned");
    }
    for n in 1..3 {
        pending(1).await;
        match catch! { yield_!(n) } {
            Ok(None) => log.say("next"),
            Ok(Some(sent)) => log.say(sent),
            Err("fatal") => Err("fatal")?,
            Err(thrown) => log.say(thrown),
        }
    }
    pending(1).await;
    log.say("end");
}

/// Generators in each state.
mod given {
    use super::*;

    pub(super) type Talk =
        LocalBoxAsyncGenerator<'static, Result<u32, &'static str>, &'static str, &'static str>;

    pub(super) fn created() -> (Talk, Log) {
        let log = Log::new();
        let g: Talk = Box::pin(talk(log.clone()));
        assert_eq!(g.state(), GeneratorState::Created);
        (g, log)
    }

    /// At the first yield.
    pub(super) fn suspended() -> (Talk, Log) {
        let (mut g, log) = created();
        assert_eq!(run(g.next()), Some(Ok(1)));
        assert_eq!(g.state(), GeneratorState::Suspended);
        assert_eq!(log.take(), "start");
        (g, log)
    }

    /// Between the first yield and the second; the future of the operation was dropped.
    pub(super) fn running() -> (Talk, Log) {
        let (mut g, log) = suspended();
        assert!(poll_once(g.next()).is_pending());
        assert_eq!(g.state(), GeneratorState::Running);
        assert_eq!(log.take(), "next");
        (g, log)
    }

    pub(super) fn closed() -> (Talk, Log) {
        let (mut g, log) = created();
        drain(&mut g);
        assert_eq!(g.state(), GeneratorState::Closed);
        log.take();
        (g, log)
    }
}

fn not_delivered<T>(
    outcome: Result<Option<Result<u32, &str>>, ResumeError<T>>,
) -> (ResumeErrorKind, T) {
    let error = outcome.expect_err("it cannot be delivered");
    (error.kind(), error.into_inner())
}

// ---------------------------------------------------------------- created

#[test]
fn calling_runs_nothing() {
    let (g, log) = given::created();
    drop(g);
    assert_eq!(log.take(), "");
}

#[test]
fn created_next_runs_to_the_first_yield() {
    let (mut g, log) = given::created();
    assert_eq!(run(g.next()), Some(Ok(1)));
    assert_eq!(log.take(), "start");
    assert_eq!(g.state(), GeneratorState::Suspended);
}

#[test]
fn created_send_is_not_started() {
    let (mut g, log) = given::created();
    assert_eq!(not_delivered(run(g.send("value"))), (ResumeErrorKind::NotStarted, "value"));
    assert_eq!(log.take(), "");
    assert_eq!(g.state(), GeneratorState::Created);
    assert_eq!(run(g.next()), Some(Ok(1)));
}

#[test]
fn created_throw_gives_the_error_back_and_closes_without_running_the_body() {
    let (mut g, log) = given::created();
    assert_eq!(run(g.throw("thrown")), Ok(Some(Err("thrown"))));
    assert_eq!(g.state(), GeneratorState::Closed);
    assert_eq!(run(g.next()), None);
    assert_eq!(log.take(), "");
}

#[test]
fn created_close_closes_without_running_the_body() {
    let (mut g, log) = given::created();
    assert_eq!(run(g.close()), Ok(()));
    assert_eq!(g.state(), GeneratorState::Closed);
    assert_eq!(run(g.next()), None);
    assert_eq!(log.take(), "");
}

#[test]
fn created_throw_and_close_drop_the_arguments() {
    #[async_generator(throws = ())]
    async fn f(_logged: asyncgen_tests::Logged) {}
    let log = Log::new();
    let mut g = pin!(f(log.logged("thrown into")));
    assert_eq!(run(g.throw(())), Ok(Some(Err(()))));
    let mut g = pin!(f(log.logged("closed")));
    assert_eq!(run(g.close()), Ok(()));
    assert_eq!(log.take(), "thrown into closed");
}

// ---------------------------------------------------------------- suspended

#[test]
fn suspended_next_makes_the_yield_none() {
    let (mut g, log) = given::suspended();
    assert_eq!(run(g.next()), Some(Ok(2)));
    assert_eq!(log.take(), "next");
    assert_eq!(g.state(), GeneratorState::Suspended);
}

#[test]
fn suspended_send_makes_the_yield_the_value() {
    let (mut g, log) = given::suspended();
    assert_eq!(run(g.send("value")), Ok(Some(Ok(2))));
    assert_eq!(log.take(), "value");
    assert_eq!(run(g.send("last")), Ok(None));
    assert_eq!(log.take(), "last end cleanup cleaned");
    assert_eq!(g.state(), GeneratorState::Closed);
}

#[test]
fn suspended_throw_raises_at_the_yield() {
    let (mut g, log) = given::suspended();
    assert_eq!(run(g.throw("thrown")), Ok(Some(Ok(2))));
    assert_eq!(log.take(), "thrown");
    assert_eq!(run(g.throw("again")), Ok(None));
    assert_eq!(log.take(), "again end cleanup cleaned");
    assert_eq!(g.state(), GeneratorState::Closed);
}

#[test]
fn suspended_throw_that_is_not_caught_is_the_last_item() {
    let (mut g, log) = given::suspended();
    assert_eq!(run(g.throw("fatal")), Ok(Some(Err("fatal"))));
    assert_eq!(log.take(), "cleanup cleaned");
    assert_eq!(g.state(), GeneratorState::Closed);
    assert_eq!(run(g.next()), None);
    assert_eq!(run(g.next()), None);
}

#[test]
fn suspended_close_raises_exit_at_the_yield() {
    let (mut g, log) = given::suspended();
    assert_eq!(run(g.close()), Ok(()));
    assert_eq!(log.take(), "cleanup cleaned");
    assert_eq!(g.state(), GeneratorState::Closed);
    assert_eq!(run(g.next()), None);
}

// ---------------------------------------------------------------- running

#[test]
fn running_next_continues_the_step() {
    let (mut g, log) = given::running();
    assert_eq!(run(g.next()), Some(Ok(2)));
    assert_eq!(log.take(), "");
    assert_eq!(g.state(), GeneratorState::Suspended);
}

#[test]
fn running_send_is_running() {
    let (mut g, log) = given::running();
    assert_eq!(not_delivered(run(g.send("value"))), (ResumeErrorKind::Running, "value"));
    assert_eq!(log.take(), "");
    assert_eq!(g.state(), GeneratorState::Running);
    assert_eq!(run(g.next()), Some(Ok(2)));
}

#[test]
fn running_throw_is_running() {
    let (mut g, log) = given::running();
    assert_eq!(not_delivered(run(g.throw("thrown"))), (ResumeErrorKind::Running, "thrown"));
    assert_eq!(log.take(), "");
    assert_eq!(g.state(), GeneratorState::Running);
    assert_eq!(run(g.next()), Some(Ok(2)));
}

#[test]
fn running_close_raises_exit_where_the_body_waits() {
    let (mut g, log) = given::running();
    assert_eq!(run(g.close()), Ok(()));
    assert_eq!(log.take(), "cleanup cleaned");
    assert_eq!(g.state(), GeneratorState::Closed);
}

/// Nothing has to be cleaned up, so the step is over at once.
#[test]
fn running_close_without_a_cleanup_drops_the_body() {
    #[async_generator(throws = u8)]
    async fn f(log: Log) -> u32 {
        let _local = log.logged("local");
        pending(1).await;
        log.say("not reached");
        yield_!(1);
        Err(7)?;
    }
    let log = Log::new();
    let mut g = pin!(f(log.clone()));
    assert!(poll_once(g.next()).is_pending());
    assert!(matches!(poll_once(g.close()), Poll::Ready(Ok(()))));
    assert_eq!(log.take(), "local");
    assert_eq!(g.state(), GeneratorState::Closed);
}

// ---------------------------------------------------------------- closed

#[test]
fn closed_next_is_none() {
    let (mut g, log) = given::closed();
    for _ in 0..3 {
        assert_eq!(run(g.next()), None);
    }
    assert_eq!(log.take(), "");
    assert_eq!(g.state(), GeneratorState::Closed);
}

#[test]
fn closed_send_is_closed() {
    let (mut g, _) = given::closed();
    assert_eq!(not_delivered(run(g.send("value"))), (ResumeErrorKind::Closed, "value"));
}

#[test]
fn closed_throw_is_closed() {
    let (mut g, _) = given::closed();
    assert_eq!(not_delivered(run(g.throw("thrown"))), (ResumeErrorKind::Closed, "thrown"));
}

#[test]
fn closed_close_is_ok() {
    let (mut g, log) = given::closed();
    assert_eq!(run(g.close()), Ok(()));
    assert_eq!(run(g.close()), Ok(()));
    assert_eq!(log.take(), "");
}

// ---------------------------------------------------------------- `close` that fails

/// Yields once in its cleanup.
#[async_generator(send = u32, throws = &'static str)]
async fn stubborn(log: Log) -> u32 {
    finally! {
        pending(1).await;
        let got = yield_!(2);
        log.say(format!("{got:?}"));
    }
    yield_!(1);
}

#[test]
fn a_yield_while_exiting_is_ignored_exit_and_suspends_there() {
    let log = Log::new();
    let mut g = pin!(stubborn(log.clone()));
    run(g.next());
    let error = run(g.close()).unwrap_err();
    assert_eq!(error, CloseError::IgnoredExit(Ok(2)));
    assert_eq!(error.kind(), CloseErrorKind::IgnoredExit);
    assert_eq!(error.into_inner(), Ok(Ok(2)));
    assert_eq!(g.state(), GeneratorState::Suspended);
    assert_eq!(run(g.close()), Ok(()));
    assert_eq!(g.state(), GeneratorState::Closed);
    assert_eq!(log.take(), "");
}

#[test]
fn after_an_ignored_exit_every_operation_works_as_on_a_suspended_generator() {
    let given = || {
        let log = Log::new();
        let mut g = Box::pin(stubborn(log.clone()));
        run(g.next());
        assert_eq!(run(g.close()), Err(CloseError::IgnoredExit(Ok(2))));
        (g, log)
    };
    let (mut g, log) = given();
    assert_eq!(run(g.next()), None);
    assert_eq!(log.take(), "None");
    let (mut g, log) = given();
    assert_eq!(run(g.send(5)), Ok(None));
    assert_eq!(log.take(), "Some(5)");
    let (mut g, log) = given();
    assert_eq!(run(g.throw("thrown")), Ok(Some(Err("thrown"))));
    assert_eq!(log.take(), "");
    let (mut g, log) = given();
    assert_eq!(run(g.close()), Ok(()));
    assert_eq!(log.take(), "");
}

#[test]
fn an_error_raised_while_exiting_is_raised() {
    #[async_generator(throws = &'static str)]
    async fn f() -> u32 {
        finally! {
            pending(1).await;
            Err("in the cleanup")?;
        }
        yield_!(1);
    }
    let mut g = pin!(f());
    run(g.next());
    let error = run(g.close()).unwrap_err();
    assert_eq!(error, CloseError::Raised("in the cleanup"));
    assert_eq!(error.kind(), CloseErrorKind::Raised);
    assert_eq!(error.into_inner(), Err("in the cleanup"));
    assert_eq!(g.state(), GeneratorState::Closed);
    assert_eq!(run(g.close()), Ok(()));
}

#[test]
fn a_close_dropped_midway_is_continued_by_the_next_close() {
    let (mut g, log) = given::suspended();
    assert!(poll_once(g.close()).is_pending());
    assert_eq!(log.take(), "cleanup");
    assert_eq!(g.state(), GeneratorState::Running);
    assert_eq!(run(g.close()), Ok(()));
    assert_eq!(log.take(), "cleaned");
}

/// A later `close` has the output of an exit that an earlier one raised.
#[test]
fn a_close_continued_by_close_still_reports_an_ignored_exit() {
    let mut g = pin!(stubborn(Log::new()));
    run(g.next());
    assert!(poll_once(g.close()).is_pending());
    assert_eq!(run(g.close()), Err(CloseError::IgnoredExit(Ok(2))));
    assert_eq!(g.state(), GeneratorState::Suspended);
}

#[test]
fn a_close_continued_by_next_gives_the_item() {
    let mut g = pin!(stubborn(Log::new()));
    run(g.next());
    assert!(poll_once(g.close()).is_pending());
    assert_eq!(run(g.next()), Some(Ok(2)));
    assert_eq!(run(g.close()), Ok(()));
}

// ---------------------------------------------------------------- operations are lazy futures

#[test]
fn an_operation_that_was_never_polled_did_nothing() {
    let (mut g, log) = given::suspended();
    drop(g.send("value"));
    drop(g.throw("thrown"));
    drop(g.close());
    drop(g.next());
    assert_eq!(log.take(), "");
    assert_eq!(g.state(), GeneratorState::Suspended);
    assert_eq!(run(g.next()), Some(Ok(2)));
}

#[test]
fn operations_show_the_state_in_debug() {
    let (mut g, _) = given::suspended();
    let sending = g.send("value");
    assert_eq!(format!("{sending:?}"), "Send { generator: Some(Suspended), .. }");
    drop(sending);
    assert_eq!(format!("{:?}", g.throw("x")), "Throw { generator: Some(Suspended), .. }");
    assert_eq!(format!("{:?}", g.close()), "Close { generator: Some(Suspended), .. }");
}

#[test]
fn operations_are_send_when_the_generator_is() {
    fn is_send<T: Send>(it: T) -> T {
        it
    }
    #[async_generator(send = u32, throws = u32)]
    async fn f() -> u32 {
        yield_!(1);
    }
    let mut g = pin!(f());
    drop(is_send(g.send(1)));
    drop(is_send(g.throw(1)));
    drop(is_send(g.close()));
    let mut boxed: BoxAsyncGenerator<'_, Result<u32, u32>, u32, u32> = Box::pin(f());
    drop(is_send(boxed.send(1)));
    drop(is_send(boxed.throw(1)));
    drop(is_send(boxed.close()));
}

/// The futures have named types, so that they can be stored.
#[test]
fn operations_can_be_named() {
    use asyncgen::operations;
    struct Stored<'a, G: AsyncGenerator> {
        send: Option<operations::Send<'a, G>>,
        throw: Option<operations::Throw<'a, G>>,
        close: Option<operations::Close<'a, G>>,
    }
    let (mut g, _) = given::suspended();
    let mut stored = Stored { send: Some(g.send("value")), throw: None, close: None };
    assert_eq!(run(stored.send.take().unwrap()), Ok(Some(Ok(2))));
    assert!(stored.throw.is_none() && stored.close.is_none());
}

#[test]
#[should_panic(expected = "polled after it was ready")]
fn an_operation_polled_after_it_was_ready_panics() {
    let (mut g, _) = given::suspended();
    let mut send = g.send("value");
    assert!(run(&mut send).is_ok());
    let _ = poll_once(&mut send);
}

// ---------------------------------------------------------------- what implements `AsyncGenerator`

/// The same operations through each type that implements the trait.
#[test]
fn pins_references_boxes_and_trait_objects_are_generators() {
    fn converse<G>(mut g: G)
    where
        G: AsyncGenerator<
                Item = Result<u32, &'static str>,
                Sent = &'static str,
                Thrown = &'static str,
            > + Unpin,
    {
        assert_eq!(g.state(), GeneratorState::Created);
        assert!(!g.is_terminated());
        assert_eq!(run(g.next()), Some(Ok(1)));
        assert_eq!(run(g.send("sent")), Ok(Some(Ok(2))));
        assert_eq!(run(g.throw("fatal")), Ok(Some(Err("fatal"))));
        assert_eq!(run(g.close()), Ok(()));
        assert_eq!(g.state(), GeneratorState::Closed);
        assert!(g.is_terminated());
    }
    type Text = &'static str;
    type Dyn<'a> = dyn AsyncGenerator<Item = Result<u32, Text>, Sent = Text, Thrown = Text> + 'a;
    let new = || talk(Log::new());
    converse(pin!(new()));
    converse(pin!(new()).as_mut());
    converse(&mut pin!(new()));
    converse(&mut &mut pin!(new()));
    converse(Box::pin(new()));
    converse(Box::new(Box::pin(new())));
    converse(Pin::new(&mut Box::pin(new())));
    let object: Pin<Box<Dyn<'_>>> = Box::pin(new());
    converse(object);
    let mut pinned = pin!(new());
    let object: Pin<&mut Dyn<'_>> = pinned.as_mut();
    converse(object);
    let object: &mut (dyn AsyncGenerator<Item = _, Sent = _, Thrown = _> + Unpin) =
        &mut Box::pin(new());
    converse(object);
    let boxed: BoxAsyncGenerator<'_, Result<u32, &str>, &str, &str> = Box::pin(new());
    converse(boxed);
    let boxed: LocalBoxAsyncGenerator<'_, Result<u32, &str>, &str, &str> = Box::pin(new());
    converse(boxed);
}

#[test]
fn without_declarations_sent_is_unit_and_thrown_is_infallible() {
    #[async_generator]
    async fn f() -> u32 {
        yield_!(1);
        yield_!(2);
    }
    fn plain(
        g: impl AsyncGenerator<Item = u32, Sent = (), Thrown = Infallible>,
    ) -> impl AsyncGenerator<Item = u32> {
        g
    }
    let mut g = pin!(plain(f()));
    run(g.next());
    let mut g = pin!(f());
    run(g.next());
    assert_eq!(run(g.send(())), Ok(Some(2)));
    let boxed: BoxAsyncGenerator<'_, u32> = Box::pin(f());
    assert_eq!(drain(boxed), [1, 2]);
}

// ---------------------------------------------------------------- `state`, as a stream, in `Debug`

#[test]
fn states_have_names() {
    use GeneratorState::{Closed, Created, Running, Suspended};
    let names = [Created, Suspended, Running, Closed].map(|state| state.to_string());
    assert_eq!(names, ["created", "suspended", "running", "closed"]);
    assert_eq!(format!("{Created:?}"), "Created");
}

#[test]
fn debug_shows_the_state() {
    let shown = |g: &dyn std::fmt::Debug| format!("{g:?}");
    assert_eq!(shown(&talk(Log::new())), "AsyncGenerator { state: Created }");
    for ((g, _), state) in [
        (given::created(), "Created"),
        (given::suspended(), "Suspended"),
        (given::running(), "Running"),
        (given::closed(), "Closed"),
    ] {
        assert_eq!(shown(&g), format!("AsyncGenerator {{ state: {state} }}"));
    }
}

#[test]
fn as_a_stream_it_is_fused_and_hints_its_end() {
    for (g, _) in [given::created(), given::suspended(), given::running()] {
        assert_eq!(g.size_hint(), (0, None));
        assert!(!g.is_terminated());
    }
    let (g, _) = given::closed();
    assert_eq!(g.size_hint(), (0, Some(0)));
    assert!(g.is_terminated());
}

/// A generator is terminated once it has returned `None` or an error.
#[test]
fn the_last_item_does_not_terminate() {
    let (mut g, _) = given::suspended();
    run(g.next());
    assert!(!g.is_terminated());
    assert_eq!(run(g.next()), None);
    assert!(g.is_terminated());
    let (mut g, _) = given::suspended();
    assert_eq!(run(g.throw("fatal")), Ok(Some(Err("fatal"))));
    assert!(g.is_terminated());
}

// ---------------------------------------------------------------- `poll_resume` by hand

/// Polls once. Returns the outcome, and the resume value if it was not taken.
#[allow(clippy::type_complexity)]
fn resume<G: AsyncGenerator>(
    g: Pin<&mut G>,
    resume: Resume<G::Sent, G::Thrown>,
) -> (Poll<Outcome<G::Item, G::Thrown>>, Option<Resume<G::Sent, G::Thrown>>) {
    let mut left = Some(resume);
    (g.poll_resume(&mut Context::from_waker(Waker::noop()), &mut left), left)
}

/// Polls once without a value, which continues the operation that is under way.
fn go_on<G: AsyncGenerator>(g: Pin<&mut G>) -> Poll<Outcome<G::Item, G::Thrown>> {
    g.poll_resume(&mut Context::from_waker(Waker::noop()), &mut None)
}

#[test]
fn poll_resume_takes_what_it_delivers_and_leaves_the_rest() {
    let log = Log::new();
    let mut g = pin!(talk(log.clone()));
    // A value cannot be sent to a generator that has not started, but the poll starts it.
    assert_eq!(
        resume(g.as_mut(), Resume::Send("early")),
        (Poll::Pending, Some(Resume::Send("early")))
    );
    // A running generator takes no value.
    let late = Resume::Throw("late");
    assert_eq!(resume(g.as_mut(), late), (Poll::Ready(Outcome::Yielded(Ok(1))), Some(late)));
    assert_eq!(resume(g.as_mut(), Resume::Send("sent")), (Poll::Pending, None));
    assert_eq!(go_on(g.as_mut()), Poll::Ready(Outcome::Yielded(Ok(2))));
    assert_eq!(log.take(), "start sent");
    assert_eq!(resume(g.as_mut(), Resume::Exit), (Poll::Pending, None));
    assert_eq!(go_on(g.as_mut()), Poll::Ready(Outcome::Finished));
    assert_eq!(resume(g.as_mut(), late), (Poll::Ready(Outcome::Finished), Some(late)));
    assert_eq!(resume(g.as_mut(), Resume::Exit).0, Poll::Ready(Outcome::Finished));
    assert_eq!(log.take(), "cleanup cleaned");
}

#[test]
fn poll_resume_takes_what_a_generator_that_has_not_started_obeys() {
    let thrown = Resume::Throw("thrown");
    for (first, polled) in [
        (Resume::Next, Poll::Pending),
        (thrown, Poll::Ready(Outcome::Yielded(Err("thrown")))),
        (Resume::Exit, Poll::Ready(Outcome::Finished)),
    ] {
        assert_eq!(resume(pin!(talk(Log::new())), first), (polled, None));
    }
}

#[test]
fn poll_resume_without_a_value_is_next() {
    let log = Log::new();
    let mut g = pin!(talk(log.clone()));
    assert_eq!(go_on(g.as_mut()), Poll::Pending);
    assert_eq!(go_on(g.as_mut()), Poll::Ready(Outcome::Yielded(Ok(1))));
    assert_eq!(go_on(g.as_mut()), Poll::Pending);
    assert_eq!(log.take(), "start next");
}

#[test]
fn poll_resume_distinguishes_raised_while_exiting_from_raised() {
    #[async_generator(throws = u8)]
    async fn f() {
        finally! { Err(1)?; }
        yield_!();
    }
    let mut g = pin!(f());
    assert_eq!(resume(g.as_mut(), Resume::Next).0, Poll::Ready(Outcome::Yielded(Ok(()))));
    assert_eq!(resume(g.as_mut(), Resume::Next).0, Poll::Ready(Outcome::Yielded(Err(1))));
    let mut g = pin!(f());
    assert_eq!(resume(g.as_mut(), Resume::Next).0, Poll::Ready(Outcome::Yielded(Ok(()))));
    assert_eq!(resume(g.as_mut(), Resume::Exit).0, Poll::Ready(Outcome::Raised(1)));
}

// ---------------------------------------------------------------- errors

#[test]
fn resume_errors_say_why_and_need_no_bound_on_the_value() {
    struct Opaque;
    #[async_generator(send = Opaque)]
    async fn f() {
        yield_!();
        pending(1).await;
    }
    let mut g = pin!(f());
    let not_started = run(g.send(Opaque)).unwrap_err();
    run(g.next());
    assert!(poll_once(g.next()).is_pending());
    let running = run(g.send(Opaque)).unwrap_err();
    run(g.next());
    let closed = run(g.send(Opaque)).unwrap_err();
    for (error, kind, words) in [
        (not_started, ResumeErrorKind::NotStarted, "has not started"),
        (running, ResumeErrorKind::Running, "in the middle of a step"),
        (closed, ResumeErrorKind::Closed, "is closed"),
    ] {
        assert_eq!(error.kind(), kind);
        assert!(error.to_string().contains(words), "{error}");
        assert_eq!(format!("{error:?}"), format!("ResumeError {{ kind: {kind:?}, .. }}"));
        let boxed: Box<dyn Error> = Box::new(error);
        assert!(boxed.source().is_none());
    }
}
