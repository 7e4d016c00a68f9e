//! The bodies under `#[async_generator]`.

use std::cell::Cell;
use std::hint::black_box;
use std::pin::pin;

use asyncgen::{AsyncGenerator, AsyncGeneratorExt, async_generator, stream};

use crate::Stream;
use crate::shared::bodies::{Bodies, Source};
use crate::shared::consumer::{finish, next, owned, pinned};
use crate::shared::leaves::{Depth, Failed, Page, Pending, Ready, Woken, check, page};
use crate::shared::works::number;

pub(super) struct Asyncgen;

impl Bodies for Asyncgen {
    #[async_generator]
    async fn count<const ROW: u64>(n: u64) -> u64 {
        for x in 0..n {
            yield_!(x);
        }
    }

    #[async_generator(boxed)]
    async fn boxed<const ROW: u64>(n: u64) -> u64 {
        for x in 0..n {
            yield_!(x);
        }
    }

    #[async_generator]
    async fn ready_between<const ROW: u64>(n: u64) -> u64 {
        for x in 0..n {
            Ready.await;
            yield_!(x);
        }
    }

    #[async_generator]
    async fn pending_between<const ROW: u64>(n: u64) -> u64 {
        for x in 0..n {
            Pending::default().await;
            yield_!(x);
        }
    }

    #[async_generator]
    async fn woken_between<const ROW: u64>(n: u64) -> u64 {
        for x in 0..n {
            Woken::default().await;
            yield_!(x);
        }
    }

    #[async_generator]
    async fn depth_between<const ROW: u64>(n: u64) -> u64 {
        for x in 0..n {
            Depth.await;
            yield_!(x);
        }
    }

    #[async_generator]
    async fn pages<const ROW: u64>(n: u64) -> Page {
        for x in 0..n {
            yield_!(page(x));
        }
    }

    #[async_generator]
    async fn bytes(page: Page) -> u64 {
        for byte in &page {
            yield_!(u64::from(*byte));
        }
    }

    #[async_generator(throws = Failed)]
    async fn checked<const ROW: u64>(n: u64) -> u64 {
        for x in 0..n {
            yield_!(check(x)?);
        }
    }

    #[async_generator(throws = Failed)]
    async fn fallible<const ROW: u64>(n: u64) -> u64 {
        for x in 0..n {
            yield_!(x);
        }
    }

    #[async_generator]
    async fn nested<S: Source>(n: u64) -> u64 {
        #[for_await]
        for x in S::open(n) {
            yield_!(x);
        }
    }

    #[async_generator]
    async fn relay(inner: impl Stream<Item = u64>) -> u64 {
        #[for_await]
        for x in inner {
            yield_!(x);
        }
    }

    fn relay_block(inner: impl Stream<Item = u64>) -> impl Stream<Item = u64> {
        stream! {
            for await x in inner {
                yield x;
            }
        }
    }

    #[async_generator]
    async fn totals<const ROW: u64>(sent: &Cell<Option<u64>>) -> u64 {
        let mut total = 0_u64;
        loop {
            yield_!(total);
            if let Some(x) = sent.take() {
                total += x;
            }
        }
    }

    fn send_owned<const ROW: u64>(n: u64) -> u64 {
        send(pin!(totals::<ROW>()), n)
    }

    fn send_pinned<const ROW: u64>(n: u64) -> u64 {
        send(black_box(pin!(totals::<ROW>())), n)
    }

    fn drain_and_close<const ROW: u64>(n: u64) -> u64 {
        let mut generator = pin!(Self::count::<ROW>(n));
        let sum = owned(black_box(generator.as_mut()));
        assert!(finish(generator.close()).is_ok());
        sum
    }

    fn guarded(name: &str, n: u64) -> Option<u64> {
        Some(match name {
            "catch-around" => pinned(catch_around(n)),
            "catch-each" => pinned(catch_each(n)),
            "finally-around" => pinned(finally_around(n)),
            "finally-each" => pinned(finally_each(n)),
            "throw-caught" => throws(black_box(pin!(throw_caught())), n),
            "bytes-catch" => size_of_val(&catch_around(n)) as u64,
            "bytes-finally" => size_of_val(&finally_around(n)) as u64,
            "bytes-finally-awaiting" => size_of_val(&finally_awaiting(n)) as u64,
            "bytes-block" => {
                size_of_val(&Self::relay_block(Self::count::<{ number("bytes-block") }>(n))) as u64
            }
            _ => return None,
        })
    }
}

#[async_generator(send = u64)]
async fn totals<const ROW: u64>() -> u64 {
    let mut total = 0_u64;
    loop {
        if let Some(x) = yield_!(total) {
            total += x;
        }
    }
}

/// The consumer of what is sent.
#[inline(always)]
fn send(mut totals: impl AsyncGenerator<Item = u64, Sent = u64> + Unpin, n: u64) -> u64 {
    let mut sum = finish(next(pin!(&mut totals))).unwrap_or(0);
    for x in 0..n {
        if let Ok(Some(total)) = finish(totals.send(black_box(x))) {
            sum = sum.wrapping_add(black_box(total));
        }
    }
    sum
}

/// The consumer of what is thrown.
#[inline(always)]
fn throws(
    mut counts: impl AsyncGenerator<Item = Result<u64, Failed>, Thrown = Failed> + Unpin,
    n: u64,
) -> u64 {
    let mut sum = finish(next(pin!(&mut counts))).map_or(0, |count| count.unwrap_or(0));
    for x in 0..n {
        if let Ok(Some(Ok(count))) = finish(counts.throw(Failed(black_box(x)))) {
            sum = sum.wrapping_add(black_box(count));
        }
    }
    sum
}

#[async_generator(throws = Failed)]
async fn throw_caught() -> u64 {
    let mut total = 0_u64;
    loop {
        if let Err(Failed(x)) = catch! { yield_!(total) } {
            total += x;
        }
    }
}

#[async_generator(throws = Failed)]
async fn catch_around(n: u64) -> u64 {
    let caught = catch! {
        for x in 0..n {
            yield_!(x);
        }
    };
    black_box(caught.is_ok());
}

#[async_generator(throws = Failed)]
async fn catch_each(n: u64) -> u64 {
    for x in 0..n {
        let caught = catch! { yield_!(x) };
        black_box(caught.is_ok());
    }
}

#[async_generator]
async fn finally_around(n: u64) -> u64 {
    finally! {
        black_box(n);
    }
    for x in 0..n {
        yield_!(x);
    }
}

#[async_generator]
async fn finally_awaiting(n: u64) -> u64 {
    finally! {
        std::future::ready(n).await;
    }
    for x in 0..n {
        yield_!(x);
    }
}

#[async_generator]
async fn finally_each(n: u64) -> u64 {
    for x in 0..n {
        finally! {
            black_box(x);
        }
        yield_!(x);
    }
}
