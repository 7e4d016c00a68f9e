//! `#[for_await(close)]`: the generator of a loop is closed on every way out of the loop.

use std::convert::Infallible;
use std::pin::pin;
use std::rc::Rc;

use asyncgen::{
    AsyncGenerator, AsyncGeneratorExt, BoxAsyncGenerator, CloseError, async_gen, async_generator,
    stream, try_stream,
};
use asyncgen_tests::{Log, drain, pending, poll_once, run};
use futures::StreamExt;

/// Yields numbers without end; its cleanup awaits.
#[async_generator]
async fn numbers(log: Log) -> u32 {
    finally! {
        log.say("close");
        pending(1).await;
        log.say("closed");
    }
    for n in 0.. {
        pending(1).await;
        yield_!(n);
    }
}

/// The same with an error in the cleanup.
#[async_generator(throws = E)]
async fn failing<E>(error: E) -> u32 {
    finally! {
        pending(1).await;
        Err(error)?;
    }
    for n in 0.. {
        yield_!(n);
    }
}

// ---------------------------------------------------------------- every way out

#[test]
fn the_end() {
    #[async_generator]
    async fn two(log: Log) -> u32 {
        finally! {
            log.say("cleanup");
        }
        yield_!(1);
        yield_!(2);
    }
    #[async_generator]
    async fn body(log: Log) -> u32 {
        #[for_await(close)]
        for n in two(log.clone()) {
            yield_!(n);
        }
        log.say("after");
    }
    let log = Log::new();
    assert_eq!(drain(body(log.clone())), [1, 2]);
    assert_eq!(log.take(), "cleanup after");
}

#[test]
fn a_break_and_a_continue() {
    #[async_generator]
    async fn body(log: Log) -> u32 {
        #[for_await(close)]
        for n in numbers(log.clone()) {
            match n {
                0 => continue,
                3 => break,
                n => yield_!(n),
            }
        }
        log.say("after");
    }
    let log = Log::new();
    assert_eq!(drain(body(log.clone())), [1, 2]);
    assert_eq!(log.take(), "close closed after");
}

#[test]
fn jumps_to_loops_outside() {
    #[async_generator]
    async fn body(log: Log) -> u32 {
        'outer: for round in 0..3 {
            log.say(format!("round {round}"));
            #[for_await(close)]
            'inner: for n in numbers(log.clone()) {
                for jump in 0..2 {
                    match (round, n, jump) {
                        (.., 0) => continue,
                        (_, 0, _) => continue 'inner,
                        (0, ..) => continue 'outer,
                        (1, ..) => break 'inner,
                        _ => break 'outer,
                    }
                }
            }
            yield_!(round);
        }
        log.say("after");
    }
    let log = Log::new();
    assert_eq!(drain(body(log.clone())), [1]);
    assert_eq!(log.take(), "round 0 close closed round 1 close closed round 2 close closed after");
}

#[test]
fn a_return() {
    #[async_generator]
    async fn body(log: Log) -> u32 {
        finally! {
            log.say("outer");
        }
        #[for_await(close)]
        for n in numbers(log.clone()) {
            yield_!(n);
            return;
        }
    }
    let log = Log::new();
    assert_eq!(drain(body(log.clone())), [0]);
    assert_eq!(log.take(), "close closed outer");
}

#[test]
fn an_error() {
    #[async_generator(throws = &'static str)]
    async fn body(log: Log, caught: bool) -> u32 {
        let left = catch! {
            #[for_await(close)]
            for n in numbers(log.clone()) {
                yield_!(n);
                Err("raised")?;
            }
        };
        log.say(format!("{left:?}"));
        if !caught {
            left?;
        }
    }
    let log = Log::new();
    assert_eq!(drain(body(log.clone(), true)), [Ok(0)]);
    assert_eq!(log.take(), "close closed Err(\"raised\")");
    assert_eq!(drain(body(log.clone(), false)), [Ok(0), Err("raised")]);
}

#[test]
fn what_the_consumer_throws_and_exit() {
    #[async_generator(throws = &'static str)]
    async fn body(log: Log) -> u32 {
        #[for_await(close)]
        for n in numbers(log.clone()) {
            yield_!(n);
        }
    }
    let log = Log::new();
    let mut g = pin!(body(log.clone()));
    run(g.next());
    assert_eq!(run(g.throw("thrown")), Ok(Some(Err("thrown"))));
    assert_eq!(log.take(), "close closed");
    let mut g = pin!(body(log.clone()));
    run(g.next());
    assert_eq!(run(g.close()), Ok(()));
    assert_eq!(log.take(), "close closed");
}

/// Exit is raised where the body waits: for the inner generator, or in the loop's own block.
#[test]
fn exit_while_it_waits() {
    #[async_generator]
    async fn waits(log: Log) -> u32 {
        finally! {
            log.say("close");
            pending(1).await;
            log.say("closed");
        }
        yield_!(1);
        std::future::pending().await
    }
    #[async_generator]
    async fn body(log: Log, in_the_loop: bool) -> u32 {
        #[for_await(close)]
        for n in waits(log.clone()) {
            yield_!(n);
            if in_the_loop {
                std::future::pending::<()>().await;
            }
        }
    }
    for in_the_loop in [false, true] {
        let log = Log::new();
        let mut g = pin!(body(log.clone(), in_the_loop));
        assert_eq!(run(g.next()), Some(1));
        assert!(poll_once(g.next()).is_pending());
        assert_eq!(run(g.close()), Ok(()));
        assert_eq!(log.take(), "close closed");
    }
}

/// A plain loop drops its stream, and skips a cleanup that awaits.
#[test]
fn without_close_the_stream_is_dropped() {
    #[async_generator]
    async fn body(log: Log) -> u32 {
        #[for_await]
        for n in numbers(log.clone()) {
            yield_!(n);
            break;
        }
    }
    let log = Log::new();
    assert_eq!(drain(body(log.clone())), [0]);
    assert_eq!(log.take(), "");
}

#[test]
fn it_is_a_cleanup_that_awaits() {
    #[async_generator(boxed)]
    async fn body(log: Log) -> u32 {
        #[for_await(close)]
        for n in numbers(log.clone()) {
            yield_!(n);
        }
    }
    let log = Log::new();
    let mut g = body(log.clone());
    assert!(!g.needs_close());
    run(g.next());
    assert!(g.needs_close());
    assert_eq!(run(g.into_close()), Ok(()));
    assert_eq!(log.take(), "close closed");
}

/// The cleanups of the inner generator that do not await run all the same.
#[test]
fn dropped_with_the_generator_around_it() {
    #[async_generator]
    async fn inner(log: Log) -> u32 {
        finally! {
            log.say("at once");
        }
        finally! {
            pending(1).await;
            log.say("never");
        }
        yield_!(1);
        std::future::pending().await
    }
    #[async_generator(boxed)]
    async fn body(log: Log) -> u32 {
        finally! {
            log.say("outer");
        }
        #[for_await(close)]
        for n in inner(log.clone()) {
            yield_!(n);
        }
    }
    for waits in [false, true] {
        let log = Log::new();
        let mut g = body(log.clone());
        run(g.next());
        assert!(!waits || poll_once(g.next()).is_pending());
        drop(g);
        assert_eq!(log.take(), "at once outer", "waits: {waits}");
    }
}

/// A `close` does not cut the close of the loop, whoever began it.
#[test]
fn closed_while_the_loop_is_being_closed() {
    #[async_generator(boxed)]
    async fn body(log: Log) -> u32 {
        #[for_await(close)]
        for n in numbers(log.clone()) {
            yield_!(n);
            break;
        }
        log.say("never");
        yield_!(9);
    }
    let log = Log::new();
    let mut g = body(log.clone());
    run(g.next());
    assert!(poll_once(g.next()).is_pending());
    assert_eq!(log.take(), "close");
    assert_eq!(run(g.close()), Ok(()));
    assert_eq!(log.take(), "closed");
    let mut g = body(log.clone());
    run(g.next());
    for _ in 0..2 {
        let _ = poll_once(g.close());
    }
    assert_eq!(log.take(), "close closed");
    assert!(!g.needs_close());
}

// ---------------------------------------------------------------- the outcome of the close

#[test]
fn an_error_of_the_close_is_raised_through_from() {
    #[derive(Debug, PartialEq)]
    struct Converted(&'static str);
    impl From<&'static str> for Converted {
        fn from(error: &'static str) -> Self {
            Converted(error)
        }
    }
    #[async_generator(throws = Converted)]
    async fn body() -> u32 {
        #[for_await(close)]
        for n in failing("in the cleanup") {
            yield_!(n?);
            break;
        }
        yield_!(9);
    }
    assert_eq!(drain(body()), [Ok(0), Err(Converted("in the cleanup"))]);
}

#[test]
fn an_error_of_the_close_replaces_how_the_loop_was_left() {
    #[async_generator(throws = &'static str)]
    async fn body(how: &'static str) -> u32 {
        let left = catch! {
            #[for_await(close)]
            for n in failing("in the cleanup") {
                yield_!(n?);
                match how {
                    "error" => Err("in the loop")?,
                    "return" => return,
                    _ => break,
                }
            }
        };
        left?;
    }
    for how in ["error", "return", "break"] {
        assert_eq!(drain(body(how)), [Ok(0), Err("in the cleanup")], "{how}");
    }
    let mut g = pin!(body("exit"));
    run(g.next());
    assert_eq!(run(g.close()), Err(CloseError::Raised("in the cleanup")));
}

/// What raises nothing can be closed everywhere, whatever the errors there are made from.
#[test]
fn a_generator_without_errors_is_closed_in_every_other_one() {
    #[async_generator(throws = std::num::ParseIntError)]
    async fn not_from_infallible(log: Log) -> u32 {
        #[for_await(close)]
        for n in numbers(log) {
            yield_!(n);
            "x".parse::<u32>()?;
        }
    }
    #[async_generator(throws = anyhow::Error)]
    async fn from_infallible(log: Log) -> u32 {
        #[for_await(close)]
        for n in numbers(log) {
            yield_!(n);
            break;
        }
    }
    let log = Log::new();
    let items = drain(not_from_infallible(log.clone()));
    assert!(matches!(items[..], [Ok(0), Err(_)]), "{items:?}");
    assert_eq!(drain(from_infallible(log.clone())).len(), 1);
    assert_eq!(log.take(), "close closed close closed");
}

#[test]
fn a_generator_of_any_type() {
    #[async_generator(throws = G::Thrown)]
    async fn same<G: AsyncGenerator>(inner: G) -> G::Item {
        #[for_await(close)]
        for item in inner {
            yield_!(item);
            break;
        }
    }
    #[async_generator(throws = anyhow::Error)]
    async fn converted<G>(inner: G) -> G::Item
    where
        G: AsyncGenerator<Thrown: Into<anyhow::Error>>,
        anyhow::Error: From<G::Thrown>,
    {
        #[for_await(close)]
        for item in inner {
            yield_!(item);
            break;
        }
    }
    #[async_generator]
    async fn infallible<G: AsyncGenerator<Thrown = Infallible>>(inner: G) -> G::Item {
        #[for_await(close)]
        for item in inner {
            yield_!(item);
            break;
        }
    }
    assert_eq!(drain(same(failing("raised"))), [Ok(Ok(0)), Err("raised")]);
    let error = "x".parse::<u32>().unwrap_err();
    assert_eq!(drain(converted(failing(error))).len(), 2);
    let log = Log::new();
    assert_eq!(drain(infallible(numbers(log.clone()))), [0]);
    assert_eq!(log.take(), "close closed");
}

#[test]
fn an_ignored_exit_drops_the_item_and_the_generator() {
    #[async_generator]
    async fn ignores(log: Log) -> asyncgen_tests::Logged {
        let _local = log.logged("local");
        finally! {
            yield_!(log.logged("item"));
            log.say("never");
        }
        yield_!(log.logged("first"));
    }
    #[async_generator]
    async fn body(log: Log) {
        #[for_await(close)]
        for _item in ignores(log.clone()) {
            break;
        }
        log.say("after");
        yield_!();
    }
    let log = Log::new();
    assert_eq!(drain(body(log.clone())), [()]);
    assert_eq!(log.take(), "first item local after");
}

// ---------------------------------------------------------------- operands and places

#[test]
fn over_pointers() {
    #[async_generator]
    async fn body(log: Log) -> u32 {
        let mut boxed: BoxAsyncGenerator<'_, u32> = Box::pin(numbers(log.clone()));
        #[for_await(close)]
        for n in &mut boxed {
            yield_!(n);
            break;
        }
        log.say(boxed.state());
        let mut pinned = pin!(numbers(log.clone()));
        #[for_await(close)]
        for n in pinned.as_mut() {
            yield_!(n);
            break;
        }
        log.say(pinned.state());
        #[for_await(close)]
        for n in boxed {
            yield_!(n);
        }
    }
    let log = Log::new();
    assert_eq!(drain(body(log.clone())), [0, 0]);
    assert_eq!(log.take(), "close closed closed close closed closed");
}

#[test]
fn patterns_temporaries_and_borrowed_locals() {
    #[async_generator]
    async fn pairs(names: &[String]) -> (usize, &String) {
        for pair in names.iter().enumerate() {
            yield_!(pair);
        }
    }
    #[async_generator]
    async fn body() -> String {
        let mut total = 0;
        #[for_await(close)]
        for (mut at, name) in pairs(&["a".to_owned(), "b".to_owned()]) {
            at += 1;
            total += at;
            yield_!(format!("{at}{name}"));
        }
        #[for_await(close)]
        for (ref mut at, name) in pairs(&["c".to_owned()]) {
            *at += total;
            yield_!(format!("{at}{name}"));
        }
    }
    assert_eq!(drain(body()), ["1a", "2b", "3c"]);
}

#[test]
fn loops_in_loops_and_in_cleanups() {
    #[async_generator]
    async fn body(log: Log) -> (u32, u32) {
        finally! {
            #[for_await(close)]
            for n in numbers(log.clone()) {
                if n == 1 {
                    break;
                }
                log.say(format!("cleanup {n}"));
            }
        }
        #[for_await(close)]
        for a in numbers(log.clone()) {
            #[for_await(close)]
            for b in numbers(log.clone()) {
                yield_!((a, b));
                if b == 1 {
                    break;
                }
            }
            if a == 1 {
                return;
            }
        }
    }
    let log = Log::new();
    assert_eq!(drain(body(log.clone())), [(0, 0), (0, 1), (1, 0), (1, 1)]);
    assert_eq!(log.take(), "close closed close closed close closed cleanup 0 close closed");
}

#[async_generator]
async fn pairs(inner: impl AsyncGenerator<Item = u32, Thrown = Infallible>) -> (u32, u32) {
    #[for_await(close)]
    for n in inner {
        yield_!((n, n));
    }
}

#[test]
fn among_the_arguments_of_other_macros() {
    macro_rules! as_is {
        ($($code:tt)*) => { $($code)* };
    }
    #[async_generator(throws = &'static str)]
    async fn body(log: Log) -> u32 {
        macro_rules! first {
            ($generator:expr) => {
                #[for_await(close)]
                for n in $generator {
                    yield_!(n);
                    break;
                }
            };
        }
        as_is! {
            #[for_await(close)]
            'labelled: for (n, _) in pairs(numbers(log.clone())) {
                yield_!(n);
                break 'labelled;
            }
        }
        first!(numbers(log.clone()));
        tokio::select! {
            () = pending(1) => {
                #[for_await(close)]
                for n in failing("in select") {
                    yield_!(n?);
                    return;
                }
            }
        }
    }
    let log = Log::new();
    assert_eq!(drain(body(log.clone())), [Ok(0), Ok(0), Ok(0), Err("in select")]);
    assert_eq!(log.take(), "close closed close closed");
}

/// What can be sent to the inner generator is no part of the future that closes it.
#[test]
fn the_body_is_send_if_the_inner_generator_is() {
    fn assert_send<T: Send>(it: T) -> T {
        it
    }
    #[async_generator]
    async fn body(inner: BoxAsyncGenerator<'static, u32, Rc<u32>>) -> u32 {
        #[for_await(close)]
        for n in inner {
            yield_!(n);
        }
    }
    #[async_generator(boxed, send = Rc<u32>)]
    async fn inner() -> u32 {
        yield_!(1);
    }
    assert_eq!(drain(assert_send(body(inner()))), [1]);
}

// ---------------------------------------------------------------- spellings

#[test]
fn as_keywords() {
    async_gen! {
        async gen fn function(log: Log) -> u32 {
            'all: for await(close) n in numbers(log.clone()) {
                if n == 1 {
                    break 'all;
                }
                yield n;
            }
        }
    }
    let (block, streamed) = (Log::new(), Log::new());
    let in_block = block.clone();
    let in_stream = streamed.clone();
    let log = Log::new();
    assert_eq!(drain(function(log.clone())), [0]);
    assert_eq!(log.take(), "close closed");
    let items = drain(async_gen!(async gen move {
        for await(close) n in numbers(in_block) {
            yield n;
            return;
        }
    }));
    assert_eq!((items, block.take()), (vec![0], "close closed".to_owned()));
    let items = drain(stream! {
        for await (close) n in numbers(in_stream) {
            yield n;
            break;
        }
    });
    assert_eq!((items, streamed.take()), (vec![0], "close closed".to_owned()));
    let items: Vec<Result<u32, &str>> = drain(try_stream! {
        for await(close) n in failing("raised") {
            yield n?;
            break;
        }
    });
    assert_eq!(items, [Ok(0), Err("raised")]);
}

/// Before an `in` the parentheses are a pattern, as they always were.
#[test]
#[allow(unused_parens)]
fn a_pattern_in_parentheses() {
    let items = drain(stream! {
        for await (close) in futures::stream::iter([1]) {
            yield close;
        }
        for await(close) in futures::stream::iter([2]) {
            yield close;
        }
        for await (0, close) | (close, _) in futures::stream::iter([(0, 3), (4, 0)]) {
            yield close;
        }
    });
    assert_eq!(items, [1, 2, 3, 4]);
}
