//! Random integers that are the same on every run, and the same as in the Python originals.

/// A 64-bit linear congruential generator with Knuth's constants. Its first state is the seed.
pub(crate) struct Rng(pub(crate) u64);

impl Rng {
    /// The next integer from 0 up to, but not including, `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}
