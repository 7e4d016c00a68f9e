//! The generators of the soak, of all kinds. Each records in its account the values that it makes,
//! and the cleanups that it runs.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use asyncgen::{
    AsyncGenerator, AsyncGeneratorExt, CloseError, async_gen, async_generator, stream, try_stream,
};
use futures::StreamExt;
use futures::channel::oneshot;

use crate::record::{Cleanup, Kind, Record};
use crate::token::{Entry, Held, Hidden, Token};

/// All accounts of a run.
pub(crate) type Accounts = Mutex<Vec<Arc<Record>>>;

/// The means of a body to write into its account.
#[derive(Clone)]
pub(crate) struct Cx {
    pub(crate) record: Arc<Record>,
    accounts: Arc<Accounts>,
}

/// The payload of a body's panic.
pub(crate) struct Panic;

impl Cx {
    /// Opens an account.
    pub(crate) fn new(
        accounts: &Arc<Accounts>,
        name: String,
        outer: Option<&Cx>,
        seed: u64,
    ) -> Self {
        let record = Arc::new(Record::new(name, outer.map(|outer| outer.record.clone()), seed));
        accounts.lock().unwrap().push(record.clone());
        Cx { record, accounts: accounts.clone() }
    }

    /// Opens the account of an inner generator.
    fn inner(&self) -> Self {
        let seed = self.record.random.number();
        Cx::new(&self.accounts, format!("in {}", self.record.name()), Some(self), seed)
    }

    pub(crate) fn argument(&self) -> Token {
        self.token(Kind::Argument)
    }

    pub(crate) fn token(&self, kind: Kind) -> Token {
        Token::new(&self.record, kind)
    }

    fn item(&self) -> Token {
        self.token(Kind::Item)
    }

    fn local(&self) -> Token {
        self.token(Kind::Local)
    }

    /// Sometimes returns an error.
    fn attempt(&self) -> Result<(), Token> {
        if self.record.random.once_in(12) { Err(self.token(Kind::Error)) } else { Ok(()) }
    }

    /// Sometimes panics, but not in a drop, which may unwind.
    fn risk(&self) {
        if self.record.random.once_in(60) && !self.record.is_dropped() {
            self.record.panics();
            std::panic::panic_any(Panic);
        }
    }

    fn enter(&self, cleanup: Cleanup) -> Entry {
        Entry::new(&self.record, cleanup)
    }

    /// Before an await that the macro does not see.
    fn hidden(&self) -> Hidden {
        Hidden::new(&self.record)
    }

    /// A cleanup that does not await.
    fn clean(&self) {
        self.record.begun(Cleanup::Prompt);
        self.record.finished(Cleanup::Prompt);
    }

    /// A cleanup that awaits.
    async fn clean_up(&self) {
        let _local = self.local();
        self.record.begun(Cleanup::Waiting);
        self.wait().await;
        self.record.finished(Cleanup::Waiting);
    }

    /// Is ready at once, after the scheduler, or after another task.
    async fn wait(&self) {
        match self.record.random.below(5) {
            0 | 1 => {}
            2 | 3 => tokio::task::yield_now().await,
            _ => {
                let (sender, receiver) = oneshot::channel();
                tokio::spawn(async move {
                    tokio::task::yield_now().await;
                    // The receiver may have been dropped.
                    let _ = sender.send(());
                });
                receiver.await.expect("the other task sends");
            }
        }
    }

    fn turns(&self) -> u64 {
        self.record.random.below(12)
    }
}

/// Both kinds of cleanups around an `.await` and a yield, in a loop.
#[async_generator]
pub(crate) async fn plain(cx: Cx, _argument: Token) -> Token {
    finally! { cx.clean(); }
    let _entry = cx.enter(Cleanup::Prompt);
    for _ in 0..cx.turns() {
        let _local = cx.local();
        cx.wait().await;
        finally! { cx.clean_up().await; }
        let _entry = cx.enter(Cleanup::Waiting);
        cx.wait().await;
        yield_!(cx.item());
        cx.risk();
    }
}

/// Receives sent values, catches some errors and raises others.
#[async_generator(send = Token, throws = Token)]
pub(crate) async fn talking(cx: Cx, _argument: Token) -> Token {
    finally! { cx.clean_up().await; }
    let _entry = cx.enter(Cleanup::Waiting);
    for _ in 0..cx.turns() {
        let caught = catch! {
            finally! { cx.clean(); }
            let _entry = cx.enter(Cleanup::Prompt);
            let received = yield_!(cx.item());
            received.iter().for_each(Token::arrived);
            cx.wait().await;
            cx.attempt()?;
            received
        };
        match caught {
            Ok(_received) => {
                let _hidden = cx.hidden();
                tokio::select! {
                    () = cx.wait() => {}
                    () = cx.wait() => {}
                }
            }
            Err(error) if cx.record.random.once_in(3) => Err(error)?,
            Err(error) => error.settled(),
        }
        cx.risk();
    }
}

/// Consumes another generator and drops it, perhaps before its end.
#[async_generator]
pub(crate) async fn over(cx: Cx, _argument: Token) -> Token {
    let turns = cx.turns();
    finally! { cx.clean(); }
    let _entry = cx.enter(Cleanup::Prompt);
    let inner = cx.inner();
    let mut turn = 0;
    #[for_await]
    for item in Held::new(plain(inner.clone(), inner.argument()), &inner) {
        finally! { cx.clean_up().await; }
        let _entry = cx.enter(Cleanup::Waiting);
        yield_!(item);
        turn += 1;
        if turn == turns {
            break;
        }
        cx.risk();
    }
}

/// Consumes another generator and closes it.
#[async_generator(throws = Token)]
pub(crate) async fn closing(cx: Cx, _argument: Token) -> Token {
    let turns = cx.turns();
    let inner = cx.inner();
    let mut items = Held::new(talking(inner.clone(), inner.argument()), &inner);
    finally! {
        let _local = cx.local();
        cx.record.begun(Cleanup::Waiting);
        match items.close().await {
            Ok(()) => {}
            Err(CloseError::IgnoredExit(_)) => unreachable!("it does not"),
            Err(CloseError::Raised(error)) => error.settled(),
        }
        cx.record.finished(Cleanup::Waiting);
    }
    let _entry = cx.enter(Cleanup::Waiting);
    for _ in 0..turns {
        match items.next().await {
            Some(Ok(item)) => yield_!(item),
            Some(Err(error)) => {
                error.settled();
                Err(cx.token(Kind::Error))?
            }
            None => return,
        }
        cx.attempt()?;
    }
}

/// Calls itself, behind a box.
#[async_generator(boxed)]
pub(crate) async fn recursive(cx: Cx, _argument: Token, depth: u64) -> Token {
    finally! { cx.clean(); }
    let _entry = cx.enter(Cleanup::Prompt);
    yield_!(cx.item());
    if depth > 0 {
        cx.wait().await;
        let inner = cx.inner();
        let items = recursive(inner.clone(), inner.argument(), depth - 1);
        #[for_await]
        for item in Held::new(items, &inner) {
            yield_!(item);
        }
        finally! { cx.clean_up().await; }
        let _entry = cx.enter(Cleanup::Waiting);
        yield_!(cx.item());
    }
}

async_gen! {
    /// With the keywords; yields once more when it is closed.
    #[async_generator(send = Token)]
    pub(crate) async gen fn stubborn(cx: Cx, _argument: Token) -> Token {
        let _local = cx.local();
        {
            finally! {
                cx.record.begun(Cleanup::Waiting);
                // A second `close` raises exit at this yield, which ends the body.
                cx.record.finished(Cleanup::Waiting);
                let received = yield cx.item();
                received.iter().for_each(Token::arrived);
            }
            let _entry = cx.enter(Cleanup::Waiting);
            for _ in 0..cx.turns() {
                let received = yield cx.item();
                received.iter().for_each(Token::arrived);
                cx.wait().await;
                cx.risk();
            }
        }
        cx.wait().await;
    }
}

/// `try_stream!`, whose `?` raises errors.
pub(crate) fn attempts(
    cx: Cx,
    argument: Token,
) -> impl AsyncGenerator<Item = Result<Token, Token>, Sent = (), Thrown = Token> + Send {
    try_stream! {
        let _argument = argument;
        finally! { cx.clean_up().await; }
        let _entry = cx.enter(Cleanup::Waiting);
        for _ in 0..cx.turns() {
            cx.wait().await;
            cx.attempt()?;
            yield cx.item();
            // Awaits that the macro does not see: they get wakers of ours, whose clones others
            // wake.
            let hidden = cx.hidden();
            futures::join!(cx.wait(), cx.wait());
            drop(hidden);
            cx.risk();
        }
    }
}

/// `stream!`, without errors.
pub(crate) fn simple(
    cx: Cx,
    argument: Token,
) -> impl AsyncGenerator<Item = Token, Sent = (), Thrown = Infallible> + Send {
    stream! {
        let _argument = argument;
        for _ in 0..cx.turns() {
            finally! { cx.clean(); }
            let _entry = cx.enter(Cleanup::Prompt);
            cx.wait().await;
            yield cx.item();
        }
    }
}

/// Is pending for ever after a number of items.
pub(crate) fn idle(
    cx: Cx,
    argument: Token,
) -> impl AsyncGenerator<Item = Token, Sent = (), Thrown = Infallible> + Send {
    async_gen!(async gen move {
        let _argument = argument;
        finally! { cx.clean_up().await; }
        let _entry = cx.enter(Cleanup::Waiting);
        finally! { cx.clean(); }
        let _entry = cx.enter(Cleanup::Prompt);
        for _ in 0..cx.turns() {
            yield cx.item();
        }
        std::future::pending::<()>().await;
    })
}
