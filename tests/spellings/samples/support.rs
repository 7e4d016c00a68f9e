//! For every spelling: the functions that the bodies of the sample use, and their consumer, which
//! records all events.

use std::cell::RefCell;
use std::fmt::{Debug, Display};
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

pub use crate::spelling::*;

/// The recorded events.
#[derive(Clone, Default)]
pub struct Log(Rc<RefCell<String>>);

impl Log {
    pub fn say(&self, event: impl Display) {
        let mut log = self.0.borrow_mut();
        *log += &format!("{event} ");
    }

    /// Logs its name when it is dropped.
    pub fn logged(&self, name: &'static str) -> Logged {
        Logged { name, log: self.clone() }
    }

    pub fn take(&self) -> String {
        self.0.take()
    }
}

#[derive(Clone)]
pub struct Logged {
    pub name: &'static str,
    log: Log,
}

impl Drop for Logged {
    fn drop(&mut self) {
        self.log.say(format_args!("-{}", self.name));
    }
}

/// A future that is pending this many times.
pub struct Pending(u32);

pub fn pending(times: u32) -> Pending {
    Pending(times)
}

impl Future for Pending {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        if self.0 == 0 {
            return Poll::Ready(7);
        }
        self.0 -= 1;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

pub async fn later<T>(value: T) -> T {
    pending(1).await;
    value
}

pub struct Point {
    pub x: u32,
    pub y: u32,
}

/// Runs a sample several times, and drops it one item later each time, until it runs to its end.
pub fn drain<S: Source>(sample: impl Fn(Log) -> S) -> String
where
    S::Item: Debug,
{
    let mut trace = String::new();
    for items in 0.. {
        let log = Log::default();
        let complete = {
            let mut source = pin!(sample(log.clone()));
            log.say("called");
            let complete = (0..items).any(|_| step(&log, source.as_mut()) == Step::Ended);
            if complete {
                step(&log, source.as_mut());
            }
            log.say("drop");
            complete
        };
        trace += &format!("{}\n", log.take());
        if complete {
            break;
        }
    }
    trace
}

#[derive(PartialEq, Eq)]
enum Step {
    Yielded,
    Ended,
}

fn step<S: Source>(log: &Log, mut source: Pin<&mut S>) -> Step
where
    S::Item: Debug,
{
    let mut context = Context::from_waker(Waker::noop());
    loop {
        match catch_unwind(AssertUnwindSafe(|| source.as_mut().poll_item(&mut context))) {
            Ok(Poll::Pending) => log.say("pending"),
            Ok(Poll::Ready(Some(item))) => {
                log.say(format_args!("[{item:?}]"));
                return Step::Yielded;
            }
            Ok(Poll::Ready(None)) => {
                log.say("end");
                return Step::Ended;
            }
            Err(_) => {
                log.say("panic");
                return Step::Ended;
            }
        }
    }
}
