//! Consumers that do what comes into their heads: take items, talk, throw, close, cut operations
//! short, hand the generator to another task; and leave it in every way there is.

use std::convert::Infallible;
use std::future::{self, Future, poll_fn};
use std::panic;
use std::pin::Pin;
use std::task::Poll;

use asyncgen::{AsyncGenerator, AsyncGeneratorExt, CloseError, GeneratorState};
use futures::StreamExt;
use futures::channel::mpsc::Sender;

use crate::Rules;
use crate::body::{Cx, Panic};
use crate::random::Random;
use crate::record::Kind;
use crate::token::{Held, Token};

/// Is dropped with the last task that has to do with a generator.
pub(crate) type Alive = Sender<Infallible>;

/// What a consumer gets and gives; by what the generator declares.
pub(crate) trait Value: Send + 'static {
    /// A value to give, if there can be one.
    fn new(cx: &Cx, kind: Kind) -> Option<Self>
    where
        Self: Sized;

    /// What was yielded or raised is written down.
    fn got(self);

    /// What was to be given is written down: it did not arrive.
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

/// A generator, and what its consumer has in mind.
pub(crate) struct Consumer<G: AsyncGenerator> {
    held: Held<G>,
    random: Random,
    /// How many operations are left before it ends.
    operations: u64,
    setting: Setting,
    alive: Alive,
}

/// What a consumer has to know.
#[derive(Clone, Copy)]
pub(crate) struct Setting {
    /// The body may wait for ever: no operation may be waited for to its end.
    pub(crate) is_idle: bool,
    /// Which rules hold.
    pub(crate) rules: Rules,
}

impl<G> Consumer<G>
where
    G: AsyncGenerator + Send + 'static,
    G::Item: Value,
    G::Sent: Value,
    G::Thrown: Value,
{
    pub(crate) fn new(generator: G, cx: &Cx, setting: Setting, alive: Alive) -> Self {
        let random = Random::new(cx.record.random.number());
        let operations = random.below(24);
        Consumer { held: Held::new(generator, cx), random, operations, setting, alive }
    }

    /// Does so many operations, and ends in one way or another.
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
                    // Another task goes on, mostly on another thread.
                    _ => {
                        tokio::spawn(self.run());
                        return;
                    }
                }
            }
            self.end().await;
        })
    }

    /// How often the future of an operation is polled before it is dropped.
    fn patience(&self) -> Option<u64> {
        let is_patient = !self.setting.is_idle && self.random.below(3) > 0;
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

    /// Says whether it is closed.
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

    /// Leaves the generator.
    async fn end(mut self) {
        let may_wait = !self.setting.is_idle;
        let may_close = may_wait || self.setting.rules == Rules::CleanupAlwaysRuns;
        match self.random.below(10) {
            0..3 if may_wait => self.drain().await,
            3..5 if may_close => while !self.close_once(None).await {},
            5 => self.end_by_abort().await,
            6 => self.end_by_panic().await,
            7 => tokio::task::spawn_blocking(move || drop(self))
                .await
                .expect("a drop does not panic"),
            8 if self.random.once_in(8) => self.end_by_shutdown(),
            _ => drop(self),
        }
    }

    /// A task goes over it, and is aborted.
    async fn end_by_abort(self) {
        let patience = self.random.below(4);
        let task = tokio::spawn(self.drain());
        for _ in 0..patience {
            tokio::task::yield_now().await;
        }
        task.abort();
        // It may have come to its end before, or the body may have panicked.
        let _ = task.await;
    }

    /// A panic of the consumer.
    async fn end_by_panic(self) {
        let task = tokio::spawn(async move {
            let _consumer = self;
            panic::panic_any(Panic);
        });
        let error = task.await.expect_err("it panics");
        assert!(error.is_panic());
    }

    /// A task waits for ever, until the runtime is shut down.
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

/// Polls a future as often as told, without waiting to be woken; without a limit to its end.
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
