//! The sample's consumer of asyncgen's generators.

use std::fmt::Debug;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

pub use asyncgen::{AsyncGenerator, Outcome, Resume, async_generator};
#[allow(unused_imports)] // Each spelling uses some of them.
pub use asyncgen::{async_gen, stream, try_stream};
pub use std::convert::Infallible;

use crate::support::Log;

/// A sample, as a generator.
pub trait Source {
    type Item;
    fn poll_item(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>>;
}

impl<G: AsyncGenerator> Source for G {
    type Item = G::Item;

    fn poll_item(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<G::Item>> {
        self.poll_next(context)
    }
}

/// A value that a script can send or throw.
pub trait Scripted: Sized {
    fn scripted(word: &str) -> Self;
}

impl Scripted for () {
    fn scripted(word: &str) {
        assert_eq!(word, "()");
    }
}

impl Scripted for u32 {
    fn scripted(word: &str) -> u32 {
        word.parse().expect("a number")
    }
}

impl Scripted for String {
    fn scripted(word: &str) -> String {
        word.to_string()
    }
}

impl Scripted for Infallible {
    fn scripted(word: &str) -> Infallible {
        panic!("the script throws {word}")
    }
}

/// Resumes a sample with the operations of the script, such as `next, send 1, throw x, close`.
pub fn converse<G: AsyncGenerator>(sample: impl Fn(Log) -> G, script: &str) -> String
where
    G::Item: Debug,
    G::Sent: Scripted,
    G::Thrown: Scripted + Debug,
{
    let log = Log::default();
    {
        let mut generator = pin!(sample(log.clone()));
        for operation in script.split(", ") {
            let (name, word) = operation.split_once(' ').unwrap_or((operation, ""));
            let mut resume = Some(match name {
                "next" => Resume::Next,
                "send" => Resume::Send(G::Sent::scripted(word)),
                "throw" => Resume::Throw(G::Thrown::scripted(word)),
                "close" => Resume::Exit,
                _ => panic!("no such operation: {name}"),
            });
            log.say(name);
            let mut context = Context::from_waker(Waker::noop());
            let resumed = loop {
                match generator.as_mut().poll_resume(&mut context, &mut resume) {
                    Poll::Pending => log.say("pending"),
                    Poll::Ready(resumed) => break resumed,
                }
            };
            match resumed {
                Outcome::Yielded(item) => log.say(format_args!("[{item:?}]")),
                Outcome::Raised(error) => log.say(format_args!("raised {error:?}")),
                Outcome::Finished => log.say("end"),
            }
            log.say(generator.state());
        }
        log.say("drop");
    }
    log.take()
}
