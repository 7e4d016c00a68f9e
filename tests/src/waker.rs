//! A waker that counts its clones and its wakes.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::task::{RawWaker, RawWakerVTable, Waker};

#[derive(Default)]
struct Counts {
    clones: AtomicUsize,
    wakes: AtomicUsize,
}

/// The counts of a waker. They are leaked, which a test may do.
#[derive(Clone, Copy)]
pub struct CountingWaker(&'static Counts);

impl CountingWaker {
    /// Counts of zero.
    #[must_use]
    pub fn new() -> Self {
        let counts: &'static Counts = Box::leak(Box::default());
        LEAKED.lock().unwrap_or_else(PoisonError::into_inner).push(counts);
        CountingWaker(counts)
    }

    /// The waker.
    #[must_use]
    pub fn waker(self) -> Waker {
        // SAFETY: the pointer is to a `Counts` that is never freed and is `Sync`, as the functions
        // of the table require.
        unsafe { Waker::from_raw(raw(self.0)) }
    }

    /// The number of clones.
    #[must_use]
    pub fn clones(self) -> usize {
        self.0.clones.load(Ordering::SeqCst)
    }

    /// The number of wakes, of the waker and of its clones.
    #[must_use]
    pub fn wakes(self) -> usize {
        self.0.wakes.load(Ordering::SeqCst)
    }
}

impl Default for CountingWaker {
    fn default() -> Self {
        CountingWaker::new()
    }
}

impl std::fmt::Debug for CountingWaker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CountingWaker")
            .field("clones", &self.clones())
            .field("wakes", &self.wakes())
            .finish()
    }
}

/// The counts of all wakers, so that no tool that looks for leaks reports them.
static LEAKED: Mutex<Vec<&'static Counts>> = Mutex::new(Vec::new());

static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake, |_| ());

fn raw(counts: &'static Counts) -> RawWaker {
    RawWaker::new(std::ptr::from_ref(counts).cast(), &VTABLE)
}

/// # Safety
///
/// - `counts` points to a `Counts` that lives for ever.
unsafe fn counts(counts: *const ()) -> &'static Counts {
    // SAFETY: this function's own precondition.
    unsafe { &*counts.cast() }
}

unsafe fn clone(data: *const ()) -> RawWaker {
    // SAFETY: only `raw` makes wakers with this table.
    let counts = unsafe { counts(data) };
    counts.clones.fetch_add(1, Ordering::SeqCst);
    raw(counts)
}

unsafe fn wake(data: *const ()) {
    // SAFETY: as in `clone`.
    let counts = unsafe { counts(data) };
    counts.wakes.fetch_add(1, Ordering::SeqCst);
}
