//! What the bodies use. The items of `pages` can be had by a `for` and by a `#[for_await]`.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

/// A page of users.
#[derive(Debug)]
pub struct Page {
    pub users: Vec<u32>,
    pub next: Option<u32>,
}

impl Page {
    /// How many users are on the page.
    pub fn count(&self) -> u32 {
        self.next.unwrap_or(0)
    }

    pub fn first(&self) -> Option<u32> {
        self.users.first().copied()
    }
}

/// Requests a page.
pub async fn fetch(number: u32) -> Page {
    Page { users: vec![number], next: Some(number) }
}

/// What a plain `async fn` calls where a generator yields.
pub fn give<T>(_: T) {}

pub struct Pages;

pub fn pages() -> Pages {
    Pages
}

impl Iterator for Pages {
    type Item = Page;

    fn next(&mut self) -> Option<Page> {
        None
    }
}

impl Stream for Pages {
    type Item = Page;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Page>> {
        Poll::Ready(None)
    }
}
