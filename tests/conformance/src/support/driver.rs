//! The consumer: carries out driver ops on a generator with the library's own operations, and
//! writes down what they answer, in the tokens of the scenario language.

use std::future::Future;
use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use asyncgen::{
    AsyncGenerator, AsyncGeneratorExt, CloseError, GeneratorState, ResumeError, ResumeErrorKind,
};
use futures::StreamExt;

use super::trace::{suspensions, token};
use super::{Basic, Boxed, Exc, Hooked, Hooks, Op, hooks};

/// A future that is not ready by then never will be.
const ENOUGH_POLLS: u32 = 100_000;

/// What bodies yield.
pub trait Item: Unpin + 'static {
    /// As it stands in traces; `None` is a Python `None`.
    fn number(&self) -> Option<i64>;
}

impl Item for i64 {
    fn number(&self) -> Option<i64> {
        Some(*self)
    }
}

impl Item for Option<i64> {
    fn number(&self) -> Option<i64> {
        *self
    }
}

/// Carries out the ops, each with its text, and then the implicit end.
pub fn drive<T: Item>(generator: Boxed<T>, hooks: Hooks, ops: &[(&str, Op)]) {
    hooks::install(hooks);
    let mut consumer =
        Consumer { generator: Some(Hooked::new(generator)), shut_down: false, slots: Vec::new() };
    for (text, op) in ops {
        token(format!("> {text}"));
        if let Some(outcome) = consumer.op(op) {
            token(outcome);
        } else if consumer.skips(op) {
            token("skip");
            continue;
        }
        hooks::drain();
        token(format!(". {}", consumer.state()));
    }
    token("> end");
    drop(consumer);
    hooks::drain();
}

/// An operation that was made in one op and is carried out in others.
struct Slot {
    name: &'static str,
    operation: Basic,
    /// Its future has been polled: what it had to deliver is delivered.
    polled: bool,
    over: bool,
}

struct Consumer<T: Item> {
    /// `None` once it is dropped.
    generator: Option<Hooked<T>>,
    shut_down: bool,
    slots: Vec<Slot>,
}

impl<T: Item> Consumer<T> {
    /// The token of the op's outcome, if it has one.
    fn op(&mut self, op: &Op) -> Option<String> {
        let generator = self.generator.as_mut();
        match *op {
            Op::Whole(operation) => generator.map(|generator| whole(generator, operation)),
            Op::Dropped(operation, after, dropped) => generator.map(|generator| {
                answer(generator, operation, Some(after)).unwrap_or_else(|| dropped.to_owned())
            }),
            Op::Cancelled(operation, after) => generator.map(|generator| {
                let answer = answer(generator, operation, Some(after));
                answer.unwrap_or_else(|| whole(generator, Basic::Close))
            }),
            Op::For(limit) => generator.map(|generator| iterate(generator, limit)),
            Op::Drop => {
                self.generator = None;
                None
            }
            Op::Shutdown => {
                self.shutdown();
                None
            }
            Op::Make(name, operation) => {
                generator?.begin();
                self.slots.retain(|slot| slot.name != name);
                self.slots.push(Slot { name, operation, polled: false, over: false });
                Some("= done".to_owned())
            }
            Op::Poll(name) => self.slot(name, Some(1)),
            Op::Finish(name) => self.slot(name, None),
            Op::Cancel(name) => {
                let slot = self.slots.iter_mut().find(|slot| slot.name == name)?;
                slot.over = true;
                Some(whole(generator?, Basic::Close))
            }
            Op::Abandon(name, dropped) => {
                let place = self.slots.iter().position(|slot| slot.name == name)?;
                self.slots.remove(place);
                Some(dropped.to_owned())
            }
        }
    }

    /// Whether an op without an outcome could not be carried out.
    fn skips(&self, op: &Op) -> bool {
        !matches!(op, Op::Drop | Op::Shutdown)
    }

    /// Continues a slot's operation. Its future cannot be kept from op to op, because it borrows
    /// the generator and the generator's state is asked in between; so it is dropped each time,
    /// and what it began goes on by `next` or, if it is a `close`, by another `close`.
    fn slot(&mut self, name: &str, polls: Option<u32>) -> Option<String> {
        let slot = self.slots.iter_mut().find(|slot| slot.name == name)?;
        let generator = self.generator.as_mut()?;
        if slot.over {
            // `ours` has seen that it does.
            return Some("= panic, polled after it was ready".to_owned());
        }
        let operation = match slot.operation {
            Basic::Close => Basic::Close,
            _ if slot.polled => Basic::Next,
            operation => operation,
        };
        slot.polled = true;
        let answer = answer(generator, operation, polls);
        slot.over = answer.is_some();
        Some(answer.unwrap_or_else(|| "= pending".to_owned()))
    }

    /// What `loop.shutdown_asyncgens()` does, for the one generator there is.
    fn shutdown(&mut self) {
        let Some(generator) = &mut self.generator else { return };
        let known = generator.is_known();
        let first = !mem::replace(&mut self.shut_down, known);
        if known && first && generator.state() != GeneratorState::Closed {
            token("> aclose");
            token(whole(generator, Basic::Close));
        }
    }

    fn state(&self) -> String {
        self.generator
            .as_ref()
            .map_or_else(|| "dropped".to_owned(), |generator| generator.state().to_string())
    }
}

/// The token of an operation that is driven to its end.
fn whole<T: Item>(generator: &mut Hooked<T>, operation: Basic) -> String {
    answer(generator, operation, None).expect("an operation without a limit ends")
}

/// The token of an operation, unless it is dropped: after `limit` suspensions.
fn answer<T: Item>(
    generator: &mut Hooked<T>,
    operation: Basic,
    limit: Option<u32>,
) -> Option<String> {
    generator.begin();
    match operation {
        Basic::Next => until(generator.next(), limit).map(next_token),
        Basic::Send(value) => ours(generator.send(value), limit)
            .map(|outcome| outcome.map_or_else(refused_token, next_token)),
        Basic::Throw(kind, message) => ours(generator.throw(Exc::new(kind, message)), limit)
            .map(|outcome| outcome.map_or_else(refused_token, next_token)),
        Basic::Close => ours(generator.close(), limit).map(close_token),
    }
}

/// `async for item in generator`, as far as `limit`.
fn iterate<T: Item>(generator: &mut Hooked<T>, limit: u32) -> String {
    let mut items = 0;
    while let Some(item) = to_the_end(generator.next()) {
        match item {
            Ok(item) => token(format!("item {}", python(item.number()))),
            Err(exception) => return format!("= raise {exception}"),
        }
        items += 1;
        if items == limit {
            break;
        }
    }
    "= none".to_owned()
}

fn next_token<T: Item>(item: Option<Result<T, Exc>>) -> String {
    match item {
        Some(Ok(item)) => match item.number() {
            Some(number) => format!("= value {number}"),
            None => "= none".to_owned(),
        },
        Some(Err(exception)) => format!("= raise {exception}"),
        None => "= stop".to_owned(),
    }
}

/// An operation that could not deliver its value: why, and the value.
fn refused_token<V: ToString>(error: ResumeError<V>) -> String {
    let kind = match error.kind() {
        ResumeErrorKind::NotStarted => "not started",
        ResumeErrorKind::Running => "running",
        ResumeErrorKind::Closed => "closed",
        _ => "for a reason unknown here",
    };
    format!("= refused, {kind}: {}", error.into_inner().to_string())
}

pub(super) fn close_token<T: Item>(outcome: Result<(), CloseError<Result<T, Exc>, Exc>>) -> String {
    match outcome {
        Ok(()) => "= none".to_owned(),
        Err(CloseError::IgnoredExit(Ok(item))) => {
            format!("= ignored exit, yielded {}", python(item.number()))
        }
        Err(CloseError::IgnoredExit(Err(exception))) => {
            format!("= ignored exit, raised {exception}")
        }
        Err(CloseError::Raised(exception)) => format!("= raise {exception}"),
    }
}

fn python(number: Option<i64>) -> String {
    number.map_or_else(|| "None".to_owned(), |number| number.to_string())
}

/// Drives a future to its end.
pub(super) fn to_the_end<F: Future + Unpin>(future: F) -> F::Output {
    until(future, None).expect("a future without a limit ends")
}

/// Drives a future of the library as [`until`] does. After its end it must panic when it is polled.
fn ours<F: Future + Unpin>(mut future: F, limit: Option<u32>) -> Option<F::Output> {
    let output = until(&mut future, limit)?;
    let mut context = Context::from_waker(Waker::noop());
    let again = panic::catch_unwind(AssertUnwindSafe(|| Pin::new(&mut future).poll(&mut context)));
    if again.is_ok() {
        token("polled after it was ready");
    }
    Some(output)
}

/// Drives a future to its end; `None` if it is dropped: after `limit` suspensions of the body.
fn until<F: Future + Unpin>(mut future: F, limit: Option<u32>) -> Option<F::Output> {
    let before = suspensions();
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..ENOUGH_POLLS {
        if let Poll::Ready(output) = Pin::new(&mut future).poll(&mut context) {
            return Some(output);
        }
        if limit.is_some_and(|limit| suspensions() - before == limit) {
            return None;
        }
    }
    panic!("pending after {ENOUGH_POLLS} polls");
}
