//! The bodies as hand-written state machines.

use std::cell::Cell;
use std::future::Future;
use std::hint::black_box;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;

use crate::Stream;
use crate::shared::bodies::{Bodies, Source};
use crate::shared::consumer::finish;
use crate::shared::leaves::{Depth, Failed, Page, Pending, Ready, Woken, check, page};

pub(super) struct ByHand;

impl Bodies for ByHand {
    fn count<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        Count::<ROW> { next: 0, end: n }
    }

    fn boxed<const ROW: u64>(n: u64) -> impl Stream<Item = u64> + Unpin {
        let stream: Pin<Box<dyn Stream<Item = u64> + Send>> = Box::pin(Self::count::<ROW>(n));
        stream
    }

    fn ready_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        CountBetween { row: Row::<ROW>, next: 0, end: n, leaf: None, open: || Ready }
    }

    fn pending_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        CountBetween { row: Row::<ROW>, next: 0, end: n, leaf: None, open: Pending::default }
    }

    fn woken_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        CountBetween { row: Row::<ROW>, next: 0, end: n, leaf: None, open: Woken::default }
    }

    fn depth_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
        CountBetween { row: Row::<ROW>, next: 0, end: n, leaf: None, open: || Depth }
    }

    fn pages<const ROW: u64>(n: u64) -> impl Stream<Item = Page> {
        Pages::<ROW> { next: 0, end: n }
    }

    fn bytes(page: Page) -> impl Stream<Item = u64> {
        Bytes { page, next: 0 }
    }

    fn checked<const ROW: u64>(n: u64) -> impl Stream<Item = Result<u64, Failed>> {
        Checked::<ROW, _> { next: 0, end: n, check }
    }

    fn fallible<const ROW: u64>(n: u64) -> impl Stream<Item = Result<u64, Failed>> {
        Checked::<ROW, _> { next: 0, end: n, check: Ok::<u64, Failed> }
    }

    fn nested<S: Source>(n: u64) -> impl Stream<Item = u64> {
        Relay { inner: S::open(n) }
    }

    fn relay(inner: impl Stream<Item = u64>) -> impl Stream<Item = u64> {
        Relay { inner }
    }

    fn totals<const ROW: u64>(sent: &Cell<Option<u64>>) -> impl Stream<Item = u64> {
        SentByCell { total: 0, sent }
    }

    fn send_owned<const ROW: u64>(n: u64) -> u64 {
        send(&mut Totals { total: 0 }, n)
    }

    fn send_pinned<const ROW: u64>(n: u64) -> u64 {
        send(black_box(&mut Totals { total: 0 }), n)
    }
}

/// The consumer of what is sent.
#[inline(always)]
fn send(totals: &mut Totals, n: u64) -> u64 {
    let mut sum = totals.total;
    for x in 0..n {
        if let Some(total) = finish(totals.send(black_box(x))) {
            sum = sum.wrapping_add(black_box(total));
        }
    }
    sum
}

struct Count<const ROW: u64> {
    next: u64,
    end: u64,
}

impl<const ROW: u64> Stream for Count<ROW> {
    type Item = u64;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u64>> {
        if self.next == self.end {
            return Poll::Ready(None);
        }
        let x = self.next;
        self.next += 1;
        Poll::Ready(Some(x))
    }
}

/// The row that a type belongs to, where a macro takes no const parameter.
struct Row<const ROW: u64>;

pin_project! {
    struct CountBetween<R, F, O> {
        row: R,
        next: u64,
        end: u64,
        #[pin]
        leaf: Option<F>,
        open: O,
    }
}

impl<R, F: Future, O: Fn() -> F> Stream for CountBetween<R, F, O> {
    type Item = u64;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<u64>> {
        let mut this = self.project();
        if this.leaf.is_none() {
            if this.next == this.end {
                return Poll::Ready(None);
            }
            this.leaf.set(Some((this.open)()));
        }
        if let Some(leaf) = this.leaf.as_mut().as_pin_mut() {
            ready!(leaf.poll(cx));
        }
        this.leaf.set(None);
        let x = *this.next;
        *this.next += 1;
        Poll::Ready(Some(x))
    }
}

struct Pages<const ROW: u64> {
    next: u64,
    end: u64,
}

impl<const ROW: u64> Stream for Pages<ROW> {
    type Item = Page;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Page>> {
        if self.next == self.end {
            return Poll::Ready(None);
        }
        let x = self.next;
        self.next += 1;
        Poll::Ready(Some(page(x)))
    }
}

struct Bytes {
    page: Page,
    next: usize,
}

impl Stream for Bytes {
    type Item = u64;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u64>> {
        let Some(&byte) = self.page.get(self.next) else { return Poll::Ready(None) };
        self.next += 1;
        Poll::Ready(Some(u64::from(byte)))
    }
}

pin_project! {
    struct Relay<S> {
        #[pin]
        inner: S,
    }
}

impl<S: Stream> Stream for Relay<S> {
    type Item = S::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        self.project().inner.poll_next(cx)
    }
}

struct Checked<const ROW: u64, F> {
    next: u64,
    end: u64,
    check: F,
}

impl<const ROW: u64, F: Fn(u64) -> Result<u64, Failed> + Unpin> Stream for Checked<ROW, F> {
    type Item = Result<u64, Failed>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.next == self.end {
            return Poll::Ready(None);
        }
        let item = (self.check)(self.next);
        self.next = if item.is_ok() { self.next + 1 } else { self.end };
        Poll::Ready(Some(item))
    }
}

struct SentByCell<'a> {
    total: u64,
    sent: &'a Cell<Option<u64>>,
}

impl Stream for SentByCell<'_> {
    type Item = u64;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u64>> {
        self.total += self.sent.take().unwrap_or(0);
        Poll::Ready(Some(self.total))
    }
}

struct Totals {
    total: u64,
}

impl Totals {
    #[inline]
    async fn send(&mut self, x: u64) -> Option<u64> {
        self.total += x;
        Some(self.total)
    }
}
