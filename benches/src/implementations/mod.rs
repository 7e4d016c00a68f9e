//! Who is compared.

mod async_stream;
mod asyncgen;
mod by_hand;

use std::path::PathBuf;

use crate::nightly;
use crate::shared::work::Work;

/// One column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Implementation {
    ByHand,
    /// In a program of its own: see `native.rs`.
    Native,
    AsyncStream,
    Asyncgen,
}

impl Implementation {
    pub(crate) const ALL: [Self; 4] = [
        Implementation::ByHand,
        Implementation::Native,
        Implementation::AsyncStream,
        Implementation::Asyncgen,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Implementation::ByHand => "by-hand",
            Implementation::Native => "native",
            Implementation::AsyncStream => "async-stream",
            Implementation::Asyncgen => "asyncgen",
        }
    }

    /// The program that does its works.
    pub(crate) fn program(self) -> Result<PathBuf, String> {
        match self {
            Implementation::Native => nightly::build(),
            _ => std::env::current_exe().map_err(|error| error.to_string()),
        }
    }

    /// Whether it can do the work at all.
    pub(crate) fn can(self, work: Work) -> bool {
        (self, work) != (Implementation::AsyncStream, Work::Exchange)
    }

    /// Does the work, if it is this program that does.
    pub(crate) fn run(self, work: Work, n: u64) -> Option<u64> {
        match self {
            Implementation::ByHand => Some(work.run::<by_hand::ByHand>(n)),
            Implementation::Native => None,
            Implementation::AsyncStream => Some(work.run::<async_stream::AsyncStream>(n)),
            Implementation::Asyncgen => Some(work.run::<asyncgen::Asyncgen>(n)),
        }
    }
}
