//! The rules of cleanup that the runtime follows: what the scenarios expect of it.

use std::fmt;

/// When cleanups run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// `close` on a running generator waits for the step, and dropping runs no cleanup.
    Today,
    /// Exit is raised where the body waits, and dropping runs the cleanups that do not await.
    CleanupAlwaysRuns,
}

/// The rules that the runtime follows.
pub const RULES: Rules = Rules::Today;

impl Rules {
    /// The rules with this name on the command line.
    #[must_use]
    pub fn named(name: &str) -> Option<Rules> {
        [Rules::Today, Rules::CleanupAlwaysRuns].into_iter().find(|rules| rules.to_string() == name)
    }
}

impl fmt::Display for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Rules::Today => "today",
            Rules::CleanupAlwaysRuns => "always",
        })
    }
}
