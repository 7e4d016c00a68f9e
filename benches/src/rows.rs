//! The rows of the table, and what asyncgen is to reach in each.

use crate::callgrind::Measured;
use crate::implementations::Implementation;
use crate::shared::work::Work;

/// One row of the table.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) figure: Figure,
    pub(crate) goal: Goal,
}

/// What a row shows.
#[derive(Clone, Copy)]
pub(crate) enum Figure {
    /// Instructions for an item.
    Instructions(Work),
    /// Instructions for an item, for each layer from the second to the ninth.
    InstructionsPerLayer(Work, Work),
    /// Copies of an item.
    Copies(Work),
    /// Allocations for a generator.
    Allocations(Work),
    /// The size of a generator.
    Bytes(Work),
}

/// How much it may be.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    /// Just to be seen.
    None,
    /// Where we want to be.
    Aim(u32),
    /// What we promise: more is a failure.
    Bound(u32),
}

pub(crate) const ROWS: [Row; 17] = [
    row("drain in place, u64", Figure::Instructions(Work::Drain), Goal::Bound(10)),
    row("… by Pin<&mut S>", Figure::Instructions(Work::DrainBorrowed), Goal::None),
    row("… by Pin<Box<dyn Stream>>", Figure::Instructions(Work::DrainBoxed), Goal::Bound(42)),
    row("… ready await between items", Figure::Instructions(Work::ReadyBetween), Goal::Aim(26)),
    row("… pending await between items", Figure::Instructions(Work::PendingBetween), Goal::Aim(30)),
    row("create and drain 3 items", Figure::Instructions(Work::ThreeItems), Goal::Aim(60)),
    row(
        "each further nested layer, an item",
        Figure::InstructionsPerLayer(Work::OneLayer, Work::NineLayers),
        Goal::Aim(18),
    ),
    row("1 KiB items by dyn", Figure::Instructions(Work::Pages), Goal::None),
    row("… copies of the item", Figure::Copies(Work::Pages), Goal::Aim(1)),
    row("one send", Figure::Instructions(Work::Exchange), Goal::Aim(40)),
    row("allocations per item", Figure::Allocations(Work::Drain), Goal::Bound(0)),
    row("allocations per generator", Figure::Allocations(Work::ThreeItems), Goal::Bound(0)),
    row("bytes: u64 items", Figure::Bytes(Work::SizeOfCount), Goal::Bound(40)),
    row("bytes: 1 KiB items", Figure::Bytes(Work::SizeOfPages), Goal::Bound(40)),
    row("bytes: 1 KiB argument", Figure::Bytes(Work::SizeOfBytes), Goal::Aim(1056)),
    row("bytes: 16 layers", Figure::Bytes(Work::SizeOfNested), Goal::Bound(640)),
    row("bytes: 8 layers by value", Figure::Bytes(Work::SizeOfRelays), Goal::Bound(640)),
];

const fn row(name: &'static str, figure: Figure, goal: Goal) -> Row {
    Row { name, figure, goal }
}

impl Figure {
    pub(crate) fn needs_valgrind(self) -> bool {
        !matches!(self, Figure::Bytes(_))
    }

    /// The figure of one implementation, if it has any.
    pub(crate) fn of(self, implementation: Implementation, measured: &Measured) -> Option<f64> {
        let per_item =
            |work| implementation.can(work).then(|| measured.per_item(implementation, work));
        match self {
            Figure::Instructions(work) => Some(per_item(work)?.instructions),
            Figure::InstructionsPerLayer(one, nine) => {
                Some((per_item(nine)?.instructions - per_item(one)?.instructions) / 8.0)
            }
            Figure::Copies(work) => Some(per_item(work)?.copies),
            Figure::Allocations(work) => Some(per_item(work)?.allocations),
            Figure::Bytes(work) => Some(measured.output(implementation, work) as f64),
        }
    }
}

impl Goal {
    /// How it is written in the table.
    pub(crate) fn text(self) -> String {
        match self {
            Goal::None => String::new(),
            Goal::Aim(limit) => format!("≤ {limit}"),
            Goal::Bound(limit) => format!("≤ {limit} must"),
        }
    }

    /// Whether a promise is broken. (The two sizes differ by a handful of instructions in printing the result.)
    pub(crate) fn is_broken_by(self, figure: f64) -> bool {
        matches!(self, Goal::Bound(limit) if figure > f64::from(limit) + 0.01)
    }
}
