//! The account of one generator: the values that it made and their fates, and the cleanups that it
//! entered and ran.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

use asyncgen::GeneratorState;

use crate::random::Random;

/// The kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An argument of the generator.
    Argument,
    /// A local variable of its body.
    Local,
    /// A yielded item.
    Item,
    /// An error that was thrown or raised.
    Error,
    /// A sent value.
    Sent,
}

const KINDS: [Kind; 5] = [Kind::Argument, Kind::Local, Kind::Item, Kind::Error, Kind::Sent];

/// The two kinds of cleanups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cleanup {
    /// Does not await.
    Prompt,
    /// Awaits.
    Waiting,
}

/// How many cleanups got how far.
#[derive(Debug, Default)]
struct Cleanups {
    /// The guarded block was entered.
    entered: AtomicU32,
    /// The guarded block was left, in whatever way.
    left: AtomicU32,
    begun: AtomicU32,
    finished: AtomicU32,
}

/// The same at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Stage {
    entered: u32,
    left: u32,
    begun: u32,
    finished: u32,
}

/// A generator that is about to be dropped.
#[derive(Clone, Copy, Debug)]
struct Dropping {
    /// Whether it has not ended.
    is_live: bool,
    /// Whether the body is polled once more, because it is at an await that the macro does not see.
    runs_on: bool,
    cleanups: [Stage; 2],
}

/// The account of one generator.
#[derive(Debug)]
pub(crate) struct Record {
    /// The number of the generator.
    name: String,
    /// The account of the generator that consumes this one.
    outer: Option<Arc<Record>>,
    made: [AtomicU32; KINDS.len()],
    dropped: [AtomicU32; KINDS.len()],
    cleanups: [Cleanups; 2],
    /// Items that the consumer has received.
    seen: AtomicU32,
    /// Items that nobody has received: exit was raised at an await that the macro does not see, and
    /// the body reached a yield before.
    unseen: AtomicU32,
    /// How many times `close` was called while the generator was running.
    closed_midway: AtomicU32,
    /// Sent values that the body has received.
    arrived: AtomicU32,
    /// Sent values that were not delivered.
    returned: AtomicU32,
    /// Errors that the body has caught or the consumer has received.
    settled: AtomicU32,
    /// The cleanups when the body panicked.
    panicked: Mutex<Option<[Stage; 2]>>,
    /// Whether the body is at an await that the macro does not see.
    waits_hidden: AtomicBool,
    /// The generator when it was about to be dropped.
    dropping: Mutex<Option<Dropping>>,
    /// The random numbers of the body.
    pub(crate) random: Random,
}

impl Cleanups {
    fn stage(&self) -> Stage {
        Stage {
            entered: self.entered.load(SeqCst),
            left: self.left.load(SeqCst),
            begun: self.begun.load(SeqCst),
            finished: self.finished.load(SeqCst),
        }
    }
}

impl Record {
    /// An empty account; all random numbers of the generator come from `seed`.
    pub(crate) fn new(name: String, outer: Option<Arc<Record>>, seed: u64) -> Self {
        Record {
            name,
            outer,
            made: Default::default(),
            dropped: Default::default(),
            cleanups: Default::default(),
            seen: AtomicU32::new(0),
            unseen: AtomicU32::new(0),
            closed_midway: AtomicU32::new(0),
            arrived: AtomicU32::new(0),
            returned: AtomicU32::new(0),
            settled: AtomicU32::new(0),
            panicked: Mutex::new(None),
            waits_hidden: AtomicBool::new(false),
            dropping: Mutex::new(None),
            random: Random::new(seed),
        }
    }

    pub(crate) fn made(&self, kind: Kind) -> u32 {
        self.made[kind as usize].fetch_add(1, SeqCst)
    }

    pub(crate) fn dropped(&self, kind: Kind) {
        self.dropped[kind as usize].fetch_add(1, SeqCst);
    }

    /// The consumer has received the next item.
    pub(crate) fn see(&self, number: u32) {
        let next = self.seen.fetch_add(1, SeqCst) + self.unseen.load(SeqCst);
        assert_eq!(number, next, "{}: an item is missing, or comes twice", self.name);
    }

    pub(crate) fn dropped_unseen(&self) {
        self.unseen.fetch_add(1, SeqCst);
    }

    pub(crate) fn arrived(&self) {
        self.arrived.fetch_add(1, SeqCst);
    }

    pub(crate) fn returned(&self) {
        self.returned.fetch_add(1, SeqCst);
    }

    pub(crate) fn settled(&self) {
        self.settled.fetch_add(1, SeqCst);
    }

    pub(crate) fn closed_midway(&self) {
        self.closed_midway.fetch_add(1, SeqCst);
    }

    pub(crate) fn entered(&self, cleanup: Cleanup) {
        self.cleanups[cleanup as usize].entered.fetch_add(1, SeqCst);
    }

    pub(crate) fn left(&self, cleanup: Cleanup) {
        self.cleanups[cleanup as usize].left.fetch_add(1, SeqCst);
    }

    pub(crate) fn begun(&self, cleanup: Cleanup) {
        self.cleanups[cleanup as usize].begun.fetch_add(1, SeqCst);
    }

    pub(crate) fn finished(&self, cleanup: Cleanup) {
        self.cleanups[cleanup as usize].finished.fetch_add(1, SeqCst);
    }

    /// The closes while the generator, or one that consumes it, was running.
    fn closes_midway(&self) -> u32 {
        let outer = self.outer.as_ref().map_or(0, |outer| outer.closes_midway());
        self.closed_midway.load(SeqCst) + outer
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    fn stages(&self) -> [Stage; 2] {
        self.cleanups.each_ref().map(Cleanups::stage)
    }

    /// The body is about to panic, and with it the bodies of the generators that consume it.
    pub(crate) fn panics(&self) {
        *self.panicked.lock().unwrap() = Some(self.stages());
        self.outer.iter().for_each(|outer| outer.panics());
    }

    /// The generator is about to be dropped.
    pub(crate) fn drops(&self, state: GeneratorState) {
        let is_live = state != GeneratorState::Closed;
        let runs_on = self.waits_hidden.load(SeqCst);
        *self.dropping.lock().unwrap() =
            Some(Dropping { is_live, runs_on, cleanups: self.stages() });
    }

    pub(crate) fn is_dropped(&self) -> bool {
        self.dropping.lock().unwrap().is_some()
    }

    pub(crate) fn waits_hidden(&self, waits: bool) {
        self.waits_hidden.store(waits, SeqCst);
    }
}

/// The share of an account in the summary.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Summary {
    /// Generators.
    pub(crate) generators: u64,
    /// Generators that were dropped before their end.
    pub(crate) dropped: u64,
    /// Generators whose body panicked.
    pub(crate) panicked: u64,
    /// Items that were yielded.
    pub(crate) items: u64,
    /// Values that were sent.
    pub(crate) sent: u64,
    /// Errors that were raised or thrown.
    pub(crate) errors: u64,
    /// Cleanups that ran.
    pub(crate) cleanups: u64,
    /// Cleanups that were skipped by a drop or a panic.
    pub(crate) skipped: u64,
}

/// The end of an account.
impl Record {
    /// Compares both sides of the account, after the generator was dropped. Returns the
    /// differences.
    pub(crate) fn settle(&self, summary: &mut Summary) -> Vec<String> {
        let mut faults = Vec::new();
        for kind in KINDS {
            let [made, dropped] = [&self.made, &self.dropped].map(|of| count(&of[kind as usize]));
            check(made == dropped, &mut faults, || {
                format!("{kind:?}: {made} made, {dropped} dropped")
            });
        }
        let panicked = *self.panicked.lock().unwrap();
        let dropping = *self.dropping.lock().unwrap();
        check(dropping.is_some(), &mut faults, || "the generator was never dropped".to_owned());
        let live = dropping.filter(|dropping| dropping.is_live);
        self.settle_tokens(live, &mut faults);
        for cleanup in [Cleanup::Prompt, Cleanup::Waiting] {
            self.settle_cleanups(cleanup, panicked, live, &mut faults);
        }
        summary.add(self, live.is_some(), panicked.is_some());
        faults.into_iter().map(|fault| format!("{}: {fault}", self.name)).collect()
    }

    fn settle_cleanups(
        &self,
        cleanup: Cleanup,
        panicked: Option<[Stage; 2]>,
        live: Option<Dropping>,
        faults: &mut Vec<String>,
    ) {
        let stage = |stages: [Stage; 2]| stages[cleanup as usize];
        let after = stage(self.stages());
        let expected = match (panicked.map(stage), live.map(|live| stage(live.cleanups))) {
            (Some(then), _) => then.begun,
            (None, Some(then)) if cleanup == Cleanup::Waiting => then.begun,
            _ => after.entered,
        };
        check(after.begun == expected && after.left == after.entered, faults, || {
            format!("{cleanup:?}: {after:?}, but {expected} were to run; {panicked:?}, {live:?}")
        });
        if panicked.is_none() && (live.is_none() || cleanup == Cleanup::Prompt) {
            check(after.finished == after.begun, faults, || format!("{cleanup:?}: not to its end"));
        }
        if let Some(live) = live.filter(|live| !live.runs_on) {
            check(after.entered == stage(live.cleanups).entered, faults, || {
                format!("{cleanup:?}: entered during the drop")
            });
        }
    }

    fn settle_tokens(&self, live: Option<Dropping>, faults: &mut Vec<String>) {
        let made = |kind: Kind| count(&self.made[kind as usize]);
        let (seen, unseen) = (count(&self.seen), count(&self.unseen));
        check(made(Kind::Item) == seen + unseen, faults, || {
            format!("items: {seen} seen, {unseen} not")
        });
        let runs_on = live.is_some_and(|live| live.runs_on);
        let midway = self.closes_midway() + u32::from(runs_on);
        check(unseen <= midway, faults, || format!("{unseen} items dropped, of at most {midway}"));
        let (arrived, returned) = (count(&self.arrived), count(&self.returned));
        check(made(Kind::Sent) == arrived + returned, faults, || {
            format!("of what was sent, {arrived} arrived and {returned} returned")
        });
        // Dropping a generator discards an error that is being propagated.
        let (errors, settled) = (made(Kind::Error), count(&self.settled));
        let discarded = errors.wrapping_sub(settled);
        check(discarded <= u32::from(live.is_some()), faults, || {
            format!("of {errors} errors, {settled} were seen")
        });
    }
}

impl Summary {
    fn add(&mut self, record: &Record, was_live: bool, panicked: bool) {
        let made = |kind: Kind| u64::from(count(&record.made[kind as usize]));
        self.generators += 1;
        self.dropped += u64::from(was_live);
        self.panicked += u64::from(panicked);
        self.items += made(Kind::Item);
        self.sent += made(Kind::Sent);
        self.errors += made(Kind::Error);
        for stage in record.stages() {
            self.cleanups += u64::from(stage.begun);
            self.skipped += u64::from(stage.entered.saturating_sub(stage.begun));
        }
    }
}

fn count(of: &AtomicU32) -> u32 {
    of.load(SeqCst)
}

fn check(holds: bool, faults: &mut Vec<String>, fault: impl FnOnce() -> String) {
    if !holds {
        faults.push(fault());
    }
}
