//! Random numbers from a seed.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

/// SplitMix64, through a shared reference.
#[derive(Debug)]
pub(crate) struct Random(AtomicU64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(AtomicU64::new(seed))
    }

    /// A random number.
    pub(crate) fn number(&self) -> u64 {
        let mut mixed = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, SeqCst);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A random number below `limit`.
    pub(crate) fn below(&self, limit: u64) -> u64 {
        self.number() % limit
    }

    /// True once in `of` times.
    pub(crate) fn once_in(&self, of: u64) -> bool {
        self.below(of) == 0
    }
}
