//! Cancel safety: the future of an operation is dropped at every await point of a body, and each
//! operation is tried after that.

use asyncgen::{
    AsyncGenerator, AsyncGeneratorExt, CloseError, GeneratorState, LocalBoxAsyncGenerator,
    async_generator,
};
use asyncgen_tests::{Log, pending, poll_once, run};
use futures::StreamExt;

/// How many times each await of the body suspends.
const SUSPENSIONS: usize = 2;

/// Awaits before each yield, under `catch!`, in a cleanup that yields, and before the end.
#[async_generator(send = &'static str, throws = &'static str)]
async fn body(log: Log) -> u32 {
    let step = async |name: &str| {
        log.say(format!("<{name}"));
        pending(SUSPENSIONS).await;
        log.say(format!("{name}>"));
    };
    step("start").await;
    log.say(format!("1:{:?}", catch! { yield_!(1) }));
    {
        finally! {
            step("cleanup").await;
            log.say(format!("3:{:?}", catch! { yield_!(3) }));
        }
        let caught = catch! {
            let got = yield_!(2);
            step("caught").await;
            got
        };
        log.say(format!("2:{caught:?}"));
    }
    step("end").await;
}

type Body = LocalBoxAsyncGenerator<'static, Result<u32, &'static str>, &'static str, &'static str>;

/// The operations, in the order of PEP 525.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Op {
    Next,
    Send,
    Throw,
    Close,
}

const OPS: [Op; 4] = [Op::Next, Op::Send, Op::Throw, Op::Close];

/// A generator, the log of its body, and the outputs of its operations.
struct Subject {
    body: Body,
    log: Log,
}

impl Subject {
    fn new() -> Self {
        let log = Log::new();
        Subject { body: Box::pin(body(log.clone())), log }
    }

    /// Runs the operation to its end.
    fn perform(&mut self, op: Op) -> String {
        match op {
            Op::Next => format!("{:?}", run(self.body.next())),
            Op::Send => format!("{:?}", run(self.body.send("sent"))),
            Op::Throw => format!("{:?}", run(self.body.throw("thrown"))),
            Op::Close => format!("{:?}", run(self.body.close())),
        }
    }

    /// Polls the operation this many times, then drops it. Returns whether it was still pending.
    fn cancel(&mut self, op: Op, polls: usize) -> bool {
        fn pending_after<F: Future + Unpin>(mut future: F, polls: usize) -> bool {
            (0..polls).all(|_| poll_once(&mut future).is_pending())
        }
        match op {
            Op::Next => pending_after(self.body.next(), polls),
            Op::Send => pending_after(self.body.send("sent"), polls),
            Op::Throw => pending_after(self.body.throw("thrown"), polls),
            Op::Close => pending_after(self.body.close(), polls),
        }
    }

    fn log_to_the_end(mut self) -> String {
        while run(self.body.next()).is_some() {}
        self.log.take()
    }
}

/// The operations before the one under test: every sequence after which it can begin.
fn every_beginning() -> impl Iterator<Item = Vec<Op>> {
    (0..4).flat_map(|length| {
        (0..4_usize.pow(length))
            .map(move |code| (0..length).map(|at| OPS[code / 4_usize.pow(at) % 4]).collect())
    })
}

fn begun(beginning: &[Op]) -> Subject {
    let mut subject = Subject::new();
    for op in beginning {
        subject.perform(*op);
    }
    subject
}

/// Calls `check` after each operation was dropped at each await point that it reaches.
fn at_every_point(mut check: impl FnMut(&[Op], Op, usize)) {
    let mut points = 0;
    for beginning in every_beginning() {
        for op in OPS {
            for polls in 1.. {
                if !begun(&beginning).cancel(op, polls) {
                    break;
                }
                points += 1;
                check(&beginning, op, polls);
            }
        }
    }
    assert!(points > 100, "only {points} points: the body does not suspend where it should");
}

#[test]
fn next_continues_the_step_and_nothing_is_lost() {
    at_every_point(|beginning, op, polls| {
        let mut cancelled = begun(beginning);
        assert!(cancelled.cancel(op, polls));
        assert_eq!(cancelled.body.state(), GeneratorState::Running);
        let mut undisturbed = begun(beginning);
        // `next` has the output that the dropped operation would have had, as an item.
        let expected = match op {
            Op::Next => run(undisturbed.body.next()),
            Op::Send => run(undisturbed.body.send("sent")).expect("it has begun a step"),
            Op::Throw => run(undisturbed.body.throw("thrown")).expect("it has begun a step"),
            Op::Close => match run(undisturbed.body.close()) {
                Ok(()) => None,
                Err(CloseError::IgnoredExit(item)) => Some(item),
                Err(CloseError::Raised(error)) => Some(Err(error)),
            },
        };
        let place = format!("{op:?} dropped after {polls} polls, after {beginning:?}");
        assert_eq!(run(cancelled.body.next()), expected, "{place}");
        assert_eq!(cancelled.body.state(), undisturbed.body.state(), "{place}");
        assert_eq!(cancelled.log_to_the_end(), undisturbed.log_to_the_end(), "{place}");
    });
}

#[test]
fn send_and_throw_give_their_values_back_and_do_nothing() {
    at_every_point(|beginning, op, polls| {
        let mut cancelled = begun(beginning);
        assert!(cancelled.cancel(op, polls));
        let before = cancelled.log.take();
        assert_eq!(run(cancelled.body.send("back")).unwrap_err().into_inner(), "back");
        assert_eq!(run(cancelled.body.throw("too")).unwrap_err().into_inner(), "too");
        assert_eq!(cancelled.body.state(), GeneratorState::Running);
        assert_eq!(cancelled.log.take(), "");
        cancelled.log.say(before);
        let mut undisturbed = begun(beginning);
        undisturbed.perform(op);
        let place = format!("{op:?} dropped after {polls} polls, after {beginning:?}");
        assert_eq!(cancelled.log_to_the_end(), undisturbed.log_to_the_end(), "{place}");
    });
}

#[test]
fn close_continues_a_close() {
    at_every_point(|beginning, op, polls| {
        if op != Op::Close {
            return;
        }
        let mut cancelled = begun(beginning);
        assert!(cancelled.cancel(op, polls));
        let mut undisturbed = begun(beginning);
        // Exit that was raised already is not raised again: the cleanup's own yield would be
        // skipped.
        let place = format!("dropped after {polls} polls, after {beginning:?}");
        assert_eq!(cancelled.perform(op), undisturbed.perform(op), "{place}");
        assert_eq!(cancelled.body.state(), undisturbed.body.state(), "{place}");
        assert_eq!(cancelled.log_to_the_end(), undisturbed.log_to_the_end(), "{place}");
    });
}

/// Nothing but the cleanup runs, once. (Which of it runs in which state: `cleanup_where_it_waits`.)
#[test]
fn close_leaves_the_step_where_it_waits() {
    at_every_point(|beginning, op, polls| {
        let mut cancelled = begun(beginning);
        assert!(cancelled.cancel(op, polls));
        let before = cancelled.log.take();
        let place = format!("{op:?} dropped after {polls} polls, after {beginning:?}");
        // The cleanup yields once.
        for _ in 0..2 {
            cancelled.perform(Op::Close);
        }
        assert_eq!(cancelled.body.state(), GeneratorState::Closed, "{place}");
        let after = cancelled.log.take();
        for step in ["start", "caught", "end"] {
            assert!(!after.contains(step), "{place}: {after}");
        }
        let log = format!("{before} {after}");
        let is_guarded = log.contains("1:");
        assert_eq!(log.matches("<cleanup").count(), usize::from(is_guarded), "{place}: {log}");
        assert_eq!(log.matches("cleanup>").count(), usize::from(is_guarded), "{place}: {log}");
    });
}

/// The future of the operation is dropped after every single poll, and a new one made.
#[test]
fn an_operation_can_be_dropped_any_number_of_times() {
    for beginning in every_beginning() {
        for op in OPS {
            let mut cancelled = begun(&beginning);
            let mut undisturbed = begun(&beginning);
            let mut continued = op;
            while cancelled.cancel(continued, 1) {
                assert_eq!(cancelled.body.state(), GeneratorState::Running);
                // `close` continues a `close`; `next` continues every other operation.
                continued = if op == Op::Close { Op::Close } else { Op::Next };
            }
            undisturbed.perform(op);
            assert_eq!(
                cancelled.body.state(),
                undisturbed.body.state(),
                "{op:?} after {beginning:?}"
            );
            assert_eq!(
                cancelled.log_to_the_end(),
                undisturbed.log_to_the_end(),
                "{op:?} after {beginning:?}"
            );
        }
    }
}

/// Futures that the body awaits are not dropped with the operation, nor is what they have received.
#[test]
fn what_an_inner_future_has_received_is_kept() {
    #[async_generator]
    async fn sums(numbers: &mut (dyn futures::Stream<Item = u32> + Unpin)) -> u32 {
        loop {
            let mut sum = 0;
            for _ in 0..3 {
                let Some(n) = numbers.next().await else { return };
                sum += n;
            }
            yield_!(sum);
        }
    }
    let mut slow = Box::pin(futures::stream::iter(1..=6).then(async |n| {
        pending(1).await;
        n
    }));
    let mut g = std::pin::pin!(sums(&mut slow));
    let mut items = vec![];
    // Each `next` is dropped after one poll, unless it was ready.
    for _ in 0..20 {
        if let std::task::Poll::Ready(Some(item)) = poll_once(g.next()) {
            items.push(item);
        }
    }
    assert_eq!(items, [6, 15]);
    assert_eq!(g.state(), GeneratorState::Closed);
}

/// The common case: `select!` drops the branches that are not the first.
#[tokio::test(start_paused = true)]
async fn a_timeout_loses_nothing() {
    use std::time::Duration;
    #[async_generator]
    async fn ticks() -> u32 {
        for n in 0..3 {
            tokio::time::sleep(Duration::from_secs(10)).await;
            yield_!(n);
        }
    }
    let mut g = std::pin::pin!(ticks());
    let (mut items, mut timeouts) = (vec![], 0);
    loop {
        match tokio::time::timeout(Duration::from_secs(4), g.next()).await {
            Ok(Some(item)) => items.push(item),
            Ok(None) => break,
            Err(_) => timeouts += 1,
        }
    }
    assert_eq!((items, timeouts), (vec![0, 1, 2], 6));
}
