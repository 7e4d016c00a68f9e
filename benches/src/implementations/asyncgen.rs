//! The bodies under `#[async_generator]`.

use std::hint::black_box;
use std::pin::pin;

use asyncgen::{AsyncGeneratorExt, async_generator};

use crate::Stream;
use crate::shared::bodies::{Bodies, Source};
use crate::shared::consumer::finish;
use crate::shared::leaves::{Page, Pending, Ready, page};

pub(super) struct Asyncgen;

impl Bodies for Asyncgen {
    #[async_generator]
    async fn count(n: u64) -> u64 {
        for x in 0..n {
            yield_!(x);
        }
    }

    #[async_generator]
    async fn ready_between(n: u64) -> u64 {
        for x in 0..n {
            Ready.await;
            yield_!(x);
        }
    }

    #[async_generator]
    async fn pending_between(n: u64) -> u64 {
        for x in 0..n {
            Pending::default().await;
            yield_!(x);
        }
    }

    #[async_generator]
    async fn pages(n: u64) -> Page {
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

    #[inline(never)]
    fn exchange(n: u64) -> u64 {
        let mut totals = pin!(totals());
        let mut sum = finish(next(totals.as_mut())).unwrap_or(0);
        for x in 0..n {
            if let Ok(Some(total)) = finish(totals.send(black_box(x))) {
                sum = sum.wrapping_add(black_box(total));
            }
        }
        sum
    }
}

#[async_generator(send = u64)]
async fn totals() -> u64 {
    let mut total = 0_u64;
    loop {
        if let Some(x) = yield_!(total) {
            total += x;
        }
    }
}

/// The next item. (`futures::StreamExt::next`, which is a dependency more than this program needs.)
async fn next<S: Stream + Unpin>(mut stream: S) -> Option<S::Item> {
    std::future::poll_fn(|cx| std::pin::Pin::new(&mut stream).poll_next(cx)).await
}
