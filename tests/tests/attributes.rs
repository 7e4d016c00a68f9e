//! Attributes in a body apply to the code on which the user wrote them, whatever it expands to.
// Unusual positions are tested too, so lints about style are off.
#![allow(clippy::all)]

use std::future::ready;

use asyncgen::async_generator;
use asyncgen_tests::{Log, drain, pending};
use futures::stream;

// ---------------------------------------------------------------- `#[cfg]` removes code first

mod configured_away {
    use super::*;

    #[test]
    fn yields() {
        #[async_generator(send = u32)]
        async fn f() -> u32 {
            #[cfg(any())]
            yield_!(missing);
            #[cfg(all())]
            yield_!(1);
            #[cfg(any())]
            yield_! { missing }
            let n = 2;
            #[cfg(any())]
            let n = yield_!(3);
            yield_!(n);
        }
        assert_eq!(drain(f()), [1, 2]);
    }

    #[test]
    fn awaits_question_marks_and_returns() {
        #[async_generator(throws = u32)]
        async fn f() -> u32 {
            #[cfg(any())]
            missing().await;
            #[cfg(all())]
            pending(1).await;
            #[cfg(any())]
            missing()?;
            #[cfg(any())]
            Err(5)?;
            #[cfg(any())]
            return;
            #[cfg(any())]
            return ();
            yield_!(1);
        }
        assert_eq!(drain(f()), [Ok(1)]);
    }

    #[test]
    fn guarded_blocks() {
        #[async_generator(throws = u32)]
        async fn f(log: &Log) -> u32 {
            #[cfg(any())]
            finally! { missing(); }
            #[cfg(all())]
            finally! { log.say("cleanup"); }
            #[cfg(any())]
            catch! { missing() }.unwrap();
            #[cfg(any())]
            let _ = catch! { missing() };
            yield_!(1);
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [Ok(1)]);
        assert_eq!(log.take(), "cleanup");
    }

    #[test]
    fn jumps_out_of_guarded_blocks() {
        #[async_generator]
        async fn f(log: &Log) -> u32 {
            'outer: for n in 0..3 {
                finally! { log.say(n); }
                #[cfg(any())]
                break;
                #[cfg(any())]
                continue 'outer;
                #[cfg(any())]
                return ();
                yield_!(n);
                if n == 1 {
                    #[cfg(all())]
                    break 'outer;
                }
            }
        }
        let log = Log::new();
        assert_eq!(drain(f(&log)), [0, 1]);
        assert_eq!(log.take(), "0 1");
    }

    #[test]
    fn loops_blocks_arms_and_elements() {
        #[async_generator]
        async fn f() -> u32 {
            #[cfg(any())]
            #[for_await]
            for n in missing() {
                yield_!(n);
            }
            #[cfg(any())]
            if missing() {
                yield_!(0);
            }
            #[cfg(any())]
            {
                yield_!(0);
            }
            match 3 {
                #[cfg(any())]
                3 => yield_!(missing),
                #[cfg(all())]
                3 => yield_!(1),
                _ => {}
            }
            let list = [
                #[cfg(any())]
                missing,
                2,
            ];
            yield_!(list[0]);
        }
        assert_eq!(drain(f()), [1, 2]);
    }

    #[test]
    fn yields_in_parentheses() {
        #[async_generator]
        async fn attribute() -> u32 {
            #[cfg(any())]
            (yield_!(0));
            #[cfg(all())]
            (yield_!(1));
            let _ = [
                #[cfg(any())]
                (yield_!(0)),
                (yield_!(2)),
            ];
            let _ = vec![
                #[cfg(any())]
                (yield_!(0)),
                (yield_!(3)),
            ];
        }
        asyncgen::async_gen! {
            async gen fn keyword() -> u32 {
                #[cfg(any())] (yield 0);
                finally! { #[cfg(any())] (yield 0); (yield 2); }
                let _ = catch! { #[cfg(any())] (yield 0); #[cfg(all())] (yield 1); };
            }
        }
        #[async_generator(send = u32)]
        async fn sends() -> u32 {
            let sent = [
                #[cfg(any())]
                (yield_!(0)),
                (yield_!(1)),
            ];
            assert_eq!(sent, [None]);
        }
        assert_eq!(drain(attribute()), [1, 2, 3]);
        assert_eq!(drain(keyword()), [1, 2]);
        assert_eq!(drain(sends()), [1]);
        assert_eq!(drain(asyncgen::stream! { #[cfg(any())] (yield 0); (yield 1); }), [1]);
    }

    #[test]
    fn awaits_in_arguments() {
        #[async_generator]
        async fn f() -> Vec<u32> {
            yield_!(vec![
                #[cfg(any())]
                missing().await,
                #[cfg(all())]
                ready(1).await,
            ]);
        }
        assert_eq!(drain(f()), [[1]]);
    }

    #[test]
    fn jumps_outside_of_loops_and_out_of_cleanups() {
        #[async_generator]
        async fn f() -> u32 {
            #[cfg(any())]
            break;
            #[cfg(any())]
            continue;
            yield_!(1);
            loop {
                finally! {
                    pending(1).await;
                    #[cfg(any())]
                    break;
                    yield_!(3);
                    #[cfg(all())]
                    break;
                }
                yield_!(2);
            }
            yield_!(4);
        }
        assert_eq!(drain(f()), [1, 2, 3, 4]);
    }

    #[test]
    fn last_expressions() {
        #[async_generator]
        async fn yields() -> u32 {
            #[cfg(any())]
            {
                missing()
            }
            #[cfg(all())]
            {
                yield_!(1)
            }
        }
        #[async_generator]
        async fn calls(log: &Log) -> u32 {
            yield_!(2);
            #[cfg(any())]
            {
                missing()
            }
            #[cfg(all())]
            log.say("called")
        }
        #[async_generator]
        async fn lets_the_one_before_end_it(log: &Log) -> u32 {
            yield_!(3);
            #[cfg(all())]
            log.say("called");
            #[cfg(any())]
            missing()
        }
        let log = Log::new();
        assert_eq!(drain(yields()), [1]);
        assert_eq!(drain(calls(&log)), [2]);
        assert_eq!(drain(lets_the_one_before_end_it(&log)), [3]);
        assert_eq!(log.take(), "called called");
    }

    #[test]
    fn arguments() {
        #[async_generator]
        async fn f(
            #[cfg(any())] x: &Missing,
            #[cfg(all())] y: &str,
            #[cfg(any())] (a, b): (Q, R),
        ) -> &str {
            yield_!(y);
        }
        assert_eq!(drain(f("y")), ["y"]);
    }
}

// ---------------------------------------------------------------- lints

/// A lint attribute applies to one statement only.
#[test]
fn lint_attributes_hold_where_they_stand() {
    #[deprecated]
    fn old() -> u32 {
        1
    }
    #[async_generator(throws = u32)]
    #[deny(deprecated)]
    async fn f() -> u32 {
        #[allow(deprecated)]
        yield_!(old());
        #[expect(deprecated)]
        yield_!(old());
        {
            #[expect(deprecated)]
            finally! { old(); }
            yield_!(2);
        }
        #[expect(deprecated)]
        let _ = catch! { old() };
        #[expect(unused_variables)]
        #[for_await]
        for unused in stream::iter([1]) {
            yield_!(3);
        }
        #[expect(deprecated)]
        (yield_!(old()));
        yield_!(
            #[expect(deprecated)]
            {
                old()
            }
        );
    }
    assert_eq!(drain(f()), [1, 1, 2, 3, 1, 1].map(Ok));
}
