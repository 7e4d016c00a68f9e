//! A panic at every point of a body: it reaches the caller once, the locals are dropped once, and
//! the generator is closed for ever.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;

use asyncgen::{
    AsyncGenerator, AsyncGeneratorExt, GeneratorState, ResumeErrorKind, async_generator,
};
use asyncgen_tests::{Log, Logged, pending, poll_once, run};
use futures::StreamExt;
use futures::stream::FusedStream;

/// Panics when its countdown reaches zero.
struct Fuse(usize);

impl Fuse {
    fn burn(&mut self) {
        self.0 = self.0.checked_sub(1).expect("the fuse has burnt down");
    }
}

/// Counts the fuse down at each point: between suspensions, in an item, under `catch!`, in a
/// cleanup, at the end.
#[async_generator(throws = &'static str)]
async fn body(mut fuse: Fuse, log: Log, _argument: Logged) -> u32 {
    let _outer = log.logged("outer");
    fuse.burn();
    pending(1).await;
    fuse.burn();
    yield_!(1);
    fuse.burn();
    yield_!({
        fuse.burn();
        2
    });
    let _caught = catch! {
        let _inner = log.logged("inner");
        fuse.burn();
        yield_!(3);
        fuse.burn();
    };
    {
        finally! {
            fuse.burn();
            pending(1).await;
            fuse.burn();
        }
        fuse.burn();
        yield_!(4);
        fuse.burn();
    }
    #[for_await]
    for n in futures::stream::iter([5]) {
        fuse.burn();
        yield_!(n);
    }
    fuse.burn();
}

/// The number of points of `body`.
const STEPS: usize = 12;

fn panics<T>(action: impl FnOnce() -> T) -> bool {
    catch_unwind(AssertUnwindSafe(action)).is_err()
}

#[test]
fn at_every_point_closes_the_generator_for_ever() {
    for step in 0..STEPS {
        let log = Log::new();
        let mut g = pin!(body(Fuse(step), log.clone(), log.logged("argument")));
        assert!(panics(|| while run(g.next()).is_some() {}), "at step {step}");
        let mut dropped: Vec<String> = log.take().split(' ').map(String::from).collect();
        dropped.dedup();
        assert!(
            dropped.ends_with(&["outer".into(), "argument".into()]),
            "{dropped:?} at step {step}"
        );
        assert_eq!(dropped.iter().filter(|name| *name == "outer").count(), 1, "at step {step}");
        assert_eq!(g.state(), GeneratorState::Closed, "at step {step}");
        assert!(g.is_terminated());
        assert_eq!(futures::Stream::size_hint(&g), (0, Some(0)));
        for _ in 0..3 {
            assert_eq!(run(g.next()), None, "at step {step}");
        }
        assert_eq!(run(g.throw("x")).unwrap_err().kind(), ResumeErrorKind::Closed);
        assert_eq!(run(g.close()), Ok(()));
        assert_eq!(log.take(), "", "dropped twice at step {step}");
    }
}

#[test]
fn has_as_many_points_as_the_tests_use() {
    let log = Log::new();
    let mut g = pin!(body(Fuse(STEPS), log.clone(), log.logged("argument")));
    let mut items = vec![];
    while let Some(Ok(item)) = run(g.next()) {
        items.push(item);
    }
    assert_eq!(items, [1, 2, 3, 4, 5]);
    assert_eq!(log.take(), "inner outer argument");
}

#[test]
fn during_a_send_a_throw_or_a_close() {
    #[async_generator(send = u32, throws = u32)]
    async fn f(log: Log) {
        finally! { panic!("in the cleanup of {}", log.take()); }
        yield_!();
    }
    for operation in 0..3 {
        let mut g = Box::pin(f(Log::new()));
        run(g.next());
        let panicked = panics(|| match operation {
            0 => drop(run(g.send(1))),
            1 => drop(run(g.throw(1))),
            _ => drop(run(g.close())),
        });
        assert!(panicked);
        assert_eq!(g.state(), GeneratorState::Closed);
        assert_eq!(run(g.next()), None);
    }
}

/// A cleanup runs when control flow leaves its block, and a panic is no control flow.
#[test]
fn does_not_run_the_cleanup() {
    #[async_generator]
    async fn f(log: Log) {
        finally! { log.say("cleanup"); }
        let _local = log.logged("local");
        yield_!();
        panic!("after the yield");
    }
    let log = Log::new();
    let mut g = pin!(f(log.clone()));
    run(g.next());
    assert!(panics(|| run(g.next())));
    assert_eq!(log.take(), "local");
}

/// The body is dropped in the poll that panics, so that the drop of the generator has nothing to
/// drop.
#[test]
fn in_a_destructor_of_the_body_is_the_only_one() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("in a destructor");
        }
    }
    #[async_generator]
    async fn f(_bomb: Bomb, log: Log) {
        let _local = log.logged("local");
        yield_!();
    }
    let log = Log::new();
    let mut g = Box::pin(f(Bomb, log.clone()));
    run(g.next());
    assert!(panics(|| run(g.next())));
    assert_eq!(log.take(), "local");
    assert_eq!(g.state(), GeneratorState::Closed);
    assert_eq!(run(g.next()), None);
    assert!(!panics(move || drop(g)));
}

#[test]
fn of_an_awaited_future_is_a_panic_of_the_body() {
    #[async_generator]
    async fn f(log: Log) {
        let _local = log.logged("local");
        pending(1).await;
        async { panic!("awaited") }.await
    }
    let log = Log::new();
    let mut g = pin!(f(log.clone()));
    assert!(poll_once(g.next()).is_pending());
    assert!(panics(|| poll_once(g.next())));
    assert_eq!(log.take(), "local");
    assert_eq!(run(g.next()), None);
}

#[tokio::test]
async fn in_a_task_ends_the_task() {
    #[async_generator]
    async fn f() -> u32 {
        yield_!(1);
        panic!("in a task");
    }
    let outcome = tokio::spawn(f().collect::<Vec<_>>()).await;
    assert!(outcome.unwrap_err().is_panic());
}
