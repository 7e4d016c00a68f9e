//! The bodies as closures that `futures::stream::unfold` repeats.

use std::cell::Cell;
use std::pin::Pin;

use futures_util::StreamExt;
use futures_util::stream::{try_unfold, unfold};

use crate::Stream;
use crate::shared::bodies::{Bodies, Source};
use crate::shared::leaves::{Depth, Failed, Page, Pending, Ready, Woken, check, page};

pub(super) struct Unfold;

impl Bodies for Unfold {
    const BOXES_LAYERS: bool = true;

    fn count<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        unfold(0, move |x| async move { (x < n).then_some((x, x + 1)) })
    }

    fn boxed<const ROW: u64>(n: u64) -> impl Stream<Item = u64> + Unpin {
        Self::count::<ROW>(n).boxed()
    }

    fn ready_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        unfold(0, move |x| async move {
            if x == n {
                return None;
            }
            Ready.await;
            Some((x, x + 1))
        })
    }

    fn pending_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        unfold(0, move |x| async move {
            if x == n {
                return None;
            }
            Pending::default().await;
            Some((x, x + 1))
        })
    }

    fn woken_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        unfold(0, move |x| async move {
            if x == n {
                return None;
            }
            Woken::default().await;
            Some((x, x + 1))
        })
    }

    fn depth_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        unfold(0, move |x| async move {
            if x == n {
                return None;
            }
            Depth.await;
            Some((x, x + 1))
        })
    }

    fn pages<const ROW: u64>(n: u64) -> impl Stream<Item = Page> {
        unfold(0, move |x| async move { (x < n).then(|| (page(x), x + 1)) })
    }

    fn bytes(page: Page) -> impl Stream<Item = u64> {
        unfold((page, 0), |(page, at)| async move {
            let byte = u64::from(*page.get(at)?);
            Some((byte, (page, at + 1)))
        })
    }

    fn checked<const ROW: u64>(n: u64) -> impl Stream<Item = Result<u64, Failed>> {
        try_unfold(0, move |x| async move {
            if x == n {
                return Ok(None);
            }
            Ok(Some((check(x)?, x + 1)))
        })
    }

    fn fallible<const ROW: u64>(n: u64) -> impl Stream<Item = Result<u64, Failed>> {
        try_unfold(0, move |x| async move { Ok((x < n).then_some((x, x + 1))) })
    }

    fn nested<S: Source>(n: u64) -> impl Stream<Item = u64> {
        let inner: Pin<Box<dyn Stream<Item = u64>>> = Box::pin(S::open(n));
        unfold(inner, |mut inner| async move { Some((inner.next().await?, inner)) })
    }

    fn relay(inner: impl Stream<Item = u64>) -> impl Stream<Item = u64> {
        unfold(Box::pin(inner), |mut inner| async move { Some((inner.next().await?, inner)) })
    }

    fn totals<const ROW: u64>(sent: &Cell<Option<u64>>) -> impl Stream<Item = u64> {
        unfold(0_u64, move |total| async move {
            let total = total + sent.take().unwrap_or(0);
            Some((total, total))
        })
    }
}
