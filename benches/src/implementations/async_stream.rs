//! The bodies in async-stream's `stream!`.

use async_stream::stream;

use crate::Stream;
use crate::shared::bodies::{Bodies, Source};
use crate::shared::leaves::{Page, Pending, Ready, page};

pub(super) struct AsyncStream;

impl Bodies for AsyncStream {
    fn count(n: u64) -> impl Stream<Item = u64> {
        stream! {
            for x in 0..n {
                yield x;
            }
        }
    }

    fn ready_between(n: u64) -> impl Stream<Item = u64> {
        stream! {
            for x in 0..n {
                Ready.await;
                yield x;
            }
        }
    }

    fn pending_between(n: u64) -> impl Stream<Item = u64> {
        stream! {
            for x in 0..n {
                Pending::default().await;
                yield x;
            }
        }
    }

    fn pages(n: u64) -> impl Stream<Item = Page> {
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

    fn exchange(_: u64) -> u64 {
        unreachable!("nothing can be sent to a stream")
    }
}
