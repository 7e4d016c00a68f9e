//! The bodies as rustc's own `async gen`: a program by itself, compiled by a nightly rustc (see `nightly.rs`).
#![feature(async_for_loop, async_iterator, gen_blocks, yield_expr)]

#[path = "../shared/mod.rs"]
mod shared;

use std::cell::Cell;
use std::hint::black_box;
use std::pin::{Pin, pin};

use core::async_iter::AsyncIterator as Stream;

use crate::shared::bodies::{Bodies, Source};
use crate::shared::consumer::finish;
use crate::shared::leaves::{Page, Pending, Ready, page};
use crate::shared::work::Work;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, _, work, size] = &args[..] else { panic!("usage: {} native <work> <size>", args[0]) };
    let work = Work::named(work).expect("a work that is measured");
    println!("{}", work.run::<Native>(size.parse().expect("a size")));
}

struct Native;

impl Bodies for Native {
    fn count(n: u64) -> impl Stream<Item = u64> {
        async gen move {
            for x in 0..n {
                yield x;
            }
        }
    }

    fn ready_between(n: u64) -> impl Stream<Item = u64> {
        async gen move {
            for x in 0..n {
                Ready.await;
                yield x;
            }
        }
    }

    fn pending_between(n: u64) -> impl Stream<Item = u64> {
        async gen move {
            for x in 0..n {
                Pending::default().await;
                yield x;
            }
        }
    }

    fn pages(n: u64) -> impl Stream<Item = Page> {
        async gen move {
            for x in 0..n {
                yield page(x);
            }
        }
    }

    fn bytes(page: Page) -> impl Stream<Item = u64> {
        async gen move {
            for byte in &page {
                yield u64::from(*byte);
            }
        }
    }

    fn nested<S: Source>(n: u64) -> impl Stream<Item = u64> {
        async gen move {
            for await x in S::open(n) {
                yield x;
            }
        }
    }

    fn relay(inner: impl Stream<Item = u64>) -> impl Stream<Item = u64> {
        async gen move {
            for await x in inner {
                yield x;
            }
        }
    }

    #[inline(never)]
    fn exchange(n: u64) -> u64 {
        let sent = Cell::new(None);
        let mut totals = pin!(totals(&sent));
        let mut sum = finish(next(totals.as_mut())).unwrap_or(0);
        for x in 0..n {
            sent.set(Some(black_box(x)));
            if let Some(total) = finish(next(totals.as_mut())) {
                sum = sum.wrapping_add(black_box(total));
            }
        }
        sum
    }
}

/// What is sent comes through a cell: nothing can be sent to an `async gen`.
fn totals(sent: &Cell<Option<u64>>) -> impl Stream<Item = u64> {
    async gen move {
        let mut total = 0_u64;
        loop {
            yield total;
            if let Some(x) = sent.take() {
                total += x;
            }
        }
    }
}

async fn next<S: Stream + Unpin>(mut stream: S) -> Option<S::Item> {
    std::future::poll_fn(|cx| Pin::new(&mut stream).poll_next(cx)).await
}
