//! The bodies that are compared: what each implementation has to write.

use core::marker::PhantomData;

use super::leaves::Page;
use crate::Stream;

/// The same bodies in every implementation.
pub(crate) trait Bodies {
    /// `for x in 0..n { yield x }`
    fn count(n: u64) -> impl Stream<Item = u64>;

    /// `for x in 0..n { Ready.await; yield x }`
    fn ready_between(n: u64) -> impl Stream<Item = u64>;

    /// `for x in 0..n { Pending::default().await; yield x }`
    fn pending_between(n: u64) -> impl Stream<Item = u64>;

    /// `for x in 0..n { yield page(x) }`
    fn pages(n: u64) -> impl Stream<Item = Page>;

    /// `for byte in &page { yield byte }`
    fn bytes(page: Page) -> impl Stream<Item = u64>;

    /// `for await x in S::open(n) { yield x }`
    fn nested<S: Source>(n: u64) -> impl Stream<Item = u64>;

    /// `for await x in inner { yield x }`
    fn relay(inner: impl Stream<Item = u64>) -> impl Stream<Item = u64>;

    /// `let mut total = 0; loop { if let Some(x) = yield total { total += x } }`, to which the numbers below `n` are
    /// sent. The sum of all answers.
    fn exchange(n: u64) -> u64;
}

/// Something that a generator can open for itself.
pub(crate) trait Source {
    fn open(n: u64) -> impl Stream<Item = u64>;
}

/// The innermost generator of a nest.
pub(crate) struct Innermost<B>(PhantomData<B>);

impl<B: Bodies> Source for Innermost<B> {
    fn open(n: u64) -> impl Stream<Item = u64> {
        B::count(n)
    }
}

/// A generator around another one.
pub(crate) struct Layer<B, S>(PhantomData<(B, S)>);

impl<B: Bodies, S: Source> Source for Layer<B, S> {
    fn open(n: u64) -> impl Stream<Item = u64> {
        B::nested::<S>(n)
    }
}

/// One layer around a generator.
pub(crate) type OneLayer<B> = Layer<B, Innermost<B>>;

/// Nine layers around a generator.
pub(crate) type NineLayers<B> = FourLayers<B, FourLayers<B, OneLayer<B>>>;

/// Sixteen layers around a generator.
pub(crate) type SixteenLayers<B> =
    FourLayers<B, FourLayers<B, FourLayers<B, FourLayers<B, Innermost<B>>>>>;

type FourLayers<B, S> = Layer<B, Layer<B, Layer<B, Layer<B, S>>>>;

/// Eight generators around another, each of which gets the next inner one as its argument.
pub(crate) fn passed_by_value<B: Bodies>(n: u64) -> impl Stream<Item = u64> {
    let four = B::relay(B::relay(B::relay(B::relay(B::count(n)))));
    B::relay(B::relay(B::relay(B::relay(four))))
}
