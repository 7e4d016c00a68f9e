//! Numbers that look random and depend on the seed alone.

/// A generator of numbers, by xorshift.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        // The state must not be 0. The first numbers of neighbouring seeds are much alike.
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..8 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 33
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// One of these.
    pub(crate) fn of<'t, T>(&mut self, options: &'t [T]) -> &'t T {
        let count = u64::try_from(options.len()).expect("a few");
        &options[usize::try_from(self.below(count)).expect("below a length")]
    }
}
