//! The future of an operation panics when it is polled after its end, whatever its outcome was.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::Poll;

use asyncgen::{AsyncGenerator, AsyncGeneratorExt, CloseError, GeneratorState, async_generator};
use asyncgen_tests::{Log, pending, poll_once, run};
use futures::StreamExt;

type Item = Result<u32, &'static str>;

/// Says each thing that it does, so that a step too many is seen.
#[async_generator(send = u32, throws = &'static str)]
async fn body(log: &Log) -> u32 {
    log.say("start");
    pending(1).await;
    finally! {
        log.say("cleanup");
        match catch! { yield_!(9) } {
            Ok(_) => {}
            Err("raise") => Err("raised")?,
            Err(error) => log.say(error),
        }
        pending(1).await;
    }
    loop {
        log.say("turn");
        match catch! { yield_!(1) } {
            Ok(Some(0)) => return,
            Ok(got) => log.say(format!("{got:?}")),
            Err("uncaught") => Err("uncaught")?,
            Err(error) => log.say(error),
        }
        pending(1).await;
    }
}

type Body<'a> = Pin<Box<dyn AsyncGenerator<Item = Item, Sent = u32, Thrown = &'static str> + 'a>>;

fn created(log: &Log) -> Body<'_> {
    Box::pin(body(log))
}

fn suspended(log: &Log) -> Body<'_> {
    let mut g = created(log);
    assert_eq!(run(g.next()), Some(Ok(1)));
    g
}

/// Suspended at the yield in its cleanup.
fn cleaning(log: &Log) -> Body<'_> {
    let mut g = suspended(log);
    assert_eq!(run(g.send(0)), Ok(Some(Ok(9))));
    g
}

fn running(log: &Log) -> Body<'_> {
    let mut g = created(log);
    assert!(poll_once(g.next()).is_pending());
    g
}

/// Waits in the part that its cleanup guards.
fn running_guarded(log: &Log) -> Body<'_> {
    let mut g = suspended(log);
    assert!(poll_once(g.next()).is_pending());
    g
}

/// Waits in its cleanup, to which no error and no exit has led.
fn running_in_cleanup(log: &Log) -> Body<'_> {
    let mut g = cleaning(log);
    assert!(poll_once(g.next()).is_pending());
    g
}

fn closed(log: &Log) -> Body<'_> {
    let mut g = created(log);
    assert_eq!(run(g.close()), Ok(()));
    g
}

/// Polls a future to its end, and twice more.
fn and_then_again<F: Future + Unpin>(log: &Log, mut future: F) -> F::Output {
    let output = run(&mut future);
    let before = log.take();
    for _ in 0..2 {
        let polled = catch_unwind(AssertUnwindSafe(|| {
            let _: Poll<_> = poll_once(&mut future);
        }));
        let panic = polled.expect_err("it was polled after its end");
        let message = panic
            .downcast_ref::<&str>()
            .map(|message| message.to_string())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .expect("a message");
        assert!(message.contains("polled after"), "{message}");
        assert_eq!(log.take(), "", "something of the body ran");
    }
    log.say(before);
    output
}

/// The outcome of an operation that is polled again after it, and the state after that.
macro_rules! outcome {
    (
        $name:ident: $begin:ident, $operation:ident($($value:expr)?) =>
            $outcome:expr, $state:ident
    ) => {
        #[test]
        fn $name() {
            let log = Log::new();
            let mut g = super::$begin(&log);
            log.take();
            let outcome = and_then_again(&log, g.$operation($($value)?));
            let again = log.take();
            assert_eq!(outcome.map_err(inner), $outcome);
            assert_eq!(g.state(), GeneratorState::$state);
            let rest = rest(g, &log);

            // What the generator does later is what it does after an operation that is polled once.
            let mut g = super::$begin(&log);
            log.take();
            let _ = run(g.$operation($($value)?));
            assert_eq!(again, log.take());
            assert_eq!(g.state(), GeneratorState::$state);
            assert_eq!(rest, self::rest(g, &log));
        }
    };
}

/// What an error carries.
trait Inner {
    type Inner;

    fn inner(self) -> Self::Inner;
}

impl<T> Inner for asyncgen::ResumeError<T> {
    type Inner = T;

    fn inner(self) -> T {
        self.into_inner()
    }
}

impl<E> Inner for CloseError<Item, E> {
    type Inner = Self;

    fn inner(self) -> Self {
        self
    }
}

fn inner<E: Inner>(error: E) -> E::Inner {
    error.inner()
}

/// What comes when the generator is closed, until it is.
fn rest(mut g: Body<'_>, log: &Log) -> String {
    for _ in 0..3 {
        match run(g.close()) {
            Ok(()) => log.say("closed"),
            Err(error) => log.say(format!("{:?}", error.into_inner())),
        }
    }
    log.take()
}

mod send {
    use super::*;

    outcome!(an_item: suspended, send(7) => Ok(Some(Ok(1))), Suspended);
    outcome!(an_item_of_the_cleanup: suspended, send(0) => Ok(Some(Ok(9))), Suspended);
    outcome!(the_end: cleaning, send(7) => Ok(None), Closed);
    outcome!(not_started: created, send(7) => Err(7), Created);
    outcome!(running: running, send(7) => Err(7), Running);
    outcome!(running_in_cleanup: running_in_cleanup, send(7) => Err(7), Running);
    outcome!(closed: closed, send(7) => Err(7), Closed);
}

mod throw {
    use super::*;

    outcome!(an_item: suspended, throw("caught") => Ok(Some(Ok(1))), Suspended);
    outcome!(the_end: cleaning, throw("caught") => Ok(None), Closed);
    outcome!(an_error: cleaning, throw("raise") => Ok(Some(Err("raised"))), Closed);
    outcome!(not_started: created, throw("back") => Ok(Some(Err("back"))), Closed);
    outcome!(running: running, throw("back") => Err("back"), Running);
    outcome!(running_in_cleanup: running_in_cleanup, throw("back") => Err("back"), Running);
    outcome!(closed: closed, throw("back") => Err("back"), Closed);
}

mod close {
    use super::*;

    outcome!(not_started: created, close() => Ok(()), Closed);
    outcome!(suspended: cleaning, close() => Ok(()), Closed);
    outcome!(ignored: suspended, close() => Err(CloseError::IgnoredExit(Ok(9))), Suspended);
    outcome!(running: running, close() => Ok(()), Closed);
    outcome!(running_guarded: running_guarded,
        close() => Err(CloseError::IgnoredExit(Ok(9))), Suspended);
    outcome!(running_in_cleanup: running_in_cleanup, close() => Ok(()), Closed);
    outcome!(closed: closed, close() => Ok(()), Closed);

    #[test]
    fn raised() {
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log) -> u32 {
            finally! { log.say("cleanup"); Err("raised")?; }
            yield_!(1);
        }
        let log = Log::new();
        let mut g = pin!(f(&log));
        run(g.next());
        let outcome = and_then_again(&log, g.close());
        assert_eq!(outcome, Err(CloseError::Raised("raised")));
        assert_eq!(log.take(), "cleanup");
        assert_eq!(g.state(), GeneratorState::Closed);
    }
}

/// The program of the report: a refused `send` runs nothing, and swallows no item.
#[test]
fn a_refused_send_that_is_polled_again_does_not_start_the_body() {
    let log = Log::new();
    let mut g = Box::pin(body(&log));
    let mut send = g.send(7);
    assert!(matches!(poll_once(&mut send), Poll::Ready(Err(_))));
    assert!(catch_unwind(AssertUnwindSafe(|| poll_once(&mut send))).is_err());
    assert_eq!(log.take(), "");
    assert_eq!(g.state(), GeneratorState::Created);
    assert_eq!(run(g.next()), Some(Ok(1)));
    assert_eq!(log.take(), "start turn");
}

/// They are the same futures behind references and pointers.
#[test]
fn behind_references_and_pointers() {
    let log = Log::new();
    let mut g = created(&log);
    assert!(and_then_again(&log, g.send(7)).is_err());
    assert!(and_then_again(&log, (&mut &mut g).send(7)).is_err());
    let mut boxed = Box::new(&mut g);
    assert!(and_then_again(&log, boxed.send(7)).is_err());
    assert_eq!(and_then_again(&log, boxed.throw("back")), Ok(Some(Err("back"))));
    assert!(and_then_again(&log, g.throw("back")).is_err());
    assert_eq!(and_then_again(&log, g.close()), Ok(()));
}
