//! Whether a generator may be used on both sides of `catch_unwind` is a question about its body.
#![allow(missing_docs)]

use std::cell::Cell;
use std::panic::{RefUnwindSafe, UnwindSafe};

use asyncgen::async_generator;

/// Answers for types that have the traits; the trait `Otherwise` answers for the others.
struct Probe<T>(T);

impl<T: UnwindSafe> Probe<T> {
    fn is_unwind_safe(&self) -> bool {
        true
    }
}

impl<T: RefUnwindSafe> Probe<T> {
    fn is_ref_unwind_safe(&self) -> bool {
        true
    }
}

trait Otherwise {
    fn is_unwind_safe(&self) -> bool {
        false
    }

    fn is_ref_unwind_safe(&self) -> bool {
        false
    }
}

impl<T> Otherwise for Probe<T> {}

#[async_generator]
async fn holds_a_number(number: u32) -> u32 {
    finally! { assert_eq!(number, 1); }
    yield_!(number);
}

#[async_generator]
async fn holds_a_cell(cell: Cell<u32>) -> u32 {
    yield_!(cell.get());
    cell.set(1);
    yield_!(cell.get());
}

#[async_generator]
async fn holds_a_borrow(number: &mut u32) -> u32 {
    *number += 1;
    yield_!(*number);
}

#[test]
fn a_generator_is_what_its_body_is() {
    let probe = Probe(holds_a_number(1));
    assert!(probe.is_unwind_safe() && probe.is_ref_unwind_safe());
    let probe = Probe(holds_a_cell(Cell::new(1)));
    assert!(probe.is_unwind_safe() && !probe.is_ref_unwind_safe());
    let mut number = 1;
    let probe = Probe(holds_a_borrow(&mut number));
    assert!(!probe.is_unwind_safe() && probe.is_ref_unwind_safe());
}
