//! `close_on_drop`, `into_close` and `needs_close`: what closes a generator whose consumer goes
//! away.

use std::cell::RefCell;
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll};

use asyncgen::operations::{CloseOnDrop, IntoClose};
use asyncgen::{
    AsyncGenerator, AsyncGeneratorExt, BoxAsyncGenerator, CloseError, GeneratorState,
    LocalBoxAsyncGenerator, Outcome, Resume, async_generator,
};
use asyncgen_tests::{Log, pending, poll_once, run};
use futures::stream::FusedStream;
use futures::{Stream, StreamExt};

/// Yields numbers, and waits for ever after the second one. Its cleanup awaits.
#[async_generator(boxed)]
async fn numbers(log: Log) -> u32 {
    finally! {
        log.say("cleanup");
        pending(1).await;
        log.say("cleaned");
    }
    yield_!(1);
    yield_!(2);
    std::future::pending().await
}

/// Where a generator is when it is dropped.
#[derive(Clone, Copy, Debug)]
enum Dropped {
    AtYield,
    Waiting,
}

const DROPPED: [Dropped; 2] = [Dropped::AtYield, Dropped::Waiting];

/// Drives a generator that behaves as `numbers` to where it is to be dropped.
fn drive<S: Stream<Item = u32> + Unpin>(numbers: &mut S, to: Dropped) {
    assert_eq!(run(numbers.next()), Some(1));
    if let Dropped::Waiting = to {
        assert_eq!(run(numbers.next()), Some(2));
        assert!(poll_once(numbers.next()).is_pending());
    }
}

/// An executor that runs its futures when it is told to.
struct Tasks<T>(Rc<RefCell<Vec<T>>>);

impl<T> Tasks<T> {
    fn new() -> Self {
        Tasks(Rc::default())
    }

    /// What spawns on it.
    fn spawner(&self) -> impl FnOnce(T) + use<T> {
        let tasks = self.0.clone();
        move |task| tasks.borrow_mut().push(task)
    }

    fn take(&self) -> Vec<T> {
        self.0.take()
    }

    /// Runs the one task that was spawned.
    fn run_one(&self) -> T::Output
    where
        T: Future,
    {
        let [task] = <[T; 1]>::try_from(self.take()).unwrap_or_else(|tasks| {
            panic!("{} tasks were spawned", tasks.len());
        });
        run(task)
    }
}

// ---------------------------------------------------------------- needs_close

#[test]
fn needs_close_says_whether_a_cleanup_that_awaits_may_be_pending() {
    let mut g = numbers(Log::new());
    assert!(!g.needs_close(), "created");
    run(g.next());
    assert!(g.needs_close(), "suspended");
    run(g.next());
    assert!(poll_once(g.next()).is_pending());
    assert!(g.needs_close(), "running");
    assert!(poll_once(g.close()).is_pending());
    assert!(g.needs_close(), "in the cleanup");
    assert_eq!(run(g.close()), Ok(()));
    assert!(!g.needs_close(), "closed");
}

#[test]
fn needs_close_is_false_after_the_end() {
    #[async_generator(boxed, throws = ())]
    async fn ends(how: &str) -> u32 {
        finally! {
            pending(1).await;
        }
        yield_!(1);
        match how {
            "error" => Err(())?,
            "panic" => panic!("as it should"),
            _ => {}
        }
    }
    for how in ["return", "error", "panic"] {
        let mut g = ends(how);
        assert_eq!(run(g.next()), Some(Ok(1)));
        assert!(g.needs_close());
        let _ = catch_unwind(AssertUnwindSafe(|| run(g.next())));
        assert_eq!(g.state(), GeneratorState::Closed);
        assert!(!g.needs_close(), "{how}");
    }
}

/// Whether a body has a cleanup that awaits is known from its syntax.
#[test]
fn needs_close_is_false_where_no_cleanup_awaits() {
    macro_rules! needs_close {
        ($($cleanup:tt)*) => {{
            #[async_generator]
            async fn body() -> u32 {
                $($cleanup)*
                yield_!(1);
            }
            let mut g = pin!(body());
            assert_eq!(run(g.next()), Some(1));
            g.needs_close()
        }};
    }
    macro_rules! unknown {
        () => {};
    }
    assert!(!needs_close! {});
    assert!(!needs_close! { pending(1).await; });
    assert!(!needs_close! { finally! { println!("left"); } });
    assert!(!needs_close! { finally! { drop(async { pending(1).await }); } });
    assert!(!needs_close! { let _ = catch! { pending(1).await }; });
    assert!(needs_close! { finally! { pending(1).await; } });
    assert!(needs_close! { finally! { println!("left"); } finally! { pending(1).await; } });
    assert!(needs_close! { finally! { yield_!(2); } });
    assert!(needs_close! { finally! { #[for_await] for _ in futures::stream::iter([1]) {} } });
    assert!(needs_close! { finally! { tokio::join!(pending(1)); } });
    assert!(needs_close! { finally! { unknown!(); } });
}

#[test]
fn needs_close_is_the_same_through_every_pointer() {
    fn of<G: ?Sized + AsyncGenerator>(g: &G) -> bool {
        g.needs_close()
    }
    for started in [false, true] {
        let mut g = numbers(Log::new());
        if started {
            run(g.next());
        }
        assert_eq!(of(&g), started);
        assert_eq!(of(&&mut g), started);
        assert_eq!(of(&Pin::new(&mut g)), started);
        assert_eq!(of(&Box::new(&mut g)), started);
        assert_eq!(of(&*g), started);
        let on_drop = g.close_on_drop(drop);
        assert_eq!(of(&on_drop), started);
    }
}

// ---------------------------------------------------------------- close_on_drop

#[test]
fn the_cleanup_runs_in_the_spawned_future() {
    for dropped in DROPPED {
        let (log, tasks) = (Log::new(), Tasks::new());
        let mut g = numbers(log.clone()).close_on_drop(tasks.spawner());
        drive(&mut g, dropped);
        drop(g);
        assert_eq!(log.take(), "", "{dropped:?}");
        assert_eq!(tasks.run_one(), Ok(()), "{dropped:?}");
        assert_eq!(log.take(), "cleanup cleaned", "{dropped:?}");
    }
}

#[test]
fn nothing_is_spawned_where_nothing_needs_it() {
    let (log, tasks) = (Log::new(), Tasks::new());
    drop(numbers(log.clone()).close_on_drop(tasks.spawner()));
    let mut closed = numbers(log.clone()).close_on_drop(tasks.spawner());
    run(closed.next());
    assert_eq!(run(closed.close()), Ok(()));
    drop(closed);
    assert_eq!(log.take(), "cleanup cleaned");
    assert!(tasks.take().is_empty());

    #[async_generator(boxed)]
    async fn without_await(log: Log) -> u32 {
        finally! {
            log.say("cleanup");
        }
        yield_!(1);
    }
    let tasks = Tasks::new();
    let mut g = without_await(log.clone()).close_on_drop(tasks.spawner());
    run(g.next());
    drop(g);
    assert!(tasks.take().is_empty());
    assert_eq!(log.take(), "cleanup");
}

/// A `close` that was dropped midway is continued.
#[test]
fn a_cleanup_that_is_under_way_is_finished() {
    let (log, tasks) = (Log::new(), Tasks::new());
    let mut g = numbers(log.clone()).close_on_drop(tasks.spawner());
    run(g.next());
    assert!(poll_once(g.close()).is_pending());
    assert_eq!(log.take(), "cleanup");
    drop(g);
    assert_eq!(tasks.run_one(), Ok(()));
    assert_eq!(log.take(), "cleaned");
}

#[test]
fn the_spawned_future_spawns_no_other_one() {
    for polls in 0..2 {
        let (log, tasks) = (Log::new(), Tasks::new());
        let mut g = numbers(log.clone()).close_on_drop(tasks.spawner());
        run(g.next());
        drop(g);
        let mut closing = tasks.take().pop().expect("it was spawned");
        for _ in 0..polls {
            assert!(poll_once(&mut closing).is_pending());
        }
        drop(closing);
        assert!(tasks.take().is_empty());
        assert_eq!(log.take(), ["", "cleanup"][polls], "after {polls} polls");
    }
}

/// A runtime that shuts down drops the future. The cleanups that need not wait run.
#[test]
fn a_spawned_future_that_is_dropped_runs_what_need_not_wait() {
    #[async_generator(boxed)]
    async fn body(log: Log) -> u32 {
        finally! {
            log.say("outer");
        }
        finally! {
            log.say("awaits");
            pending(1).await;
        }
        finally! {
            log.say("inner");
        }
        yield_!(1);
    }
    let (log, tasks) = (Log::new(), Tasks::new());
    let mut g = body(log.clone()).close_on_drop(tasks.spawner());
    run(g.next());
    drop(g);
    assert_eq!(log.take(), "");
    drop(tasks.take());
    assert_eq!(log.take(), "inner outer");
}

#[test]
fn the_future_stops_at_the_first_ignored_exit() {
    #[async_generator(boxed)]
    async fn body(log: Log) -> u32 {
        let _dropped = log.logged("dropped");
        finally! {
            log.say("first");
            yield_!(2);
            log.say("second");
        }
        yield_!(1);
    }
    let (log, tasks) = (Log::new(), Tasks::new());
    let mut g = body(log.clone()).close_on_drop(tasks.spawner());
    run(g.next());
    drop(g);
    assert_eq!(tasks.run_one(), Err(CloseError::IgnoredExit(2)));
    assert_eq!(log.take(), "first dropped");
}

#[test]
fn an_error_of_a_cleanup_is_the_output_of_the_future() {
    #[async_generator(boxed, throws = String)]
    async fn body() -> u32 {
        finally! {
            pending(1).await;
            Err("raised")?;
        }
        yield_!(1);
    }
    let tasks = Tasks::new();
    let mut g = body().close_on_drop(tasks.spawner());
    run(g.next());
    drop(g);
    assert_eq!(tasks.run_one(), Err(CloseError::Raised("raised".into())));
}

#[test]
fn a_spawner_that_panics_drops_the_future() {
    let log = Log::new();
    let dropped = log.logged("dropped");
    #[async_generator]
    async fn body(log: Log, _dropped: asyncgen_tests::Logged) -> u32 {
        finally! {
            log.say("cleanup");
        }
        finally! {
            pending(1).await;
        }
        yield_!(1);
    }
    let mut g = Box::pin(body(log.clone(), dropped)).close_on_drop(|_| panic!("no runtime"));
    run(g.next());
    let panic = catch_unwind(AssertUnwindSafe(|| drop(g))).expect_err("the spawner panicked");
    assert_eq!(panic.downcast_ref(), Some(&"no runtime"));
    assert_eq!(log.take(), "cleanup dropped");
}

// ---------------------------------------------------------------- the adapter

#[test]
fn the_adapter_is_the_generator() {
    #[async_generator(boxed, send = u32, throws = &'static str)]
    async fn echo() -> u32 {
        let mut n = 0;
        loop {
            match catch! { yield_!(n) } {
                Ok(sent) => n = sent.unwrap_or(0),
                Err("end") => return,
                Err(other) => Err(other)?,
            }
        }
    }
    let mut g = echo().close_on_drop(drop);
    assert_eq!(g.state(), GeneratorState::Created);
    assert_eq!(format!("{g:?}"), "CloseOnDrop { state: Created, .. }");
    assert_eq!(g.size_hint(), (0, None));
    assert_eq!(run(g.next()), Some(Ok(0)));
    assert_eq!(run(g.send(7)), Ok(Some(Ok(7))));
    assert_eq!(g.state(), GeneratorState::Suspended);
    assert!(!g.is_terminated());
    assert_eq!(run(g.throw("end")), Ok(None));
    assert!(g.is_terminated());
    assert_eq!(g.size_hint(), (0, Some(0)));
    assert_eq!(format!("{g:?}"), "CloseOnDrop { state: Closed, .. }");
    let mut g = echo().close_on_drop(drop);
    run(g.next());
    assert_eq!(run(g.close()), Ok(()));
    assert_eq!(run(g.next()), None);
}

#[test]
fn adapters_go_around_it() {
    let (log, tasks) = (Log::new(), Tasks::new());
    let g = numbers(log.clone()).close_on_drop(tasks.spawner());
    let mut mapped = g.map(|n| n * 10).take(1);
    assert_eq!(run(mapped.next()), Some(10));
    drop(mapped);
    assert_eq!(tasks.run_one(), Ok(()));
    assert_eq!(log.take(), "cleanup cleaned");
}

/// Types that have names, for fields.
#[test]
fn the_types_have_names() {
    type Numbers = BoxAsyncGenerator<'static, u32>;
    struct Session<F: FnOnce(IntoClose<Numbers>)> {
        numbers: CloseOnDrop<Numbers, F>,
    }
    let mut session = Session { numbers: numbers(Log::new()).close_on_drop(drop) };
    assert_eq!(run(session.numbers.next()), Some(1));
    let spawn: fn(IntoClose<Numbers>) = drop;
    let pointer: CloseOnDrop<Numbers, fn(IntoClose<Numbers>)> =
        numbers(Log::new()).close_on_drop(spawn);
    drop(pointer);
}

#[test]
fn generic_code_asks_for_unpin() {
    fn wrap<G: AsyncGenerator + Unpin>(g: G, spawn: impl FnOnce(IntoClose<G>)) -> impl Stream {
        g.close_on_drop(spawn)
    }
    let (log, tasks) = (Log::new(), Tasks::new());
    let mut g = Box::pin(wrap(numbers(log.clone()), tasks.spawner()));
    run(g.next());
    drop(g);
    assert_eq!(tasks.run_one(), Ok(()));
    assert_eq!(log.take(), "cleanup cleaned");
}

// ---------------------------------------------------------------- into_close

#[test]
fn into_close_takes_every_generator_that_can_be_moved() {
    fn started<G: AsyncGenerator + Unpin>(mut g: G) -> G {
        assert!(run(g.next()).is_some());
        g
    }
    #[async_generator]
    async fn by_value(log: Log) -> u32 {
        finally! {
            pending(1).await;
            log.say("cleaned");
        }
        yield_!(1);
    }
    let log = Log::new();
    let boxed: BoxAsyncGenerator<'_, u32> = numbers(log.clone());
    assert_eq!(run(started(boxed).into_close()), Ok(()));
    let local: LocalBoxAsyncGenerator<'_, u32> = numbers(log.clone());
    assert_eq!(run(started(local).into_close()), Ok(()));
    assert_eq!(run(started(Box::pin(by_value(log.clone()))).into_close()), Ok(()));
    let pinned = pin!(by_value(log.clone()));
    assert_eq!(run(started(pinned).into_close()), Ok(()));
    let unpin: Box<dyn AsyncGenerator<Item = u32, Sent = (), Thrown = _> + Unpin> =
        Box::new(numbers(log.clone()));
    assert_eq!(run(started(unpin).into_close()), Ok(()));
    let mut borrowed = numbers(log.clone());
    assert_eq!(run(started(&mut borrowed).into_close()), Ok(()));
    assert_eq!(borrowed.state(), GeneratorState::Closed);
    let on_drop = numbers(log.clone()).close_on_drop(|_| panic!("it is closed"));
    assert_eq!(run(started(on_drop).into_close()), Ok(()));
    assert_eq!(log.take().matches("cleaned").count(), 7);
}

#[test]
fn into_close_of_what_has_not_started_or_has_ended_is_ready() {
    let log = Log::new();
    assert_eq!(run(numbers(log.clone()).into_close()), Ok(()));
    let mut ended = numbers(log.clone());
    run(ended.next());
    run(ended.close()).expect("its cleanup raises nothing");
    log.take();
    assert_eq!(run(ended.into_close()), Ok(()));
    assert_eq!(log.take(), "");
}

#[test]
fn the_future_is_over_once_it_was_ready() {
    let mut closing = numbers(Log::new()).into_close();
    assert_eq!(format!("{closing:?}"), "IntoClose { generator: Some(Created) }");
    assert_eq!(run(&mut closing), Ok(()));
    assert_eq!(format!("{closing:?}"), "IntoClose { generator: None }");
    let again = catch_unwind(AssertUnwindSafe(|| poll_once(&mut closing)));
    assert!(again.is_err(), "it was polled after it was ready");
}

/// The future can be sent where the generator can, whatever is sent to that.
/// A generator that does something else first: it takes exit in its second poll.
#[derive(Debug)]
struct Busy {
    log: Log,
    polls: usize,
}

impl Stream for Busy {
    type Item = u32;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
        unreachable!("it is only closed")
    }
}

impl FusedStream for Busy {
    fn is_terminated(&self) -> bool {
        false
    }
}

impl AsyncGenerator for Busy {
    type Sent = ();
    type Thrown = Infallible;

    fn poll_resume(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        resume: &mut Option<Resume<(), Infallible>>,
    ) -> Poll<Outcome<u32, Infallible>> {
        self.log.say(format!("{resume:?}"));
        self.polls += 1;
        if self.polls == 2 {
            *resume = None;
        }
        if self.polls == 4 { Poll::Ready(Outcome::Finished) } else { Poll::Pending }
    }

    fn state(&self) -> GeneratorState {
        GeneratorState::Running
    }

    fn needs_close(&self) -> bool {
        true
    }
}

#[test]
fn the_future_hands_exit_in_until_it_is_taken() {
    let log = Log::new();
    assert_eq!(run(Busy { log: log.clone(), polls: 0 }.into_close()), Ok(()));
    assert_eq!(log.take(), "Some(Exit) Some(Exit) None None");
}

#[test]
fn the_future_is_send_if_the_generator_is() {
    fn assert_send<T: Send>(_: T) {}
    #[async_generator]
    async fn body<S: Send>(_sent: S) -> S {}
    assert_send(Box::pin(body(1)).close_on_drop(drop));
    let local: Option<BoxAsyncGenerator<'static, Rc<u32>, Rc<u32>, Rc<u32>>> = None;
    assert_send(local.map(|g| g.into_close()));
}

// ---------------------------------------------------------------- recipes

/// What a test waits for; that it never comes is a failure, not a hang.
async fn soon<F: Future>(future: F) -> F::Output {
    let limit = std::time::Duration::from_secs(20);
    tokio::time::timeout(limit, future).await.expect("a cleanup did not run")
}

/// The `numbers` of the recipes: the cleanup awaits the runtime, and reports to `done`.
#[async_generator(boxed)]
async fn served(done: tokio::sync::mpsc::UnboundedSender<u32>, id: u32) -> u32 {
    finally! {
        tokio::task::yield_now().await;
        done.send(id).expect("the test waits for it");
    }
    yield_!(1);
    yield_!(2);
    std::future::pending().await
}

#[test]
fn handle_spawn_also_where_it_is_dropped_outside_of_the_runtime() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (done, mut cleaned) = tokio::sync::mpsc::unbounded_channel();
    for (id, dropped) in (0..).zip(DROPPED) {
        let handle = runtime.handle().clone();
        let mut g = served(done.clone(), id).close_on_drop(move |close| handle.spawn(close));
        drive(&mut g, dropped);
        std::thread::spawn(|| drop(g)).join().expect("dropping does not panic");
        assert_eq!(runtime.block_on(soon(cleaned.recv())), Some(id));
    }
}

#[tokio::test]
async fn tokio_spawn() {
    let (done, mut cleaned) = tokio::sync::mpsc::unbounded_channel();
    for (id, dropped) in (0..).zip(DROPPED) {
        let mut g = served(done.clone(), id).close_on_drop(tokio::spawn);
        drive(&mut g, dropped);
        drop(g);
        assert_eq!(soon(cleaned.recv()).await, Some(id));
    }
}

#[tokio::test]
async fn spawn_local_of_what_is_not_send() {
    #[async_generator]
    async fn body(log: Rc<RefCell<Vec<u32>>>, id: u32) -> u32 {
        finally! {
            tokio::task::yield_now().await;
            log.borrow_mut().push(id);
        }
        yield_!(1);
        yield_!(2);
        std::future::pending().await
    }
    let local = tokio::task::LocalSet::new();
    let log = Rc::new(RefCell::new(vec![]));
    let dropping = local.run_until(async {
        for (id, dropped) in (0..).zip(DROPPED) {
            let g = Box::pin(body(log.clone(), id));
            let mut g = g.close_on_drop(tokio::task::spawn_local);
            drive(&mut g, dropped);
        }
    });
    dropping.await;
    soon(local).await;
    log.borrow_mut().sort_unstable();
    assert_eq!(*log.borrow(), [0, 1]);
}

#[test]
fn smol_spawn() {
    let (done, mut cleaned) = tokio::sync::mpsc::unbounded_channel();
    for (id, dropped) in (0..).zip(DROPPED) {
        let g = served(done.clone(), id);
        let mut g = g.close_on_drop(|close| smol::spawn(close).detach());
        drive(&mut g, dropped);
        drop(g);
        let cleaned = async { cleaned.recv().await };
        let limit = async {
            smol::Timer::after(std::time::Duration::from_secs(20)).await;
            None
        };
        assert_eq!(smol::block_on(smol::future::or(cleaned, limit)), Some(id));
    }
}

/// The tracker is what a graceful shutdown waits for.
#[tokio::test]
async fn task_tracker_waits_for_every_cleanup() {
    let (done, mut cleaned) = tokio::sync::mpsc::unbounded_channel();
    let tracker = tokio_util::task::TaskTracker::new();
    let generators: Vec<_> = (0..100)
        .map(|id| {
            let spawn = tracker.clone();
            let mut g = served(done.clone(), id).close_on_drop(move |close| spawn.spawn(close));
            drive(&mut g, DROPPED[id as usize % 2]);
            g
        })
        .collect();
    drop(generators);
    tracker.close();
    soon(tracker.wait()).await;
    let mut ids: Vec<u32> = std::iter::from_fn(|| cleaned.try_recv().ok()).collect();
    ids.sort_unstable();
    assert!(ids.into_iter().eq(0..100));
}

#[tokio::test]
async fn errors_of_cleanups_are_logged() {
    #[async_generator(boxed, throws = std::num::ParseIntError)]
    async fn fails() -> u32 {
        finally! {
            tokio::task::yield_now().await;
            "x".parse::<u32>()?;
        }
        yield_!(1);
    }
    let (log, mut logged) = tokio::sync::mpsc::unbounded_channel();
    let mut g = fails().close_on_drop(move |close| {
        tokio::spawn(async move {
            if let Err(error) = close.await {
                log.send(error.to_string()).expect("the test reads the log");
            }
        })
    });
    assert_eq!(g.next().await, Some(Ok(1)));
    drop(g);
    assert_eq!(
        soon(logged.recv()).await.as_deref(),
        Some(
            "the async generator raised an error while it was being closed: \
             invalid digit found in string"
        )
    );
}

#[tokio::test]
async fn a_cleanup_that_panics_harms_nobody_else() {
    #[async_generator(boxed)]
    async fn body(done: tokio::sync::mpsc::UnboundedSender<u32>, id: u32) -> u32 {
        finally! {
            tokio::task::yield_now().await;
            assert_ne!(id, 3, "as it should");
            done.send(id).expect("the test waits for it");
        }
        yield_!(1);
    }
    let (done, mut cleaned) = tokio::sync::mpsc::unbounded_channel();
    let (spawned, mut tasks) = tokio::sync::mpsc::unbounded_channel();
    let mut generators = vec![];
    for id in 0..10 {
        let spawned = spawned.clone();
        let mut g = body(done.clone(), id).close_on_drop(move |close| {
            spawned.send(tokio::spawn(close)).expect("the test joins the tasks");
        });
        assert_eq!(g.next().await, Some(1));
        generators.push(g);
    }
    drop((generators, spawned, done));
    let mut panics = 0;
    while let Some(task) = soon(tasks.recv()).await {
        panics += usize::from(soon(task).await.is_err_and(|error| error.is_panic()));
    }
    assert_eq!(panics, 1);
    let ids = async {
        let mut ids = vec![];
        while let Some(id) = cleaned.recv().await {
            ids.push(id);
        }
        ids
    };
    let mut ids = soon(ids).await;
    ids.sort_unstable();
    assert_eq!(ids, [0, 1, 2, 4, 5, 6, 7, 8, 9]);
}
