//! The sample's consumer of rustc's own `async gen`.

use std::async_iter::AsyncIterator;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A sample, as rustc's own generator.
pub trait Source {
    type Item;
    fn poll_item(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>>;
}

impl<I: AsyncIterator> Source for I {
    type Item = I::Item;

    fn poll_item(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<I::Item>> {
        self.poll_next(context)
    }
}
