//! `finally!` and `catch!`: which exits they handle and which pass through, in all nestings.
#![allow(
    clippy::never_loop,
    clippy::match_single_binding,
    clippy::useless_vec,
    clippy::redundant_pattern_matching
)]

use std::pin::pin;

use asyncgen::{AsyncGenerator, AsyncGeneratorExt, CloseError, async_generator};
use asyncgen_tests::{Log, drain, pending, run};
use futures::StreamExt;

/// The ways in which a guarded block is left.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Leave {
    End,
    Return,
    Raise,
    Break,
    Continue,
    BreakOuter,
    ContinueOuter,
    Throw,
    Exit,
}

impl Leave {
    const ALL: [Leave; 9] = [
        Leave::End,
        Leave::Return,
        Leave::Raise,
        Leave::Break,
        Leave::Continue,
        Leave::BreakOuter,
        Leave::ContinueOuter,
        Leave::Throw,
        Leave::Exit,
    ];
}

/// Runs to the first yield, resumes it so that the block around it is left in this way, then runs
/// to the end.
fn leave<G: AsyncGenerator<Item = Result<u32, &'static str>, Thrown = &'static str>>(
    g: G,
    how: Leave,
) -> String {
    let mut g = pin!(g);
    assert_eq!(run(g.next()), Some(Ok(1)));
    let outcome = match how {
        Leave::Throw => format!("{:?}", run(g.throw("thrown")).expect("it is suspended")),
        Leave::Exit => format!("{:?}", run(g.close())),
        _ => format!("{:?}", run(g.next())),
    };
    assert_eq!(drain(&mut g), [], "nothing after {how:?}");
    outcome
}

/// The outputs of `leave` if the body catches nothing and yields no more.
fn expected_outcome(how: Leave) -> &'static str {
    match how {
        Leave::Throw => "Some(Err(\"thrown\"))",
        Leave::Exit => "Ok(())",
        Leave::Raise => "Some(Err(\"raised\"))",
        _ => "None",
    }
}

/// Yields once, then leaves the surrounding block in the way that was asked for. A macro, because a
/// function could not leave its caller's block.
macro_rules! body {
    ($name:ident, $how:ident, $log:ident, { $($guards:tt)* }) => {
        #[async_generator(throws = &'static str)]
        async fn $name($how: Leave, $log: &Log) -> u32 {
            'outer: for round in 0..2 {
                for turn in 0..2 {
                    if round + turn > 0 {
                        $log.say(format!("{round}.{turn}"));
                        continue;
                    }
                    $($guards)*
                    yield_!(1);
                    match $how {
                        Leave::End | Leave::Throw | Leave::Exit => {}
                        Leave::Return => return,
                        Leave::Raise => Err("raised")?,
                        Leave::Break => break,
                        Leave::Continue => continue,
                        Leave::BreakOuter => break 'outer,
                        Leave::ContinueOuter => continue 'outer,
                    }
                    $log.say("end");
                }
                $log.say("after");
            }
            $log.say("over");
        }
    };
}

/// What happens after the cleanup.
fn expected_rest(how: Leave) -> &'static str {
    match how {
        Leave::End => " 0.1 after 1.0 1.1 after over",
        Leave::Return | Leave::Raise | Leave::Throw | Leave::Exit => "",
        Leave::Break => " after 1.0 1.1 after over",
        Leave::Continue => " 0.1 after 1.0 1.1 after over",
        Leave::BreakOuter => " over",
        Leave::ContinueOuter => " 1.0 1.1 after over",
    }
}

/// Leaves `generator` in every way, and compares its log: `cleanup`, and the events before and
/// after.
fn check<'a, G>(log: &'a Log, generator: impl Fn(Leave, &'a Log) -> G, cleanup: &str)
where
    G: AsyncGenerator<Item = Result<u32, &'static str>, Thrown = &'static str>,
{
    for how in Leave::ALL {
        assert_eq!(leave(generator(how, log), how), expected_outcome(how), "{how:?}");
        let end = if how == Leave::End { "end " } else { "" };
        assert_eq!(log.take(), format!("{end}{cleanup}{}", expected_rest(how)), "{how:?}");
    }
}

// ---------------------------------------------------------------- `finally!`, left in every way

mod every_way {
    use super::*;

    #[test]
    fn runs_the_cleanup() {
        body!(f, how, log, {
            finally! { log.say("cleanup"); }
        });
        check(&Log::new(), f, "cleanup");
    }

    #[test]
    fn awaits_in_the_cleanup() {
        body!(f, how, log, {
            finally! {
                log.say("before");
                pending(2).await;
                log.say("after");
            }
        });
        check(&Log::new(), f, "before after");
    }

    #[test]
    fn runs_the_last_cleanup_of_a_block_first() {
        body!(f, how, log, {
            finally! { log.say("first"); }
            finally! { pending(1).await; log.say("second"); }
            finally! { log.say("third"); pending(1).await; }
        });
        check(&Log::new(), f, "third second first");
    }

    #[test]
    fn drops_the_locals_of_the_guarded_block_before_the_cleanup() {
        body!(f, how, log, {
            let _outside = log.logged("outside");
            finally! { log.say("cleanup"); }
            let _inside = log.logged("inside");
        });
        check(&Log::new(), f, "inside cleanup outside");
    }

    #[test]
    fn passes_through_catch_with_all_but_errors() {
        #[async_generator(throws = &'static str)]
        async fn f(how: Leave, log: &Log) -> u32 {
            'outer: for round in 0..2 {
                for turn in 0..2 {
                    if round + turn > 0 {
                        log.say(format!("{round}.{turn}"));
                        continue;
                    }
                    finally! { pending(1).await; log.say("outer"); }
                    let caught = catch! {
                        finally! { pending(1).await; log.say("inner"); }
                        yield_!(1);
                        match how {
                            Leave::End | Leave::Throw | Leave::Exit => {}
                            Leave::Return => return,
                            Leave::Raise => Err("raised")?,
                            Leave::Break => break,
                            Leave::Continue => continue,
                            Leave::BreakOuter => break 'outer,
                            Leave::ContinueOuter => continue 'outer,
                        }
                        "value"
                    };
                    log.say(format!("{caught:?}"));
                }
                log.say("after");
            }
            log.say("over");
        }
        let log = Log::new();
        for how in Leave::ALL {
            let (caught, rest) = match how {
                Leave::End => ("Ok(\"value\") ", expected_rest(Leave::End)),
                Leave::Raise => ("Err(\"raised\") ", expected_rest(Leave::End)),
                Leave::Throw => ("Err(\"thrown\") ", expected_rest(Leave::End)),
                _ => ("", expected_rest(how)),
            };
            let outcome = if how == Leave::Exit { "Ok(())" } else { "None" };
            assert_eq!(leave(f(how, &log), how), outcome, "{how:?}");
            assert_eq!(log.take(), format!("inner {caught}outer{rest}"), "{how:?}");
        }
    }

    #[test]
    fn through_nested_blocks_and_matches() {
        #[async_generator(throws = &'static str)]
        async fn f(how: Leave, log: &Log) -> u32 {
            'outer: for _ in 0..1 {
                for _ in 0..1 {
                    finally! { log.say("a"); }
                    if how != Leave::End || log.take().is_empty() {
                        finally! { log.say("b"); }
                        match how {
                            how => {
                                finally! { log.say("c"); }
                                {
                                    finally! { log.say("d"); }
                                    yield_!(1);
                                    match how {
                                        Leave::End | Leave::Throw | Leave::Exit => {}
                                        Leave::Return => return,
                                        Leave::Raise => Err("raised")?,
                                        Leave::Break => break,
                                        Leave::Continue => continue,
                                        Leave::BreakOuter => break 'outer,
                                        Leave::ContinueOuter => continue 'outer,
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        let log = Log::new();
        for how in Leave::ALL {
            assert_eq!(leave(f(how, &log), how), expected_outcome(how), "{how:?}");
            assert_eq!(log.take(), "d c b a", "{how:?}");
        }
    }
}

// ---------------------------------------------------------------- the guarded block

mod guarded_block {
    use super::*;

    #[test]
    #[allow(deprecated)]
    fn nothing_before_it_is_guarded() {
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log, early: bool) -> u32 {
            yield_!(1);
            if early {
                return;
            }
            finally! { log.say("cleanup"); }
        }
        let log = Log::new();
        drain(f(&log, true));
        assert_eq!(log.take(), "");
        drain(f(&log, false));
        assert_eq!(log.take(), "cleanup");
        let mut g = pin!(f(&log, false));
        run(g.next());
        assert_eq!(run(g.throw("thrown")), Ok(Some(Err("thrown"))));
        assert_eq!(log.take(), "");
    }

    #[test]
    fn is_the_rest_of_the_block_and_no_more() {
        #[async_generator]
        async fn f(log: &Log) -> u32 {
            {
                finally! { log.say("cleanup"); }
                yield_!(1);
            }
            log.say("outside");
            yield_!(2);
        }
        let log = Log::new();
        let mut g = pin!(f(&log));
        run(g.next());
        assert_eq!(log.take(), "");
        run(g.next());
        assert_eq!(log.take(), "cleanup outside");
        run(g.close()).unwrap();
        assert_eq!(log.take(), "");
    }

    #[test]
    fn has_a_value() {
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log) -> u32 {
            let n = {
                finally! { log.say("cleanup"); }
                yield_!(1);
                2
            };
            yield_!(n);
            let text = if n == 2 {
                finally! { pending(1).await; }
                String::from("three")
            } else {
                String::new()
            };
            yield_!(text.len() as u32);
            let fallible = {
                finally! { log.say("again"); }
                Ok::<u32, &'static str>(6)
            };
            yield_!(fallible?);
            let borrowed = {
                finally! { log.say("last"); }
                &text
            };
            yield_!(borrowed.len() as u32 + 2);
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [Ok(1), Ok(2), Ok(5), Ok(6), Ok(7)]);
        assert_eq!(log.take(), "cleanup again last");
    }

    #[test]
    fn has_items_that_are_known_in_all_of_the_block() {
        #[async_generator]
        async fn f(log: &Log) -> u32 {
            yield_!(first());
            finally! { log.say(LAST); }
            yield_!(max(first(), 2));
            fn first() -> u32 {
                LAST - 2
            }
            use std::cmp::max;
            macro_rules! three {
                () => {
                    3
                };
            }
            const LAST: u32 = 3;
            const THREE: u32 = three!();
            let _ = catch! {
                let four = four();
                finally! { log.say(four); }
                yield_!(THREE);
                yield_!(four);
                fn four() -> u32 {
                    4
                }
            };
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [1, 2, 3, 4]);
        assert_eq!(log.take(), "4 3");
    }

    #[test]
    #[allow(deprecated)]
    fn may_be_empty() {
        #[async_generator]
        async fn f(log: &Log) -> u32 {
            yield_!(1);
            finally! { log.say("cleanup"); }
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [1]);
        assert_eq!(log.take(), "cleanup");
    }

    #[test]
    fn with_loops_of_its_own_keeps_their_jumps_inside() {
        #[async_generator]
        async fn f(log: &Log) -> u32 {
            finally! { log.say("cleanup"); }
            let first = loop {
                break 1;
            };
            yield_!(first);
            'outer: for a in 0..3 {
                for b in 0..3 {
                    if b == 1 {
                        continue 'outer;
                    }
                    if a == 2 {
                        break 'outer;
                    }
                    yield_!(10 * a + b);
                }
            }
            let value = 'block: {
                if first == 1 {
                    break 'block 5;
                }
                6
            };
            yield_!(value);
            log.say("end");
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [1, 0, 10, 5]);
        assert_eq!(log.take(), "end cleanup");
    }

    #[test]
    fn in_every_iteration_of_a_loop() {
        #[async_generator]
        async fn f(log: &Log) -> u32 {
            for n in 0..5 {
                finally! { log.say(n); }
                match n {
                    1 => continue,
                    3 => break,
                    _ => yield_!(n),
                }
            }
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [0, 2]);
        assert_eq!(log.take(), "0 1 2 3");
    }

    #[test]
    fn in_every_iteration_of_a_for_await() {
        #[async_generator(throws = &'static str)]
        async fn numbers(log: &Log) -> u32 {
            finally! { pending(1).await; log.say("inner"); }
            for n in 0..4 {
                yield_!(n);
            }
        }
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log) -> u32 {
            #[for_await]
            'turns: for n in numbers(log) {
                finally! { log.say("turn"); }
                let n = n?;
                match n {
                    0 => continue 'turns,
                    2 => break,
                    _ => yield_!(n),
                }
            }
            log.say("after");
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [Ok(1)]);
        // The inner generator was dropped, not closed.
        assert_eq!(log.take(), "turn turn turn after");
    }

    #[test]
    fn leaves_a_labelled_block() {
        #[async_generator]
        async fn f(log: &Log, early: bool) -> u32 {
            'block: {
                finally! { log.say("cleanup"); }
                yield_!(1);
                if early {
                    break 'block;
                }
                log.say("end");
            }
            log.say("after");
        }
        let log = Log::new();
        drain(f(&log, true));
        assert_eq!(log.take(), "cleanup after");
        drain(f(&log, false));
        assert_eq!(log.take(), "end cleanup after");
    }

    #[test]
    fn carries_jumps_through_several_blocks_to_several_loops() {
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log) -> u32 {
            'a: for a in 0..3 {
                finally! { log.say("A"); }
                'b: for b in 0..3 {
                    finally! { log.say("B"); }
                    let _ = catch! {
                        'c: for c in 0..3 {
                            finally! { log.say("C"); }
                            yield_!(100 * a + 10 * b + c);
                            match (a, b, c) {
                                (0, 0, 0) => continue,
                                (0, 0, 1) => continue 'c,
                                (0, 0, 2) => continue 'b,
                                (0, 1, 0) => break 'c,
                                (0, 2, 0) => continue 'a,
                                (1, 0, 0) => break 'b,
                                (2, 0, 0) => break 'a,
                                _ => {}
                            }
                        }
                        log.say("c");
                    };
                    log.say("b");
                }
                log.say("a");
            }
        }
        let log = Log::new();
        let items: Vec<u32> = drain(f(&log)).into_iter().flatten().collect();
        assert_eq!(items, [0, 1, 2, 10, 20, 100, 200]);
        assert_eq!(log.take(), "C C C B C c b B C B A C B a A C B A");
    }
}

// ---------------------------------------------------------------- the cleanup

mod the_cleanup {
    use super::*;

    #[test]
    fn borrows_what_was_declared_before_it() {
        #[async_generator]
        async fn f(log: &Log) -> u32 {
            let mut list = vec![1];
            let name = String::from("list");
            finally! { log.say(format!("{name}{list:?}")); }
            list.push(2);
            yield_!(list.len() as u32);
            list.push(3);
        }
        let log = Log::new();
        drain(f(&log));
        assert_eq!(log.take(), "list[1, 2, 3]");
    }

    #[test]
    fn may_move_what_was_declared_before_it() {
        #[async_generator]
        async fn f(log: &Log) -> u32 {
            let logged = log.logged("dropped");
            finally! { drop(logged); log.say("cleanup"); }
            yield_!(1);
        }
        let log = Log::new();
        drain(f(&log));
        assert_eq!(log.take(), "dropped cleanup");
    }

    #[test]
    fn yields() {
        #[async_generator(send = u32)]
        async fn f(log: &Log) -> u32 {
            finally! {
                let got = yield_!(2);
                log.say(format!("{got:?}"));
                pending(1).await;
                for n in 3..5 {
                    yield_!(n);
                }
            }
            yield_!(1);
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [1, 2, 3, 4]);
        assert_eq!(log.take(), "None");
    }

    #[test]
    fn that_yields_resumes_the_interrupted_exit() {
        body!(f, how, log, {
            finally! {
                yield_!(2);
                log.say("cleanup");
            }
        });
        let log = Log::new();
        for how in Leave::ALL {
            let mut g = pin!(f(how, &log));
            assert_eq!(run(g.next()), Some(Ok(1)));
            match how {
                Leave::Throw => assert_eq!(run(g.throw("thrown")), Ok(Some(Ok(2)))),
                Leave::Exit => assert_eq!(run(g.close()), Err(CloseError::IgnoredExit(Ok(2)))),
                _ => assert_eq!(run(g.next()), Some(Ok(2))),
            }
            let last = format!("{:?}", run(g.next()));
            assert_eq!(
                last,
                if how == Leave::Exit { "None" } else { expected_outcome(how) },
                "{how:?}"
            );
            let end = if how == Leave::End { "end " } else { "" };
            assert_eq!(log.take(), format!("{end}cleanup{}", expected_rest(how)), "{how:?}");
        }
    }

    #[test]
    fn that_raises_replaces_the_interrupted_exit() {
        body!(f, how, log, {
            finally! { log.say("outer"); }
            finally! {
                log.say("cleanup");
                Err("from the cleanup")?;
            }
        });
        let log = Log::new();
        for how in Leave::ALL {
            let outcome = match how {
                Leave::Exit => "Err(Raised(\"from the cleanup\"))",
                _ => "Some(Err(\"from the cleanup\"))",
            };
            assert_eq!(leave(f(how, &log), how), outcome, "{how:?}");
            let end = if how == Leave::End { "end " } else { "" };
            assert_eq!(log.take(), format!("{end}cleanup outer"), "{how:?}");
        }
    }

    /// As Python's `finally: return` and `finally: break` do.
    #[test]
    fn that_jumps_or_returns_replaces_the_interrupted_exit() {
        #[async_generator(throws = &'static str)]
        async fn f(how: Leave, log: &Log, returns: bool) -> u32 {
            'outer: for round in 0..2 {
                log.say(round);
                loop {
                    finally! {
                        log.say("cleanup");
                        if returns {
                            return;
                        }
                        break;
                    }
                    if round == 1 {
                        return;
                    }
                    yield_!(1);
                    match how {
                        Leave::End | Leave::Throw | Leave::Exit => {}
                        Leave::Return => return,
                        Leave::Raise => Err("raised")?,
                        Leave::Break => break,
                        Leave::Continue => continue,
                        Leave::BreakOuter => break 'outer,
                        Leave::ContinueOuter => continue 'outer,
                    }
                }
                log.say("after");
            }
            log.say("over");
        }
        let log = Log::new();
        for how in Leave::ALL {
            let outcome = if how == Leave::Exit { "Ok(())" } else { "None" };
            assert_eq!(leave(f(how, &log, true), how), outcome, "{how:?}");
            assert_eq!(log.take(), "0 cleanup", "{how:?}");
            assert_eq!(leave(f(how, &log, false), how), outcome, "{how:?}");
            assert_eq!(log.take(), "0 cleanup after 1 cleanup after over", "{how:?}");
        }
    }

    #[test]
    fn with_a_cleanup_inside() {
        body!(f, how, log, {
            finally! {
                finally! { pending(1).await; log.say("inside"); }
                log.say("cleanup");
            }
        });
        check(&Log::new(), f, "cleanup inside");
    }

    #[test]
    fn with_a_catch_inside() {
        body!(f, how, log, {
            finally! {
                let caught = catch! {
                    log.say("cleanup");
                    pending(1).await;
                    Err("failed")?;
                };
                log.say(caught.unwrap_err());
            }
        });
        check(&Log::new(), f, "cleanup failed");
    }

    /// Exit is raised once: a cleanup that yields is resumed, and runs to its end.
    #[test]
    fn that_yields_many_times_ignores_many_exits() {
        #[async_generator]
        async fn f(log: &Log) -> u32 {
            finally! { yield_!(3); log.say("not reached by exit"); }
            finally! { yield_!(2); log.say("not reached by exit"); }
            yield_!(1);
        }
        let log = Log::new();
        let mut g = pin!(f(&log));
        run(g.next());
        assert_eq!(run(g.close()), Err(CloseError::IgnoredExit(2)));
        assert_eq!(run(g.close()), Err(CloseError::IgnoredExit(3)));
        assert_eq!(run(g.close()), Ok(()));
        assert_eq!(log.take(), "");
    }

    #[test]
    fn that_closes_another_generator() {
        #[async_generator]
        async fn inner(log: &Log) -> u32 {
            finally! { pending(1).await; log.say("inner"); }
            yield_!(1);
            yield_!(2);
        }
        #[async_generator]
        async fn outer(log: &Log) -> u32 {
            let mut inner = Box::pin(inner(log));
            finally! { inner.close().await.unwrap(); log.say("outer"); }
            while let Some(n) = inner.next().await {
                yield_!(n);
            }
        }
        let log = Log::new();
        let mut g = pin!(outer(&log));
        run(g.next());
        assert_eq!(run(g.close()), Ok(()));
        assert_eq!(log.take(), "inner outer");
    }
}

// ---------------------------------------------------------------- `catch!`

mod catching {
    use super::*;

    #[test]
    fn thrown_and_raised_errors() {
        #[async_generator(throws = String)]
        async fn f() -> String {
            let caught = catch! { yield_!("first".into()) };
            yield_!(format!("{caught:?}"));
            let caught = catch! { "x".parse::<u32>().map_err(|error| error.to_string())? };
            yield_!(format!("{caught:?}"));
            let caught = catch! { 5 };
            yield_!(format!("{caught:?}"));
            let caught = catch! {};
            yield_!(format!("{caught:?}"));
        }
        let mut g = pin!(f());
        run(g.next());
        let mut items: Vec<_> = run(g.throw("thrown".into())).unwrap().into_iter().collect();
        items.extend(drain(g));
        let items: Vec<String> = items.into_iter().flatten().collect();
        assert_eq!(
            items,
            ["Err(\"thrown\")", "Err(\"invalid digit found in string\")", "Ok(5)", "Ok(())"]
        );
    }

    /// `?` inside converts to the generator's error, as `?` outside does.
    #[test]
    fn converts_with_from() {
        #[async_generator(throws = Box<dyn std::error::Error>)]
        async fn f() -> String {
            let caught = catch! { "x".parse::<u32>()? };
            if let Err(error) = caught {
                yield_!(error.to_string());
            }
            let caught = catch! { Err("text")?; };
            yield_!(caught.unwrap_err().to_string());
        }
        let items: Vec<String> = drain(f()).into_iter().flatten().collect();
        assert_eq!(items, ["invalid digit found in string", "text"]);
    }

    #[test]
    fn does_not_see_exit() {
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log) -> u32 {
            loop {
                let caught = catch! {
                    yield_!(1);
                };
                log.say(format!("{caught:?}"));
            }
        }
        let log = Log::new();
        let mut g = pin!(f(&log));
        run(g.next());
        assert_eq!(run(g.throw("a")), Ok(Some(Ok(1))));
        assert_eq!(run(g.close()), Ok(()));
        assert_eq!(log.take(), "Err(\"a\")");
    }

    #[test]
    fn nested_the_innermost_catches() {
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log) -> u32 {
            let outer = catch! {
                let inner = catch! {
                    yield_!(1);
                };
                log.say(format!("inner {inner:?}"));
                inner?;
                yield_!(2);
            };
            log.say(format!("outer {outer:?}"));
        }
        let log = Log::new();
        let mut g = pin!(f(&log));
        run(g.next());
        assert_eq!(run(g.throw("a")), Ok(None));
        assert_eq!(log.take(), "inner Err(\"a\") outer Err(\"a\")");
        let mut g = pin!(f(&log));
        run(g.next());
        run(g.next());
        assert_eq!(run(g.throw("b")), Ok(None));
        assert_eq!(log.take(), "inner Ok(()) outer Err(\"b\")");
    }

    #[test]
    fn in_every_expression_position() {
        #[async_generator(send = u32, throws = &'static str)]
        async fn f() -> u32 {
            if catch! { yield_!(1) }.is_err() {
                yield_!(10);
            }
            let n = catch! { yield_!(2) }.unwrap_or(Some(20)).unwrap_or(21);
            yield_!(n);
            let list = vec![catch! { yield_!(3) }, catch! { Err("x")? }];
            yield_!(list.iter().filter(|it| it.is_err()).count() as u32);
            yield_!(catch! { yield_!(4); 5 }.unwrap_or(0));
            match catch! { catch! { yield_!(6).ok_or("none")?; }? } {
                Ok(()) => yield_!(7),
                Err(_) => yield_!(8),
            };
            while let Err(_) = catch! { yield_!(9) } {}
        }
        let mut g = pin!(f());
        assert_eq!(run(g.next()), Some(Ok(1)));
        assert_eq!(run(g.throw("")), Ok(Some(Ok(10))));
        assert_eq!(run(g.next()), Some(Ok(2)));
        assert_eq!(run(g.throw("")), Ok(Some(Ok(20))));
        assert_eq!(run(g.next()), Some(Ok(3)));
        assert_eq!(run(g.next()), Some(Ok(1)));
        assert_eq!(run(g.next()), Some(Ok(4)));
        assert_eq!(run(g.next()), Some(Ok(5)));
    }

    #[test]
    fn borrows_and_changes_the_locals_around_it() {
        #[async_generator(throws = &'static str)]
        async fn f() -> usize {
            let mut list = vec![];
            for n in 0..3 {
                let caught = catch! {
                    list.push(n);
                    let last = list.last_mut().ok_or("empty")?;
                    yield_!(*last);
                    *last += 10;
                };
                if caught.is_err() {
                    list.pop();
                }
            }
            yield_!(list.into_iter().sum());
        }
        assert_eq!(drain(f()), [Ok(0), Ok(1), Ok(2), Ok(33)]);
        let mut g = pin!(f());
        run(g.next());
        assert_eq!(run(g.throw("")), Ok(Some(Ok(1))));
        assert_eq!(drain(g), [Ok(2), Ok(23)]);
    }

    #[test]
    fn retries() {
        #[async_generator(throws = &'static str)]
        async fn f() -> u32 {
            let mut failures = 0;
            let result = loop {
                let attempt = catch! {
                    pending(1).await;
                    if failures < 2 {
                        Err("not yet")?;
                    }
                    failures
                };
                match attempt {
                    Ok(n) => break n,
                    Err(_) => failures += 1,
                }
            };
            yield_!(result);
        }
        assert_eq!(drain(f()), [Ok(2)]);
    }

    #[test]
    fn with_cleanups_inside_and_outside() {
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log) -> u32 {
            finally! { log.say("outer"); }
            let caught = catch! {
                finally! { pending(1).await; log.say("inner"); }
                yield_!(1);
                log.say("end");
            };
            log.say(format!("{caught:?}"));
            yield_!(2);
        }
        let log = Log::new();
        let mut g = pin!(f(&log));
        run(g.next());
        assert_eq!(run(g.throw("a")), Ok(Some(Ok(2))));
        assert_eq!(log.take(), "inner Err(\"a\")");
        assert_eq!(run(g.throw("b")), Ok(Some(Err("b"))));
        assert_eq!(log.take(), "outer");
        let mut g = pin!(f(&log));
        run(g.next());
        assert_eq!(run(g.close()), Ok(()));
        assert_eq!(log.take(), "inner outer");
    }

    /// An error in the cleanup replaces the one that is being propagated.
    #[test]
    fn sees_the_error_of_a_cleanup_inside() {
        #[async_generator(throws = &'static str)]
        async fn f() -> &'static str {
            let caught = catch! {
                finally! { Err("from the cleanup")?; }
                yield_!("first");
            };
            yield_!(caught.unwrap_err());
        }
        let mut g = pin!(f());
        run(g.next());
        assert_eq!(run(g.throw("thrown")), Ok(Some(Ok("from the cleanup"))));
    }

    #[test]
    fn in_select_arms_and_nested_macros() {
        #[async_generator(throws = &'static str)]
        async fn f(log: &Log) -> u32 {
            tokio::select! {
                () = pending(1) => {
                    let caught = catch! { yield_!(1); return; };
                    log.say(format!("{caught:?}"));
                    finally! { log.say("cleanup"); }
                    yield_!(2);
                }
            }
            println!("{:?}", catch! { yield_!(3) });
            assert!(matches!(catch! { yield_!(4) }, Ok(()) | Err("x")));
        }
        let log = Log::new();
        let mut g = pin!(f(&log));
        run(g.next());
        assert_eq!(run(g.throw("a")), Ok(Some(Ok(2))));
        assert_eq!(log.take(), "Err(\"a\")");
        assert_eq!(drain(g), [Ok(3), Ok(4)]);
        assert_eq!(log.take(), "cleanup");
        assert_eq!(drain(f(&log)), [Ok(1)]);
    }

    /// Without `throws` there is no error to catch, but jumps and exit pass through all the same.
    #[test]
    fn in_a_generator_without_throws() {
        #[async_generator]
        async fn f() -> u32 {
            for n in 0..3 {
                let Ok(()) = catch! {
                    if n == 1 {
                        continue;
                    }
                    yield_!(n);
                };
            }
        }
        assert_eq!(drain(f()), [0, 2]);
    }
}
