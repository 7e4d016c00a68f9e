//! The bodies as tasks that send their items through a bounded channel, as one writes them without
//! a generator: tokio's, on its executor of one thread, with the channel's end as a stream.

use std::hint::black_box;
use std::pin::{Pin, pin};

use tokio::runtime::Runtime;
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

use crate::shared::consumer::{Item, next};
use crate::shared::leaves::{Failed, Page, Ready, Woken, check, page};

/// So far a task may run ahead of its consumer.
const CAPACITY: usize = 16;

/// Does the work until there were `n` items, or makes `n` generators. `None` if this way of writing
/// them has nothing to show in that row.
pub(super) fn run(work: &str, n: u64) -> Option<u64> {
    Some(match work {
        "drain-pinned" => drain(|| count(n)),
        "ready-pinned" => drain(|| ready_between(n)),
        "pending-pinned" => drain(|| woken_between(n)),
        "three-pinned" => three(n),
        "nested-1" => drain(|| nested(1, n)),
        "nested-2" => drain(|| nested(2, n)),
        "nested-4" => drain(|| nested(4, n)),
        "nested-8" => drain(|| nested(8, n)),
        "nested-16" => drain(|| nested(16, n)),
        "page-pinned" => drain(|| pages(n)),
        "try-pinned" => drain(|| checked(n)),
        "throws-pinned" => drain(|| fallible(n)),
        "live" => keep(n, || count(u64::MAX)),
        "live-page" => keep(n, || pages(u64::MAX)),
        _ => return None,
    })
}

/// `for x in 0..n { yield x }`
fn count(n: u64) -> ReceiverStream<u64> {
    task(|items| async move {
        for x in 0..n {
            if items.send(x).await.is_err() {
                return;
            }
        }
    })
}

/// `for x in 0..n { Ready.await; yield x }`
fn ready_between(n: u64) -> ReceiverStream<u64> {
    task(|items| async move {
        for x in 0..n {
            Ready.await;
            if items.send(x).await.is_err() {
                return;
            }
        }
    })
}

/// `for x in 0..n { Woken::default().await; yield x }`, because an executor polls what was woken.
fn woken_between(n: u64) -> ReceiverStream<u64> {
    task(|items| async move {
        for x in 0..n {
            Woken::default().await;
            if items.send(x).await.is_err() {
                return;
            }
        }
    })
}

/// `for x in 0..n { yield page(x) }`
fn pages(n: u64) -> ReceiverStream<Page> {
    task(|items| async move {
        for x in 0..n {
            if items.send(page(x)).await.is_err() {
                return;
            }
        }
    })
}

/// `for x in 0..n { yield check(x)? }`
fn checked(n: u64) -> ReceiverStream<Result<u64, Failed>> {
    task(|items| async move {
        for x in 0..n {
            let item = check(x);
            if items.send(item).await.is_err() || item.is_err() {
                return;
            }
        }
    })
}

/// `for x in 0..n { yield Ok(x) }`
fn fallible(n: u64) -> ReceiverStream<Result<u64, Failed>> {
    task(|items| async move {
        for x in 0..n {
            if items.send(Ok(x)).await.is_err() {
                return;
            }
        }
    })
}

/// `for await x in inner { yield x }`, so many times around a generator.
fn nested(layers: u32, n: u64) -> ReceiverStream<u64> {
    (0..layers).fold(count(n), |mut inner, _| {
        task(|items| async move {
            while let Some(x) = next(Pin::new(&mut inner)).await {
                if items.send(x).await.is_err() {
                    return;
                }
            }
        })
    })
}

/// The items of a body that runs as a task of its own.
fn task<T, F>(body: impl FnOnce(Sender<T>) -> F) -> ReceiverStream<T>
where
    F: Future<Output = ()> + Send + 'static,
{
    let (sender, receiver) = channel(CAPACITY);
    tokio::spawn(body(sender));
    ReceiverStream::new(receiver)
}

fn executor() -> Runtime {
    tokio::runtime::Builder::new_current_thread().build().expect("an executor of one thread")
}

/// Drains behind a pin, on the executor that runs the task.
fn drain<I: Item>(open: impl FnOnce() -> ReceiverStream<I>) -> u64 {
    executor().block_on(async { sum(open()).await })
}

/// Creates and drains generators of 3 items.
fn three(n: u64) -> u64 {
    executor().block_on(async {
        let mut all = 0;
        for _ in 0..n {
            all += sum(count(black_box(3))).await;
        }
        all
    })
}

/// What `shared::consumer::pinned` does, awaiting.
async fn sum<I: Item>(stream: ReceiverStream<I>) -> u64 {
    let stream: Pin<&mut _> = pin!(stream);
    let mut stream = black_box(stream);
    let mut sum = 0_u64;
    while let Some(item) = next(stream.as_mut()).await {
        sum = sum.wrapping_add(item.consume());
    }
    sum
}

/// Keeps `n` started streams and their tasks alive until the process ends.
fn keep<T>(n: u64, open: impl Fn() -> ReceiverStream<T>) -> u64 {
    let executor = executor();
    let all = executor.block_on(async {
        let mut all = Vec::with_capacity(n as usize);
        for _ in 0..n {
            let mut stream = Box::pin(open());
            black_box(next(stream.as_mut()).await);
            all.push(stream);
        }
        all
    });
    std::mem::forget(black_box((all, executor)));
    n
}
