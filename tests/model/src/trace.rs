//! The support library of compiled bodies: the log, tokens that log their drops, leaf futures and
//! streams.

use std::cell::RefCell;
use std::future::Future;
use std::panic;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use futures::Stream;

use crate::case;
use crate::event::{Event, Id, Kind};

/// The handle to the log that a body gets.
pub(crate) type Cx = Rc<Trace>;

/// The log of one run.
pub(crate) struct Trace {
    inner: RefCell<Inner>,
}

struct Inner {
    events: Vec<Event>,
    /// The decisions that are left, the next one last.
    decisions: Vec<u8>,
    made: Id,
    panics: u32,
    /// The waker that the consumer polls with.
    current: Option<Waker>,
    /// The wakers that pending leaves were polled with.
    registered: Vec<(Id, Waker)>,
}

/// The payload of a body's panic.
pub(crate) struct BodyPanic(pub(crate) u32);

/// The payload of a panic during which a generator is dropped.
pub(crate) struct Unwinding;

impl Trace {
    pub(crate) fn new(decisions: &[u8]) -> Cx {
        let decisions = decisions.iter().rev().copied().collect();
        let registered = Vec::new();
        let inner =
            Inner { events: Vec::new(), decisions, made: 0, panics: 0, current: None, registered };
        Rc::new(Trace { inner: RefCell::new(inner) })
    }

    /// Takes the events that were logged since the last call.
    pub(crate) fn take(&self) -> Vec<Event> {
        std::mem::take(&mut self.inner.borrow_mut().events)
    }

    /// Sets the waker that the consumer polls with.
    pub(crate) fn polls_with(&self, waker: Option<&Waker>) {
        self.inner.borrow_mut().current = waker.cloned();
    }

    /// Wakes the waker of the newest pending leaf.
    pub(crate) fn wake(&self) {
        let newest = self
            .inner
            .borrow()
            .registered
            .iter()
            .max_by_key(|(leaf, _)| *leaf)
            .map(|(_, it)| it.clone());
        if let Some(waker) = newest {
            waker.wake();
        }
    }

    fn log(&self, event: Event) {
        self.inner.borrow_mut().events.push(event);
    }

    fn decide(&self) -> u8 {
        self.inner.borrow_mut().decisions.pop().unwrap_or(0)
    }

    pub(crate) fn token(self: &Rc<Self>, kind: Kind) -> Token {
        let mut inner = self.inner.borrow_mut();
        let id = inner.made;
        inner.made += 1;
        inner.events.push(Event::Made(kind, id));
        Token { kind, id, trace: self.clone() }
    }

    /// Registers the waker of a pending leaf in place of its previous one.
    fn register(&self, leaf: Id, waker: &Waker) {
        let mut inner = self.inner.borrow_mut();
        match inner.registered.iter_mut().find(|(id, _)| *id == leaf) {
            Some((_, registered)) => registered.clone_from(waker),
            None => inner.registered.push((leaf, waker.clone())),
        }
    }

    fn unregister(&self, leaf: Id) {
        self.inner.borrow_mut().registered.retain(|(id, _)| *id != leaf);
    }

    fn is_original(&self, waker: &Waker) -> bool {
        let inner = self.inner.borrow();
        inner.current.as_ref().is_some_and(|current| current.will_wake(waker))
            // A generator that is dropped has no waker to poll its cleanups with.
            || waker.will_wake(Waker::noop())
    }
}

/// The functions that bodies call.
impl Trace {
    pub(crate) fn say(&self, number: u16) {
        self.log(Event::Said(number));
    }

    pub(crate) fn choose(&self) -> bool {
        case::condition(self.decide())
    }

    pub(crate) fn again(&self) -> bool {
        case::turn(self.decide())
    }

    pub(crate) fn argument(self: &Rc<Self>) -> Token {
        self.token(Kind::Argument)
    }

    pub(crate) fn local(self: &Rc<Self>) -> Token {
        self.token(Kind::Local)
    }

    pub(crate) fn item(self: &Rc<Self>) -> Token {
        self.token(Kind::Item)
    }

    pub(crate) fn value(self: &Rc<Self>) -> Token {
        self.token(Kind::Value)
    }

    pub(crate) fn fail(self: &Rc<Self>) -> Result<(), Token> {
        Err(self.token(Kind::Error))
    }

    pub(crate) fn caught(&self, error: Token) {
        self.log(Event::Caught(error.id));
    }

    pub(crate) fn got(&self, sent: Option<Token>) -> Option<Token> {
        self.log(Event::Got(sent.as_ref().map(Token::id)));
        sent
    }

    pub(crate) fn panic(&self) {
        let number = self.inner.borrow().panics;
        self.inner.borrow_mut().panics += 1;
        panic::panic_any(BodyPanic(number));
    }

    pub(crate) fn leaf(self: &Rc<Self>) -> Leaf {
        self.new_leaf(false)
    }

    pub(crate) fn hidden_leaf(self: &Rc<Self>) -> Leaf {
        self.new_leaf(true)
    }

    fn new_leaf(self: &Rc<Self>, is_hidden: bool) -> Leaf {
        let (left, panics) = case::leaf(self.decide());
        Leaf { token: self.token(Kind::Leaf), left, panics, is_hidden }
    }

    pub(crate) fn stream(self: &Rc<Self>) -> LeafStream {
        let (items, pending) = case::stream(self.decide());
        LeafStream { token: self.token(Kind::Stream), items, pending, left: pending }
    }
}

/// A value whose drop is logged, and which holds a reference to the log.
pub(crate) struct Token {
    kind: Kind,
    id: Id,
    trace: Cx,
}

impl Token {
    pub(crate) fn id(&self) -> Id {
        self.id
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        self.trace.log(Event::Dropped(self.kind, self.id));
    }
}

/// A future that is pending a number of times.
pub(crate) struct Leaf {
    token: Token,
    left: u8,
    panics: bool,
    is_hidden: bool,
}

impl Token {
    /// Logs a poll and registers the waker if the leaf is pending.
    fn polled<T>(&self, cx: &Context<'_>, is_hidden: bool, poll: Poll<T>) -> Poll<T> {
        let original = is_hidden || self.trace.is_original(cx.waker());
        self.trace.log(Event::Polled { leaf: self.id, ready: poll.is_ready(), original });
        if poll.is_pending() {
            self.trace.register(self.id, cx.waker());
        } else {
            self.trace.unregister(self.id);
        }
        poll
    }
}

impl Future for Leaf {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.left > 0 {
            self.left -= 1;
            return self.token.polled(cx, self.is_hidden, Poll::Pending);
        }
        let poll = self.token.polled(cx, self.is_hidden, Poll::Ready(()));
        if self.panics {
            self.token.trace.panic();
        }
        poll
    }
}

impl Drop for Leaf {
    fn drop(&mut self) {
        self.token.trace.unregister(self.token.id);
    }
}

/// A stream of a number of items, each of which is pending a number of times.
pub(crate) struct LeafStream {
    token: Token,
    items: u8,
    pending: u8,
    left: u8,
}

impl Stream for LeafStream {
    type Item = Token;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Token>> {
        if self.left > 0 {
            self.left -= 1;
            return self.token.polled(cx, false, Poll::Pending);
        }
        let is_over = self.items == 0;
        if !is_over {
            self.items -= 1;
            self.left = self.pending;
        }
        let item = (!is_over).then(|| self.token.trace.token(Kind::StreamItem));
        self.token.polled(cx, false, Poll::Ready(item))
    }
}

impl Drop for LeafStream {
    fn drop(&mut self) {
        self.token.trace.unregister(self.token.id);
    }
}
