//! A log of the events in a test, in their order.

use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};

/// A shared list of events.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    /// An empty log.
    #[must_use]
    pub fn new() -> Self {
        Log::default()
    }

    /// Appends an event.
    pub fn say(&self, event: impl Display) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(event.to_string());
    }

    /// A value that logs its name when it is dropped.
    pub fn logged(&self, name: &'static str) -> Logged {
        Logged { name, log: self.clone() }
    }

    /// Removes all events, and returns them with spaces between.
    pub fn take(&self) -> String {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).join(" ")
    }
}

/// See [`Log::logged`].
#[derive(Debug)]
#[must_use = "it would be dropped, and logged, at once"]
pub struct Logged {
    name: &'static str,
    log: Log,
}

impl Drop for Logged {
    fn drop(&mut self) {
        self.log.say(self.name);
    }
}
