//! The model's view of everything outside of a body: the log, the decisions, the wakers and the
//! references.

use std::collections::BTreeMap;

use crate::case;
use crate::event::{Event, Id, Kind, WAKERS};
use crate::rules::{Reached, Rule};

/// A token that is alive. [`World::drop`] takes it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) id: Id,
}

/// The surroundings of a generator.
pub(crate) struct World<'c> {
    /// Whether `close` is under way.
    pub(crate) is_closing: bool,
    reached: &'c mut Reached,
    events: Vec<Event>,
    decisions: &'c [u8],
    made: Id,
    panics: u32,
    /// How many panics unwind.
    unwinding: u32,
    /// Whether something happened whose outcome is not specified.
    is_unspecified: bool,
    /// The waker that the consumer polls with.
    pub(crate) waker: Option<usize>,
    /// The wakers that pending leaves were polled with.
    registered: BTreeMap<Id, Option<usize>>,
    pub(crate) wakes: [usize; WAKERS],
    /// How many tokens and generators hold a reference to the log.
    pub(crate) references: usize,
}

impl<'c> World<'c> {
    pub(crate) fn new(decisions: &'c [u8], reached: &'c mut Reached) -> Self {
        World {
            is_closing: false,
            reached,
            events: Vec::new(),
            decisions,
            made: 0,
            panics: 0,
            unwinding: 0,
            is_unspecified: false,
            waker: None,
            registered: BTreeMap::new(),
            wakes: [0; WAKERS],
            references: 0,
        }
    }

    pub(crate) fn reach(&mut self, rule: Rule) {
        self.reached.count(rule);
    }

    pub(crate) fn log(&mut self, event: Event) {
        self.events.push(event);
    }

    pub(crate) fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    pub(crate) fn token(&mut self, kind: Kind) -> Token {
        let id = self.made;
        self.made += 1;
        self.references += 1;
        self.log(Event::Made(kind, id));
        Token { kind, id }
    }

    /// Drops a token. A leaf forgets its waker.
    pub(crate) fn drop(&mut self, token: Token) {
        self.registered.remove(&token.id);
        self.references -= 1;
        self.log(Event::Dropped(token.kind, token.id));
    }

    /// Drops tokens, the last one first.
    pub(crate) fn drop_all(&mut self, tokens: Vec<Token>) {
        tokens.into_iter().rev().for_each(|token| self.drop(token));
    }

    fn decide(&mut self) -> u8 {
        let (first, rest) = self.decisions.split_first().unwrap_or((&0, &[]));
        self.decisions = rest;
        *first
    }

    pub(crate) fn condition(&mut self) -> bool {
        case::condition(self.decide())
    }

    pub(crate) fn turn(&mut self) -> bool {
        case::turn(self.decide())
    }

    /// A leaf: its token, how often it is pending, and whether it panics then.
    pub(crate) fn leaf(&mut self) -> (Token, u8, bool) {
        let (pending, panics) = case::leaf(self.decide());
        (self.token(Kind::Leaf), pending, panics)
    }

    /// A stream: its token, how many items it has, and how often each is pending.
    pub(crate) fn stream(&mut self) -> (Token, u8, u8) {
        let (items, pending) = case::stream(self.decide());
        (self.token(Kind::Stream), items, pending)
    }

    /// Logs a poll of a leaf with the consumer's own waker.
    pub(crate) fn polled(&mut self, leaf: Id, ready: bool) {
        self.log(Event::Polled { leaf, ready, original: true });
        if ready {
            self.registered.remove(&leaf);
        } else {
            self.registered.insert(leaf, self.waker);
        }
    }

    /// The number of the next panic.
    pub(crate) fn panic(&mut self) -> u32 {
        // A panic while another one unwinds aborts the process.
        self.is_unspecified |= self.unwinding > 0;
        self.panics += 1;
        self.panics - 1
    }

    /// Calls `then` while a panic unwinds, if `is_unwinding`.
    pub(crate) fn unwinding<T>(
        &mut self,
        is_unwinding: bool,
        then: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.unwinding += u32::from(is_unwinding);
        let done = then(self);
        self.unwinding -= u32::from(is_unwinding);
        done
    }

    pub(crate) fn is_unwinding(&self) -> bool {
        self.unwinding > 0
    }

    /// Marks the outcome of the case as not specified.
    pub(crate) fn unspecified(&mut self) {
        self.is_unspecified = true;
    }

    pub(crate) fn is_unspecified(&self) -> bool {
        self.is_unspecified
    }

    /// Wakes the waker of the newest pending leaf.
    pub(crate) fn wake(&mut self) {
        if let Some((_, Some(waker))) = self.registered.last_key_value() {
            self.wakes[*waker] += 1;
        }
    }

    /// How many clones there are of each of the consumer's wakers.
    pub(crate) fn wakers(&self) -> [usize; WAKERS] {
        let mut clones = [0; WAKERS];
        self.registered.values().flatten().for_each(|waker| clones[*waker] += 1);
        clones
    }
}
