//! What happened, and in which order.

use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};

/// A list of events that everything in a test may write to.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Log::default()
    }

    /// Something happened.
    pub fn say(&self, event: impl Display) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(event.to_string());
    }

    /// Something that says its name when it is dropped.
    pub fn logged(&self, name: &'static str) -> Logged {
        Logged { name, log: self.clone() }
    }

    /// What happened since this was asked last, with spaces between.
    pub fn take(&self) -> String {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).join(" ")
    }
}

/// See [`Log::logged`].
#[derive(Debug)]
#[must_use = "dropped at once, it says its name at once"]
pub struct Logged {
    name: &'static str,
    log: Log,
}

impl Drop for Logged {
    fn drop(&mut self) {
        self.log.say(self.name);
    }
}
