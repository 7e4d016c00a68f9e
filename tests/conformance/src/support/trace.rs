//! The trace: what a scenario leaves, token by token. One per thread, because bodies must be able
//! to write to it.

use std::cell::{Cell, RefCell};

use super::Exc;

thread_local! {
    static TRACE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static SUSPENSIONS: Cell<u32> = const { Cell::new(0) };
}

pub(super) fn token(token: impl Into<String>) {
    TRACE.with_borrow_mut(|trace| trace.push(token.into()));
}

/// The trace so far; the next one begins.
pub(super) fn take() -> Vec<String> {
    TRACE.take()
}

/// A body waits for something.
pub(super) fn suspended() {
    SUSPENSIONS.set(SUSPENSIONS.get() + 1);
    token("pending");
}

/// How often a body has waited on this thread.
pub(super) fn suspensions() -> u32 {
    SUSPENSIONS.get()
}

/// What a body does first.
pub fn start() {
    token("start");
}

/// What the body of an inner generator does first.
pub fn start_sub() {
    token("start sub");
}

/// `["log", text]`
pub fn log(text: &str) {
    token(format!("log {text}"));
}

/// `["recv", k]`: what the yield evaluated to.
pub fn recv(value: Option<i64>) {
    token(match value {
        Some(value) => format!("recv {value}"),
        None => "recv None".to_owned(),
    });
}

/// A handler is entered.
pub fn caught(exception: &Exc) {
    token(format!("caught {exception}"));
}
