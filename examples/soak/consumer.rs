//! Consumers that choose operations at random: they take items, send, throw, close, drop the
//! futures of operations, move the generator to another task, and drop it in every way.

use std::convert::Infallible;
use std::future::{self, Future, poll_fn};
use std::panic;
use std::pin::Pin;
use std::task::Poll;

use asyncgen::{AsyncGenerator, AsyncGeneratorExt, CloseError, GeneratorState};
use futures::StreamExt;
use futures::channel::mpsc::Sender;

use crate::body::{Cx, Panic};
use crate::random::Random;
use crate::record::Kind;
use crate::token::{Held, Token};

/// Is dropped with the last task that has a generator.
pub(crate) type Alive = Sender<Infallible>;

/// A type that a generator yields, receives or throws.
pub(crate) trait Value: Send + 'static {
    /// A new value, if the type has any.
    fn new(cx: &Cx, kind: Kind) -> Option<Self>
    where
        Self: Sized;

    /// Records that the consumer has received the value.
    fn got(self);

    /// Records that the value was not delivered.
    fn returned(self);
}

impl Value for () {
    fn new(_: &Cx, _: Kind) -> Option<Self> {
        None
    }

    fn got(self) {}

    fn returned(self) {}
}

impl Value for Infallible {
    fn new(_: &Cx, _: Kind) -> Option<Self> {
        None
    }

    fn got(self) {
        match self {}
    }

    fn returned(self) {
        match self {}
    }
}

impl Value for Token {
    fn new(cx: &Cx, kind: Kind) -> Option<Self> {
        Some(cx.token(kind))
    }

    fn got(self) {
        Token::got(self);
    }

    fn returned(self) {
        Token::returned(self);
    }
}

impl Value for Result<Token, Token> {
    fn new(_: &Cx, _: Kind) -> Option<Self> {
        None
    }

    fn got(self) {
        match self {
            Ok(token) | Err(token) => token.got(),
        }
    }

    fn returned(self) {}
}

/// A generator with its consumer.
pub(crate) struct Consumer<G: AsyncGenerator> {
    held: Held<G>,
    random: Random,
    /// The number of operations before the consumer drops the generator.
    operations: u64,
    /// The body may be pending for ever, so that only `close` is awaited to its end.
    is_idle: bool,
    alive: Alive,
}

impl<G> Consumer<G>
where
    G: AsyncGenerator + Send + 'static,
    G::Item: Value,
    G::Sent: Value,
    G::Thrown: Value,
{
    pub(crate) fn new(generator: G, cx: &Cx, is_idle: bool, alive: Alive) -> Self {
        let random = Random::new(cx.record.random.number());
        let operations = random.below(24);
        Consumer { held: Held::new(generator, cx), random, operations, is_idle, alive }
    }

    /// Runs the operations, then drops the generator in a random way.
    pub(crate) fn run(mut self) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async move {
            while self.operations > 0 {
                self.operations -= 1;
                match self.random.below(24) {
                    0..16 => self.next().await,
                    16..20 => self.send().await,
                    20 => self.throw().await,
                    21 => self.close().await,
                    22 => tokio::task::yield_now().await,
                    // Another task continues, usually on another thread.
                    _ => {
                        tokio::spawn(self.run());
                        return;
                    }
                }
            }
            self.end().await;
        })
    }

    /// The number of polls after which the future of an operation is dropped.
    fn patience(&self) -> Option<u64> {
        let is_patient = !self.is_idle && self.random.below(3) > 0;
        (!is_patient).then(|| 1 + self.random.below(3))
    }

    async fn next(&mut self) {
        let patience = self.patience();
        if let Some(item) = with_patience(&mut self.held.next(), patience).await {
            item.into_iter().for_each(Value::got);
        }
    }

    async fn send(&mut self) {
        let Some(value) = G::Sent::new(&self.held.cx, Kind::Sent) else { return };
        let patience = self.patience();
        match with_patience(&mut self.held.send(value), patience).await {
            Some(Ok(item)) => item.into_iter().for_each(Value::got),
            Some(Err(refused)) => refused.into_inner().returned(),
            None => {}
        }
    }

    async fn throw(&mut self) {
        let Some(error) = G::Thrown::new(&self.held.cx, Kind::Error) else { return };
        let patience = self.patience();
        match with_patience(&mut self.held.throw(error), patience).await {
            Some(Ok(item)) => item.into_iter().for_each(Value::got),
            Some(Err(refused)) => refused.into_inner().returned(),
            None => {}
        }
    }

    /// Returns whether the generator is closed.
    async fn close_once(&mut self, patience: Option<u64>) -> bool {
        if self.held.state() == GeneratorState::Running {
            self.held.cx.record.closed_midway();
        }
        match with_patience(&mut self.held.close(), patience).await {
            Some(Ok(())) => true,
            Some(Err(CloseError::Raised(error))) => {
                error.got();
                true
            }
            Some(Err(CloseError::IgnoredExit(item))) => {
                item.got();
                false
            }
            None => false,
        }
    }

    async fn close(&mut self) {
        let patience = self.patience();
        self.close_once(patience).await;
    }

    async fn drain(mut self) {
        while let Some(item) = self.held.next().await {
            item.got();
        }
    }

    /// Drops the generator in a random way.
    async fn end(mut self) {
        match self.random.below(10) {
            0..3 if !self.is_idle => self.drain().await,
            3..5 => while !self.close_once(None).await {},
            5 => self.end_by_abort().await,
            6 => self.end_by_panic().await,
            7 => tokio::task::spawn_blocking(move || drop(self))
                .await
                .expect("a drop does not panic"),
            8 if self.random.once_in(8) => self.end_by_shutdown(),
            _ => drop(self),
        }
    }

    /// A task consumes the generator, and is aborted.
    async fn end_by_abort(self) {
        let patience = self.random.below(4);
        let task = tokio::spawn(self.drain());
        for _ in 0..patience {
            tokio::task::yield_now().await;
        }
        task.abort();
        // The task may have ended before, or the body may have panicked.
        let _ = task.await;
    }

    /// The consumer panics.
    async fn end_by_panic(self) {
        let task = tokio::spawn(async move {
            let _consumer = self;
            panic::panic_any(Panic);
        });
        let error = task.await.expect_err("it panics");
        assert!(error.is_panic());
    }

    /// A task is pending until the runtime is shut down.
    fn end_by_shutdown(self) {
        let Consumer { mut held, alive, .. } = self;
        drop(alive);
        tokio::spawn(async move {
            let item = with_patience(&mut held.next(), Some(1)).await.flatten();
            item.into_iter().for_each(Value::got);
            future::pending::<()>().await;
        });
    }
}

/// Polls a future so many times without waiting for a wake, or, without a limit, awaits it.
async fn with_patience<F: Future + Unpin>(
    future: &mut F,
    mut polls: Option<u64>,
) -> Option<F::Output> {
    poll_fn(|cx| {
        let poll = Pin::new(&mut *future).poll(cx).map(Some);
        match (&poll, &mut polls) {
            (Poll::Pending, Some(0 | 1)) => Poll::Ready(None),
            (Poll::Pending, Some(left)) => {
                *left -= 1;
                cx.waker().wake_by_ref();
                poll
            }
            _ => poll,
        }
    })
    .await
}
