//! A log with times of tokio's paused clock, which jumps to the next timer, so that a sleep takes
//! no real time.

use std::cell::RefCell;
use std::fmt::{self, Display};

use tokio::time::Instant;

/// Lines such as `t=1.500 got 2`, in seconds since the log was started.
pub(crate) struct Log {
    start: Instant,
    lines: RefCell<Vec<String>>,
}

impl Log {
    fn start() -> Self {
        Self { start: Instant::now(), lines: RefCell::default() }
    }

    pub(crate) fn say(&self, event: impl Display) {
        let seconds = self.start.elapsed().as_secs_f64();
        self.lines.borrow_mut().push(format!("t={seconds:.3} {event}"));
    }
}

impl Display for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.borrow().iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// The log of one part of a challenge, with times from its start.
pub(crate) async fn transcript(part: impl AsyncFnOnce(&Log)) -> String {
    let log = Log::start();
    part(&log).await;
    log.to_string()
}
