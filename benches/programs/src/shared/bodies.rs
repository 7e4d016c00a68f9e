//! The bodies that are compared: what each peer has to write.
//!
//! Each row of the tables gets types of its own, by a number that the bodies carry and do not use.
//! Otherwise two rows would be two callers of one `poll_next`, and how the optimizer inlines in the
//! one would depend on the other.

use core::cell::Cell;
use core::hint::black_box;
use core::marker::PhantomData;
use core::pin::{Pin, pin};

use super::consumer::{finish, next, pinned};
use super::leaves::{Failed, Page};
use crate::Stream;

/// The same bodies in the spelling of each peer.
pub(crate) trait Bodies: 'static {
    /// Whether a layer around another generator is a box, so that a size says nothing.
    const BOXES_LAYERS: bool = false;

    /// `for x in 0..n { yield x }`
    fn count<const ROW: u64>(n: u64) -> impl Stream<Item = u64> + 'static;

    /// The same, as a box that hides its type.
    fn boxed<const ROW: u64>(n: u64) -> impl Stream<Item = u64> + Unpin;

    /// `for x in 0..n { Ready.await; yield x }`
    fn ready_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64>;

    /// `for x in 0..n { Pending::default().await; yield x }`
    fn pending_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64>;

    /// `for x in 0..n { Woken::default().await; yield x }`
    fn woken_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64>;

    /// `for x in 0..n { Depth.await; yield x }`
    fn depth_between<const ROW: u64>(n: u64) -> impl Stream<Item = u64> + 'static;

    /// `for x in 0..n { yield page(x) }`
    fn pages<const ROW: u64>(n: u64) -> impl Stream<Item = Page>;

    /// `for byte in &page { yield byte }`
    fn bytes(page: Page) -> impl Stream<Item = u64>;

    /// `for x in 0..n { yield check(x)? }`
    fn checked<const ROW: u64>(n: u64) -> impl Stream<Item = Result<u64, Failed>>;

    /// `for x in 0..n { yield Ok(x) }`
    fn fallible<const ROW: u64>(n: u64) -> impl Stream<Item = Result<u64, Failed>>;

    /// `for await x in S::open(n) { yield x }`
    fn nested<S: Source>(n: u64) -> impl Stream<Item = u64> + 'static;

    /// `for await x in inner { yield x }`
    fn relay(inner: impl Stream<Item = u64>) -> impl Stream<Item = u64>;

    /// The same as a block in a function, where that is another spelling.
    fn relay_block(inner: impl Stream<Item = u64>) -> impl Stream<Item = u64> {
        Self::relay(inner)
    }

    /// `loop { yield total; if let Some(x) = sent.take() { total += x } }`
    fn totals<const ROW: u64>(sent: &Cell<Option<u64>>) -> impl Stream<Item = u64>;

    /// Sends `n` numbers to what sums them; the totals, summed. Through a cell where nothing can be
    /// sent.
    fn send_owned<const ROW: u64>(n: u64) -> u64 {
        let sent = Cell::new(None);
        send_by_cell(pin!(Self::totals::<ROW>(&sent)), &sent, n)
    }

    /// The same with the generator behind a pin.
    fn send_pinned<const ROW: u64>(n: u64) -> u64 {
        let sent = Cell::new(None);
        send_by_cell(black_box(pin!(Self::totals::<ROW>(&sent))), &sent, n)
    }

    /// Drains behind a pin, and closes. Where nothing can be closed, it is dropped.
    fn drain_and_close<const ROW: u64>(n: u64) -> u64 {
        pinned(Self::count::<ROW>(n))
    }

    /// What only generators with asyncgen's protocol have: `catch!`, `finally!`.
    fn guarded(_name: &str, _n: u64) -> Option<u64> {
        None
    }
}

/// The consumer of what is sent through a cell.
#[inline(always)]
fn send_by_cell(
    mut totals: Pin<&mut impl Stream<Item = u64>>,
    sent: &Cell<Option<u64>>,
    n: u64,
) -> u64 {
    let mut sum = finish(next(totals.as_mut())).unwrap_or(0);
    for x in 0..n {
        sent.set(Some(black_box(x)));
        if let Some(total) = finish(next(totals.as_mut())) {
            sum = sum.wrapping_add(black_box(total));
        }
    }
    sum
}

/// Something that a generator can open for itself.
pub(crate) trait Source: 'static {
    fn open(n: u64) -> impl Stream<Item = u64> + 'static;
}

/// The innermost generator of a nest.
pub(crate) struct Counter<B, const ROW: u64>(PhantomData<B>);

impl<B: Bodies, const ROW: u64> Source for Counter<B, ROW> {
    fn open(n: u64) -> impl Stream<Item = u64> + 'static {
        B::count::<ROW>(n)
    }
}

/// The innermost generator of a nest of which the stack is measured.
pub(crate) struct Plumb<B, const ROW: u64>(PhantomData<B>);

impl<B: Bodies, const ROW: u64> Source for Plumb<B, ROW> {
    fn open(n: u64) -> impl Stream<Item = u64> + 'static {
        B::depth_between::<ROW>(n)
    }
}

/// A generator around another one.
pub(crate) struct Layer<B, S>(PhantomData<(B, S)>);

impl<B: Bodies, S: Source> Source for Layer<B, S> {
    fn open(n: u64) -> impl Stream<Item = u64> + 'static {
        B::nested::<S>(n)
    }
}

pub(crate) type Layers2<B, S> = Layer<B, Layer<B, S>>;
pub(crate) type Layers4<B, S> = Layers2<B, Layers2<B, S>>;
pub(crate) type Layers8<B, S> = Layers4<B, Layers4<B, S>>;
pub(crate) type Layers16<B, S> = Layers8<B, Layers8<B, S>>;

/// Eight generators, each of which gets the next inner one as its argument.
pub(crate) fn relays<B: Bodies, const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
    let four = B::relay(B::relay(B::relay(B::count::<ROW>(n))));
    B::relay(B::relay(B::relay(B::relay(four))))
}

/// The same of blocks.
pub(crate) fn relay_blocks<B: Bodies, const ROW: u64>(n: u64) -> impl Stream<Item = u64> {
    let four = B::relay_block(B::relay_block(B::relay_block(B::count::<ROW>(n))));
    B::relay_block(B::relay_block(B::relay_block(B::relay_block(four))))
}
