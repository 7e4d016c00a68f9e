//! The bodies in the crate async-gen's `stream!`.

use std::cell::Cell;
use std::pin::{Pin, pin};

use async_gen::stream;

use crate::Stream;
use crate::shared::bodies::{Bodies, Source};
use crate::shared::consumer::next;
use crate::shared::leaves::{Depth, Failed, Page, Pending, Ready, Woken, check, page};

pub(super) struct AsyncGen;

impl Bodies for AsyncGen {
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
        stream! {
            for x in 0..n {
                match check(x) {
                    Ok(x) => {
                        yield Ok(x);
                    }
                    Err(error) => {
                        yield Err(error);
                        return;
                    }
                }
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
            let mut inner = pin!(S::open(n));
            while let Some(x) = next(inner.as_mut()).await {
                yield x;
            }
        }
    }

    fn relay(inner: impl Stream<Item = u64>) -> impl Stream<Item = u64> {
        stream! {
            let mut inner = pin!(inner);
            while let Some(x) = next(inner.as_mut()).await {
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
