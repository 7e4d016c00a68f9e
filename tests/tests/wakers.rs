//! Wakers: leaf futures are polled with the consumer's own waker, and every wake arrives.
#![allow(clippy::redundant_async_block)]

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use asyncgen::{AsyncGenerator, AsyncGeneratorExt, async_generator};
use asyncgen_tests::{CountingWaker, pending, run, wait};
use futures::stream::FuturesUnordered;
use futures::{Stream, StreamExt};

/// A leaf future that stores its waker, and clones it again only if `will_wake` is false.
#[derive(Clone, Default)]
struct Leaf(Arc<Mutex<LeafState>>);

#[derive(Default)]
struct LeafState {
    ready: bool,
    polls: usize,
    waker: Option<Waker>,
}

impl Leaf {
    /// Makes the leaf ready, and wakes its task.
    fn fire(&self) {
        let mut state = self.0.lock().unwrap();
        state.ready = true;
        if let Some(waker) = state.waker.take() {
            waker.wake();
        }
    }

    fn polls(&self) -> usize {
        self.0.lock().unwrap().polls
    }
}

impl Future for Leaf {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut state = self.0.lock().unwrap();
        state.polls += 1;
        if std::mem::take(&mut state.ready) {
            return Poll::Ready(());
        }
        match &state.waker {
            Some(waker) if waker.will_wake(cx.waker()) => {}
            _ => state.waker = Some(cx.waker().clone()),
        }
        Poll::Pending
    }
}

/// Polls `generator` once with `waker`.
fn poll<S: Stream>(generator: Pin<&mut S>, waker: &Waker) -> Poll<Option<S::Item>> {
    generator.poll_next(&mut Context::from_waker(waker))
}

/// Each body awaits `leaf` in another way, then yields.
macro_rules! bodies {
    ($check:ident: $($name:ident($leaf:ident) $body:tt)*) => {
        $(#[test]
        fn $name() {
            #[async_generator(throws = &'static str)]
            async fn body($leaf: Leaf) -> u32 $body
            $check(body);
        })*
    };
}

/// The waker is cloned once, however many polls are pending: `will_wake` is true in each.
fn has_the_consumers_waker<G: AsyncGenerator<Item = Result<u32, &'static str>>>(
    body: fn(Leaf) -> G,
) {
    let (leaf, counting) = (Leaf::default(), CountingWaker::new());
    let waker = counting.waker();
    let mut g = pin!(body(leaf.clone()));
    for polls in 1..10 {
        assert!(poll(g.as_mut(), &waker).is_pending());
        assert_eq!(leaf.polls(), polls);
        assert_eq!(counting.clones(), 1, "cloned again at poll {polls}");
    }
    assert!(leaf.0.lock().unwrap().waker.as_ref().is_some_and(|kept| kept.will_wake(&waker)));
    assert_eq!(counting.wakes(), 0);
    leaf.fire();
    assert_eq!(counting.wakes(), 1);
    assert_eq!(poll(g.as_mut(), &waker), Poll::Ready(Some(Ok(1))));
    assert_eq!(poll(g.as_mut(), &waker), Poll::Ready(None));
    assert_eq!(counting.clones(), 1);
}

mod a_visible_await_has_the_consumers_waker {
    use super::*;

    bodies! { has_the_consumers_waker:
        in_the_body(leaf) {
            leaf.await;
            yield_!(1);
        }
        in_an_item(leaf) {
            yield_!({
                leaf.await;
                1
            });
        }
        in_catch(leaf) {
            let _ = catch! { leaf.await };
            yield_!(1);
        }
        in_a_cleanup(leaf) {
            {
                finally! { leaf.await; }
                std::future::ready(()).await;
            }
            yield_!(1);
        }
        in_the_guarded_block(leaf) {
            {
                finally! {}
                let _ = catch! { leaf.await };
            }
            yield_!(1);
        }
        in_an_async_block(leaf) {
            async { leaf.await }.await;
            yield_!(1);
        }
        in_a_for_await(leaf) {
            #[for_await]
            for () in futures::stream::once(leaf) {
                yield_!(1);
            }
        }
        in_a_generator_in_it(leaf) {
            #[async_generator]
            async fn inner(leaf: Leaf) {
                leaf.await;
                yield_!();
            }
            #[for_await]
            for () in inner(leaf) {
                yield_!(1);
            }
        }
        of_the_next_of_a_generator_in_it(leaf) {
            #[async_generator]
            async fn inner(leaf: Leaf) {
                leaf.await;
                yield_!();
            }
            let mut inner = pin!(inner(leaf));
            while let Some(()) = inner.next().await {
                yield_!(1);
            }
        }
    }
}

/// Awaits that the macro cannot see are polled with a waker of ours, whose clones are clones of the
/// consumer's own.
fn wakes_the_consumers_waker<G: AsyncGenerator<Item = Result<u32, &'static str>>>(
    body: fn(Leaf) -> G,
) {
    let (leaf, counting) = (Leaf::default(), CountingWaker::new());
    let waker = counting.waker();
    let mut g = pin!(body(leaf.clone()));
    for _ in 0..3 {
        assert!(poll(g.as_mut(), &waker).is_pending());
        assert_eq!(counting.wakes(), 0);
    }
    assert!(counting.clones() >= 1);
    leaf.fire();
    assert_eq!(counting.wakes(), 1, "the wake has not arrived");
    assert_eq!(poll(g.as_mut(), &waker), Poll::Ready(Some(Ok(1))));
}

/// No token of these macros' arguments is shown.
mod an_await_in_a_quiet_macro_has_the_consumers_waker {
    use super::*;

    bodies! { has_the_consumers_waker:
        in_format(leaf) {
            assert_eq!(format!("{:?}", leaf.await), "()");
            yield_!(1);
        }
        in_println(leaf) {
            std::println!("{:?} {done:?}", async {}.await, done = leaf.await);
            yield_!(1);
        }
        in_assert_eq(leaf) {
            assert_eq!({ leaf.await }, (), "{:?}", async {}.await);
            yield_!(1);
        }
        in_a_nested_macro(leaf) {
            let units = Vec::from_iter(vec![[leaf.await; 1], [println!("{:?}", async {}.await)]]);
            yield_!(units.len() as u32 - 1);
        }
        in_catch(leaf) {
            let _ = catch! { println!("{:?}", leaf.await) };
            yield_!(1);
        }
        in_a_cleanup(leaf) {
            {
                finally! { println!("{:?}", leaf.await); }
                ready().await;
            }
            yield_!(1);
        }
        with_a_yield(leaf) {
            drop(vec![leaf.await, yield_!(1)]);
        }
        with_a_question_mark(leaf) {
            let error: Result<(), &'static str> = Ok(());
            println!("{:?} {:?}", error?, leaf.await);
            yield_!(1);
        }
        in_join(leaf) {
            let ((), ()) = tokio::join!(leaf, async {});
            yield_!(1);
        }
        in_join_by_reference(leaf) {
            let mut leaf = leaf;
            let ((), number) = tokio::join!(&mut leaf, async { 1 },);
            yield_!(number);
        }
        in_try_join(leaf) {
            let ((), number) = tokio::try_join!(
                async { leaf.await; Ok::<_, &'static str>(()) },
                async { Ok(1) },
            )?;
            yield_!(number);
        }
        in_futures_join(leaf) {
            futures::join!(leaf, async {});
            yield_!(1);
        }
        in_a_macro_of_the_users_with_its_name(leaf) {
            macro_rules! println {
                ($future:expr) => {
                    $future
                };
            }
            println!(leaf.await);
            yield_!(1);
        }
    }

    async fn ready() {}
}

mod a_hidden_await_wakes_the_consumers_waker {
    use super::*;

    bodies! { wakes_the_consumers_waker:
        in_a_macro_of_the_user(leaf) {
            wait!(leaf);
            yield_!(1);
        }
        in_a_biased_join(leaf) {
            let ((), ()) = tokio::join!(biased; leaf, async {});
            yield_!(1);
        }
        in_an_assertion_that_shows_it(leaf) {
            assert!(async { leaf.await; true }.await, "it is shown");
            yield_!(1);
        }
        in_select(leaf) {
            tokio::select! {
                () = leaf => yield_!(1),
                () = std::future::pending() => {}
            }
        }
        in_a_macros_await_under_catch(leaf) {
            let _ = catch! { wait!(leaf) };
            yield_!(1);
        }
    }

    /// A wake by reference goes through the frame.
    #[test]
    fn by_reference() {
        #[async_generator]
        async fn f() -> u32 {
            wait!(pending(3));
            yield_!(1);
        }
        let counting = CountingWaker::new();
        let mut g = pin!(f());
        for wakes in 1..4 {
            assert!(poll(g.as_mut(), &counting.waker()).is_pending());
            assert_eq!(counting.wakes(), wakes);
        }
        assert_eq!(poll(g.as_mut(), &counting.waker()), Poll::Ready(Some(1)));
    }

    /// The clone outlives the poll and the generator.
    #[test]
    fn by_a_clone_that_outlives_the_generator() {
        #[async_generator]
        async fn f(leaf: Leaf) -> u32 {
            wait!(leaf);
            yield_!(1);
        }
        let (leaf, counting) = (Leaf::default(), CountingWaker::new());
        let mut g = Box::pin(f(leaf.clone()));
        assert!(poll(g.as_mut(), &counting.waker()).is_pending());
        drop(g);
        leaf.fire();
        assert_eq!(counting.wakes(), 1);
    }
}

/// The waker of the latest poll is woken.
#[test]
fn other_wakers_over_time() {
    #[async_generator]
    async fn f(visible: Leaf, hidden: Leaf) -> u32 {
        visible.await;
        yield_!(1);
        tokio::join!(hidden);
        yield_!(2);
    }
    let (visible, hidden) = (Leaf::default(), Leaf::default());
    let wakers = [CountingWaker::new(), CountingWaker::new()];
    let mut g = pin!(f(visible.clone(), hidden.clone()));
    for (leaf, item) in [(visible, 1), (hidden, 2)] {
        let before = wakers.map(CountingWaker::wakes);
        for counting in wakers {
            assert!(poll(g.as_mut(), &counting.waker()).is_pending());
        }
        leaf.fire();
        assert_eq!(wakers.map(CountingWaker::wakes), [before[0], before[1] + 1]);
        assert_eq!(poll(g.as_mut(), &wakers[0].waker()), Poll::Ready(Some(item)));
    }
}

#[test]
fn a_yield_neither_clones_nor_wakes() {
    #[async_generator(send = u32)]
    async fn f() -> u32 {
        let mut n = 0;
        while n < 100 {
            n += yield_!(n).unwrap_or(1);
        }
    }
    let counting = CountingWaker::new();
    let waker = counting.waker();
    let mut g = pin!(f());
    while poll(g.as_mut(), &waker).map(|item| item.is_some()) == Poll::Ready(true) {}
    assert_eq!((counting.clones(), counting.wakes()), (0, 0));
}

#[test]
fn operations_pass_the_waker_on() {
    #[async_generator(send = (), throws = ())]
    async fn f(leaf: Leaf) {
        finally! { leaf.clone().await; }
        loop {
            let _ = catch! { yield_!() };
            leaf.clone().await;
        }
    }
    let (leaf, counting) = (Leaf::default(), CountingWaker::new());
    let waker = counting.waker();
    let mut g = Box::pin(f(leaf.clone()));
    run(g.next());
    let mut cx = Context::from_waker(&waker);
    let mut is_pending =
        |future: Pin<&mut dyn Future<Output = bool>>| future.poll(&mut cx).is_pending();
    let mut wakes = 0;
    for operation in 0..3 {
        let mut future: Pin<Box<dyn Future<Output = bool>>> = match operation {
            0 => Box::pin(async { g.send(()).await.is_ok() }),
            1 => Box::pin(async { g.throw(()).await.is_ok() }),
            _ => Box::pin(async { g.close().await.is_ok() }),
        };
        assert!(is_pending(future.as_mut()));
        leaf.fire();
        wakes += 1;
        assert_eq!(counting.wakes(), wakes);
        assert!(run(future));
    }
}

#[test]
fn poll_fn_has_the_consumers_waker() {
    #[async_generator]
    async fn f(expected: Waker) -> bool {
        let expected = &expected;
        yield_!(poll_fn(|cx| Poll::Ready(cx.waker().will_wake(expected))).await);
        let seen = poll_fn(|cx| Poll::Ready(cx.waker().will_wake(expected))).await;
        yield_!(seen);
    }
    let waker = CountingWaker::new().waker();
    let mut g = pin!(f(waker.clone()));
    assert_eq!(poll(g.as_mut(), &waker), Poll::Ready(Some(true)));
    assert_eq!(poll(g.as_mut(), &waker), Poll::Ready(Some(true)));
}

/// Every future in the set has a waker of its own, which wakes the consumer's.
#[test]
fn futures_unordered_in_a_body() {
    #[async_generator]
    async fn f(leaves: Vec<Leaf>) -> usize {
        let mut running: FuturesUnordered<_> = leaves
            .into_iter()
            .enumerate()
            .map(async |(at, leaf)| {
                leaf.await;
                at
            })
            .collect();
        while let Some(at) = running.next().await {
            yield_!(at);
        }
    }
    let (leaves, counting) =
        (Vec::from_iter((0..3).map(|_| Leaf::default())), CountingWaker::new());
    let waker = counting.waker();
    let mut g = pin!(f(leaves.clone()));
    assert!(poll(g.as_mut(), &waker).is_pending());
    for at in [1, 2, 0] {
        let wakes = counting.wakes();
        leaves[at].fire();
        assert_eq!(counting.wakes(), wakes + 1);
        assert_eq!(poll(g.as_mut(), &waker), Poll::Ready(Some(at)));
        if at != 0 {
            assert!(poll(g.as_mut(), &waker).is_pending());
        }
    }
    assert_eq!(poll(g.as_mut(), &waker), Poll::Ready(None));
}

/// A generator in a set of streams is polled with the set's wakers, and wakes them.
#[test]
fn generators_in_select_all() {
    #[async_generator]
    async fn f(from: u32) -> u32 {
        for n in from..from + 2 {
            pending(1).await;
            tokio::join!(pending(1));
            yield_!(n);
        }
    }
    let mut all =
        run(futures::stream::select_all([0, 10, 20].map(|from| Box::pin(f(from))))
            .collect::<Vec<_>>());
    all.sort_unstable();
    assert_eq!(all, [0, 1, 10, 11, 20, 21]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_tasks_of_a_multi_threaded_runtime() {
    #[async_generator(send = u32, throws = String)]
    async fn worker(mut jobs: tokio::sync::mpsc::Receiver<u32>) -> u32 {
        finally! { tokio::task::yield_now().await; }
        while let Some(job) = jobs.recv().await {
            let doubled = tokio::task::spawn_blocking(move || job * 2)
                .await
                .map_err(|error| error.to_string())?;
            let (tripled, ()) = tokio::join!(async { job * 3 }, tokio::task::yield_now());
            let sent = yield_!(doubled + tripled);
            yield_!(sent.unwrap_or_default());
        }
    }
    let tasks: Vec<_> = (0..8)
        .map(|n| {
            let (sender, jobs) = tokio::sync::mpsc::channel(1);
            tokio::spawn(async move {
                for job in 0..20 {
                    sender.send(n + job).await.unwrap();
                }
            });
            tokio::spawn(async move {
                let mut g = Box::pin(worker(jobs));
                let mut items = vec![];
                while let Some(item) = g.next().await {
                    items.push(item.unwrap());
                    items.push(g.send(7).await.unwrap().unwrap().unwrap());
                }
                g.close().await.unwrap();
                items
            })
        })
        .collect();
    for (n, task) in tasks.into_iter().enumerate() {
        let expected: Vec<u32> = (0..20).flat_map(|job| [(n as u32 + job) * 5, 7]).collect();
        assert_eq!(task.await.unwrap(), expected);
    }
}
