//! Values, guarded blocks and generators that record when they are made and dropped.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use asyncgen::{AsyncGenerator, GeneratorState, Outcome, Resume};
use futures::Stream;
use futures::stream::FusedStream;

use crate::body::Cx;
use crate::record::{Cleanup, Kind, Record};

/// A value with an allocation of its own.
pub(crate) struct Token {
    record: Arc<Record>,
    kind: Kind,
    number: Box<u32>,
    is_seen: bool,
}

impl Token {
    pub(crate) fn new(record: &Arc<Record>, kind: Kind) -> Self {
        let number = Box::new(record.made(kind));
        Token { record: record.clone(), kind, number, is_seen: false }
    }

    /// The consumer has received it, as an item or an error.
    pub(crate) fn got(mut self) {
        match self.kind {
            Kind::Item => {
                self.is_seen = true;
                self.record.see(*self.number);
            }
            _ => self.settled(),
        }
    }

    /// The body or the consumer has received this error.
    pub(crate) fn settled(self) {
        assert_eq!(self.kind, Kind::Error);
        self.record.settled();
    }

    /// The body has received this value.
    pub(crate) fn arrived(&self) {
        assert_eq!(self.kind, Kind::Sent);
        self.record.arrived();
    }

    /// It could not be delivered, and was returned.
    pub(crate) fn returned(self) {
        match self.kind {
            Kind::Sent => self.record.returned(),
            _ => self.settled(),
        }
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        if self.kind == Kind::Item && !self.is_seen {
            self.record.dropped_unseen();
        }
        self.record.dropped(self.kind);
    }
}

/// A guarded block that has been entered and not left.
pub(crate) struct Entry {
    record: Arc<Record>,
    cleanup: Cleanup,
}

impl Entry {
    pub(crate) fn new(record: &Arc<Record>, cleanup: Cleanup) -> Self {
        record.entered(cleanup);
        Entry { record: record.clone(), cleanup }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.record.left(self.cleanup);
    }
}

/// An await in another macro. To raise exit there the body is polled, and may run on.
pub(crate) struct Hidden {
    record: Arc<Record>,
}

impl Hidden {
    pub(crate) fn new(record: &Arc<Record>) -> Self {
        record.waits_hidden(true);
        Hidden { record: record.clone() }
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        self.record.waits_hidden(false);
    }
}

/// A generator in a box, which records the state in which it is dropped.
pub(crate) struct Held<G: AsyncGenerator> {
    generator: Pin<Box<G>>,
    pub(crate) cx: Cx,
}

impl<G: AsyncGenerator> Held<G> {
    pub(crate) fn new(generator: G, cx: &Cx) -> Self {
        Held { generator: Box::pin(generator), cx: cx.clone() }
    }
}

impl<G: AsyncGenerator> Drop for Held<G> {
    fn drop(&mut self) {
        self.cx.record.drops(self.generator.state());
    }
}

impl<G: AsyncGenerator> Stream for Held<G> {
    type Item = G::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<G::Item>> {
        self.generator.as_mut().poll_next(cx)
    }
}

impl<G: AsyncGenerator> FusedStream for Held<G> {
    fn is_terminated(&self) -> bool {
        self.generator.is_terminated()
    }
}

impl<G: AsyncGenerator> fmt::Debug for Held<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.generator.fmt(f)
    }
}

impl<G: AsyncGenerator> AsyncGenerator for Held<G> {
    type Sent = G::Sent;
    type Thrown = G::Thrown;

    fn poll_resume(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        resume: &mut Option<Resume<G::Sent, G::Thrown>>,
    ) -> Poll<Outcome<G::Item, G::Thrown>> {
        self.generator.as_mut().poll_resume(cx, resume)
    }

    fn state(&self) -> GeneratorState {
        self.generator.state()
    }

    fn needs_close(&self) -> bool {
        self.generator.needs_close()
    }
}
