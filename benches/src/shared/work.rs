//! The works that are measured.

use core::hint::black_box;

use super::bodies::{Bodies, NineLayers, OneLayer, SixteenLayers, Source, passed_by_value};
use super::consumer::{drain, drain_borrowed, drain_boxed};

/// What one process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    Drain,
    DrainBorrowed,
    DrainBoxed,
    ReadyBetween,
    PendingBetween,
    ThreeItems,
    OneLayer,
    NineLayers,
    Pages,
    Exchange,
    SizeOfCount,
    SizeOfPages,
    SizeOfBytes,
    SizeOfNested,
    SizeOfRelays,
}

impl Work {
    const ALL: [Self; 15] = [
        Work::Drain,
        Work::DrainBorrowed,
        Work::DrainBoxed,
        Work::ReadyBetween,
        Work::PendingBetween,
        Work::ThreeItems,
        Work::OneLayer,
        Work::NineLayers,
        Work::Pages,
        Work::Exchange,
        Work::SizeOfCount,
        Work::SizeOfPages,
        Work::SizeOfBytes,
        Work::SizeOfNested,
        Work::SizeOfRelays,
    ];

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|work| work.name() == name)
    }

    pub(crate) fn name(self) -> String {
        format!("{self:?}")
    }

    /// Does the work `n` times; gives what the items add up to, or a size in bytes.
    #[inline(never)]
    pub(crate) fn run<B: Bodies + 'static>(self, n: u64) -> u64 {
        match self {
            Work::Drain => drain(B::count(n)),
            Work::DrainBorrowed => drain_borrowed(B::count(n)),
            Work::DrainBoxed => drain_boxed(B::count(n)),
            Work::ReadyBetween => drain(B::ready_between(n)),
            Work::PendingBetween => drain(B::pending_between(n)),
            Work::ThreeItems => (0..n).map(|_| drain(B::count(black_box(3)))).sum(),
            Work::OneLayer => drain(OneLayer::<B>::open(n)),
            Work::NineLayers => drain(NineLayers::<B>::open(n)),
            Work::Pages => drain_boxed(B::pages(n)),
            Work::Exchange => B::exchange(n),
            Work::SizeOfCount => bytes(&B::count(n)),
            Work::SizeOfPages => bytes(&B::pages(n)),
            Work::SizeOfBytes => bytes(&B::bytes([0; 1024])),
            Work::SizeOfNested => bytes(&SixteenLayers::<B>::open(n)),
            Work::SizeOfRelays => bytes(&passed_by_value::<B>(n)),
        }
    }
}

fn bytes<T>(value: &T) -> u64 {
    size_of_val(value) as u64
}
