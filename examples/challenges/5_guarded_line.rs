//! Challenge 5: a generator under `join!` and `try_join!` raises an error, and the consumer handles
//! it at one line: the await.

#[path = "support/log.rs"]
mod log;

use std::pin::pin;
use std::time::Duration;

use asyncgen::{AsyncGeneratorExt as _, async_generator};
use futures::{TryStreamExt as _, future};
use thiserror::Error;
use tokio::time::sleep;
use tokio::{join, try_join};

pub(crate) use log::{Log, transcript};

#[derive(Debug, Error)]
#[error("CustomError: {0}")]
struct CustomError(&'static str);

#[async_generator(throws = CustomError)]
async fn failing() -> u32 {
    yield_!(1);
    sleep(Duration::from_millis(100)).await;
    Err(CustomError("boom"))?;
}

#[async_generator(throws = CustomError)]
async fn fine(log: &Log) -> u32 {
    let _held = SaysWhenDropped(log);
    for n in 0..3 {
        sleep(Duration::from_millis(100)).await;
        yield_!(n);
    }
}

/// A value that a body holds while it runs. It is dropped with the body, also when the generator is
/// dropped before its end.
struct SaysWhenDropped<'a>(&'a Log);

impl Drop for SaysWhenDropped<'_> {
    fn drop(&mut self) {
        self.0.say("fine: dropped");
    }
}

/// Neither the call nor `try_next()` runs the body: only the await does.
pub(crate) async fn one_generator(log: &Log) {
    let mut failing = pin!(failing());
    let first = failing.try_next();
    log.say("created, nothing raised");
    log.say(format_args!("first: {:?}", first.await));
    // The error arrives at this line.
    if let Err(error) = failing.try_next().await {
        log.say(format_args!("caught {error}"));
    }
    log.say(format_args!("afterwards: {:?}", failing.try_next().await));
}

/// `join!` waits for both futures and returns both results, the error among them.
pub(crate) async fn under_join(log: &Log) {
    let failing = failing().try_collect::<Vec<_>>();
    let fine = fine(log).try_collect::<Vec<_>>();
    log.say("created, nothing raised");
    let (failing, fine) = join!(failing, fine);
    log.say(format_args!("failing: {failing:?}"));
    log.say(format_args!("fine: {fine:?}"));
}

/// `try_join!` ends at the first error, and drops the futures that are still pending.
pub(crate) async fn under_try_join(log: &Log) {
    let failing = failing().try_collect::<Vec<_>>();
    let fine = fine(log).try_collect::<Vec<_>>();
    log.say("created, nothing raised");
    // The error arrives at this line, where `try_join!` awaits.
    if let Err(error) = try_join!(failing, fine) {
        log.say(format_args!("caught {error}"));
    }
}

/// Catches errors at its yield: those that the consumer throws, and no others.
#[async_generator(throws = CustomError)]
async fn guarded(log: &Log) -> &'static str {
    finally! {
        log.say("generator cleaned up");
    }
    if let Err(error) = catch! { yield_!("first") } {
        log.say(format_args!("generator caught {error}"));
        yield_!("recovered");
    }
}

/// An error of the consumer's own does not reach the generator: `close` ends it without a reason.
pub(crate) async fn the_consumers_own_error(log: &Log) {
    let mut guarded = pin!(guarded(log));
    let consumed =
        guarded.as_mut().try_for_each(|_| future::err(CustomError("in the consumer"))).await;
    guarded.close().await.expect("it neither yields nor raises while it is closed");
    log.say(format_args!("consumer ended with {consumed:?}"));
}

/// An error that the consumer throws is raised at the yield.
pub(crate) async fn thrown_in(log: &Log) {
    let mut guarded = pin!(guarded(log));
    log.say(format_args!("{:?}", guarded.try_next().await));
    log.say(format_args!(
        "{:?}",
        guarded.throw(CustomError("thrown")).await.expect("it waits at a yield")
    ));
    guarded.close().await.expect("it neither yields nor raises while it is closed");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub(crate) async fn main() {
    println!("One generator:\n{}", transcript(one_generator).await);
    println!("Under join!:\n{}", transcript(under_join).await);
    println!("Under try_join!:\n{}", transcript(under_try_join).await);
    println!("The consumer's own error:\n{}", transcript(the_consumers_own_error).await);
    println!("Thrown in:\n{}", transcript(thrown_in).await.trim_end());
}
