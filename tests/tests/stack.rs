//! A generator needs little of the stack, also in debug builds, which copy whatever is moved.

use std::pin::pin;
use std::thread;

use asyncgen::async_generator;
use asyncgen_tests::drain;

/// The stack of a thread, unless it is told otherwise.
const STACK: usize = 2 << 20;

#[async_generator]
async fn ends<const N: usize>(bytes: [u8; N]) -> u8 {
    yield_!(bytes[0]);
    yield_!(bytes[N - 1]);
}

/// If it did not, this program would be aborted.
#[test]
fn an_argument_fits_on_a_thread_several_times() {
    let thread = thread::Builder::new().stack_size(STACK);
    let items = thread.spawn(|| drain(pin!(ends([7; STACK / 9])))).expect("a thread");
    assert_eq!(items.join().expect("its stack suffices"), [7, 7]);
}
