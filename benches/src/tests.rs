//! The works are the same in each implementation, and what needs no valgrind holds in every test run.

use crate::implementations::Implementation;
use crate::shared::work::Work;

const COMPILED_HERE: [Implementation; 3] =
    [Implementation::ByHand, Implementation::AsyncStream, Implementation::Asyncgen];

#[test]
fn every_implementation_does_the_same_work() {
    let works = [
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
    ];
    for work in works {
        let expected = Implementation::ByHand.run(work, 10);
        assert!(expected > Some(0), "{work:?}");
        for implementation in
            COMPILED_HERE.into_iter().filter(|implementation| implementation.can(work))
        {
            assert_eq!(implementation.run(work, 10), expected, "{work:?} of {implementation:?}");
        }
    }
}

#[test]
fn items_are_not_part_of_the_generator() {
    for work in [Work::SizeOfCount, Work::SizeOfPages] {
        let size = Implementation::Asyncgen.run(work, 1);
        println!("{work:?}: {size:?}");
        assert!(size <= Some(72), "{work:?}: {size:?} bytes");
    }
}
