//! The bodies in async-stream's `stream!` and `try_stream!`.

use std::cell::Cell;
use std::pin::Pin;

use async_stream::{stream, try_stream};

use crate::Stream;
use crate::shared::bodies::{Bodies, Source};
use crate::shared::leaves::{Depth, Failed, Page, Pending, Ready, Woken, check, page};

pub(super) struct AsyncStream;

impl Bodies for AsyncStream {
    fn count<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        stream! {
            for x in 0..n {
                yield x;
            }
        }
    }

    fn boxed<const ROW: u64>(n: u64) -> impl Stream<Item = u64> + Unpin {
        let stream: Pin<Box<dyn Stream<Item = u64> + Send>> = Box::pin(Self::count::<ROW>(n));
        stream
    }

    fn ready_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        stream! {
            for x in 0..n {
                Ready.await;
                yield x;
            }
        }
    }

    fn pending_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        stream! {
            for x in 0..n {
                Pending::default().await;
                yield x;
            }
        }
    }

    fn woken_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        stream! {
            for x in 0..n {
                Woken::default().await;
                yield x;
            }
        }
    }

    fn depth_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        stream! {
            for x in 0..n {
                Depth.await;
                yield x;
            }
        }
    }

    fn pages<const ROW: u64>(n: u64) -> impl Stream<Item = Page> {
        stream! {
            for x in 0..n {
                yield page(x);
            }
        }
    }

    fn bytes(page: Page) -> impl Stream<Item = u64> {
        stream! {
            for byte in &page {
                yield u64::from(*byte);
            }
        }
    }

    fn checked<const ROW: u64>(n: u64) -> impl Stream<Item = Result<u64, Failed>> {
        try_stream! {
            for x in 0..n {
                yield check(x)?;
            }
        }
    }

    fn fallible<const ROW: u64>(n: u64) -> impl Stream<Item = Result<u64, Failed>> {
        stream! {
            for x in 0..n {
                yield Ok(x);
            }
        }
    }

    fn nested<S: Source>(n: u64) -> impl Stream<Item = u64> {
        stream! {
            for await x in S::open(n) {
                yield x;
            }
        }
    }

    fn relay(inner: impl Stream<Item = u64>) -> impl Stream<Item = u64> {
        stream! {
            for await x in inner {
                yield x;
            }
        }
    }

    fn totals<const ROW: u64>(sent: &Cell<Option<u64>>) -> impl Stream<Item = u64> {
        stream! {
            let mut total = 0_u64;
            loop {
                yield total;
                if let Some(x) = sent.take() {
                    total += x;
                }
            }
        }
    }
}
