//! The bodies as hand-written state machines.

use std::future::Future;
use std::hint::black_box;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;

use crate::Stream;
use crate::shared::bodies::{Bodies, Source};
use crate::shared::consumer::finish;
use crate::shared::leaves::{Page, Pending, Ready, page};

pub(super) struct ByHand;

impl Bodies for ByHand {
    fn count(n: u64) -> impl Stream<Item = u64> {
        Count { next: 0, end: n }
    }

    fn ready_between(n: u64) -> impl Stream<Item = u64> {
        CountBetween { next: 0, end: n, leaf: None, open: || Ready }
    }

    fn pending_between(n: u64) -> impl Stream<Item = u64> {
        CountBetween { next: 0, end: n, leaf: None, open: Pending::default }
    }

    fn pages(n: u64) -> impl Stream<Item = Page> {
        Pages { next: 0, end: n }
    }

    fn bytes(page: Page) -> impl Stream<Item = u64> {
        Bytes { page, next: 0 }
    }

    fn nested<S: Source>(n: u64) -> impl Stream<Item = u64> {
        Relay { inner: S::open(n) }
    }

    fn relay(inner: impl Stream<Item = u64>) -> impl Stream<Item = u64> {
        Relay { inner }
    }

    #[inline(never)]
    fn exchange(n: u64) -> u64 {
        let mut totals = Totals { total: 0 };
        let mut sum = totals.total;
        for x in 0..n {
            if let Some(total) = finish(totals.send(black_box(x))) {
                sum = sum.wrapping_add(black_box(total));
            }
        }
        sum
    }
}

struct Count {
    next: u64,
    end: u64,
}

impl Stream for Count {
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

pin_project! {
    struct CountBetween<F, O> {
        next: u64,
        end: u64,
        #[pin]
        leaf: Option<F>,
        open: O,
    }
}

impl<F: Future, O: Fn() -> F> Stream for CountBetween<F, O> {
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

struct Pages {
    next: u64,
    end: u64,
}

impl Stream for Pages {
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
