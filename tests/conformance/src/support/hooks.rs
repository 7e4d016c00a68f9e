//! The finalizer hook of an event loop, on top of the library: a generator that was begun and not
//! ended goes into a queue when it is dropped, and is closed from there.
//!
//! Rust has no garbage collector whose hook this could be, so it is the consumer's: `Drop` of a
//! wrapper.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use asyncgen::{AsyncGenerator, AsyncGeneratorExt, GeneratorState, Outcome, Resume};
use futures::stream::{FusedStream, Stream};

use super::{Exc, Item, driver, trace};

/// A generator made from a body, whatever its type.
pub type Boxed<T> = Pin<Box<dyn AsyncGenerator<Item = Result<T, Exc>, Sent = i64, Thrown = Exc>>>;

/// What happens when a generator is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hooks {
    /// What an event loop does: it closes the generator later.
    Loop,
    /// Nothing: the generator alone decides.
    None,
}

/// The outcome of closing, and what is left of the generator: it dies after the outcome is known.
type Closing = Pin<Box<dyn Future<Output = (String, Box<dyn Any>)>>>;

thread_local! {
    static HOOKS: Cell<Hooks> = const { Cell::new(Hooks::Loop) };
    static QUEUE: RefCell<VecDeque<Closing>> = const { RefCell::new(VecDeque::new()) };
}

/// Says what happens to the generators that are made from here on.
pub(super) fn install(hooks: Hooks) {
    HOOKS.set(hooks);
}

/// A generator under hooks.
pub struct Hooked<T: Item> {
    /// `None` once it is in the queue.
    generator: Option<Boxed<T>>,
    hooks: Hooks,
    begun: bool,
}

/// Puts an inner generator under the hooks that there are.
pub fn hooked<T, G>(generator: G) -> Hooked<T>
where
    T: Item,
    G: AsyncGenerator<Item = Result<T, Exc>, Sent = i64, Thrown = Exc> + 'static,
{
    Hooked::new(Box::pin(generator))
}

impl<T: Item> Hooked<T> {
    pub(super) fn new(generator: Boxed<T>) -> Hooked<T> {
        Hooked { generator: Some(generator), hooks: HOOKS.get(), begun: false }
    }

    /// An operation was made, if not polled: from here on the hooks know the generator.
    pub(super) fn begin(&mut self) {
        self.begun = true;
    }

    /// Whether there are hooks, and they know the generator.
    pub(super) fn is_known(&self) -> bool {
        self.hooks == Hooks::Loop && self.begun
    }

    fn pinned(
        &mut self,
    ) -> Pin<&mut dyn AsyncGenerator<Item = Result<T, Exc>, Sent = i64, Thrown = Exc>> {
        self.generator.as_mut().expect("only `drop` takes it").as_mut()
    }
}

impl<T: Item> Drop for Hooked<T> {
    fn drop(&mut self) {
        let Some(mut generator) = self.generator.take() else { return };
        if !self.is_known() || generator.state() == GeneratorState::Closed {
            return;
        }
        trace::token("finalizer");
        let closing: Closing = Box::pin(async move {
            let outcome = driver::close_token(generator.close().await);
            (outcome, Box::new(generator) as Box<dyn Any>)
        });
        QUEUE.with_borrow_mut(|queue| queue.push_back(closing));
    }
}

/// Closes what is in the queue, one after the other.
pub(super) fn drain() {
    while let Some(closing) = QUEUE.with_borrow_mut(VecDeque::pop_front) {
        trace::token("> finalize");
        let (outcome, _generator) = driver::to_the_end(closing);
        trace::token(outcome);
    }
}

/// Empties the queue after a panic.
pub(super) fn forget() {
    QUEUE.take();
}

impl<T: Item> Stream for Hooked<T> {
    type Item = Result<T, Exc>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.begin();
        self.pinned().poll_next(cx)
    }
}

impl<T: Item> FusedStream for Hooked<T> {
    fn is_terminated(&self) -> bool {
        self.generator.as_ref().is_none_or(|generator| generator.is_terminated())
    }
}

impl<T: Item> AsyncGenerator for Hooked<T> {
    type Sent = i64;
    type Thrown = Exc;

    fn poll_resume(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        resume: &mut Option<Resume<i64, Exc>>,
    ) -> Poll<Outcome<Self::Item, Exc>> {
        self.begin();
        self.pinned().poll_resume(cx, resume)
    }

    fn state(&self) -> GeneratorState {
        self.generator.as_ref().map_or(GeneratorState::Closed, |generator| generator.state())
    }

    fn needs_close(&self) -> bool {
        self.generator.as_ref().is_some_and(|generator| generator.needs_close())
    }
}

impl<T: Item> fmt::Debug for Hooked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hooked")
            .field("state", &self.state())
            .field("hooks", &self.hooks)
            .finish_non_exhaustive()
    }
}
