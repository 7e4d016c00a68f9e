//! Methods of the handle that are never called. They tell rustc the types that a generator's
//! surroundings declare, before it checks the body: so an item of another type is the mistake, and
//! not the declared type.

use core::future::Future;

#[cfg(feature = "alloc")]
use crate::boxed::{BoxAsyncGenerator, LocalBoxAsyncGenerator};
use crate::diagnostics::{LastItem, dummy_value};
use crate::generator::FinalErrorItems;
#[cfg(feature = "alloc")]
use crate::generator::ItemPolicy;
use crate::raw::body::{Cleanups, Generator};
use crate::raw::handle::Handle;
use crate::raw::lazy_body::MakeBody;

impl<Y: ?Sized, S, E, K> Handle<Y, S, E, K> {
    /// Where a generator is returned, or what implements its traits.
    #[cold]
    pub fn declared<B, W, C>(self) -> Generator<B, Y, S, E, K, W, C>
    where
        Y: Sized,
        B: Future,
        W: MakeBody<B, Y, S, E>,
        C: Cleanups<B, Y, S, E>,
    {
        dummy_value()
    }

    /// What the body evaluates to: a macro that returns another error is then the mistake.
    #[cold]
    pub fn ended(self) -> Result<(), E> {
        dummy_value()
    }

    /// What the body of a block yields.
    #[cold]
    pub fn yields(self, _: Y)
    where
        Y: Sized,
    {
    }

    /// What the body of a block evaluates to.
    #[cold]
    pub fn ends_with(self, _: Result<(), E>) {}

    /// Where a box is returned.
    #[cfg(feature = "alloc")]
    #[cold]
    #[must_use]
    pub fn declared_boxed<'a>(self) -> BoxAsyncGenerator<'a, K::Item, S, E>
    where
        Y: Sized,
        K: ItemPolicy<Y, E>,
    {
        dummy_value()
    }

    /// Where a box that stays on its thread is returned.
    #[cfg(feature = "alloc")]
    #[cold]
    #[must_use]
    pub fn declared_boxed_local<'a>(self) -> LocalBoxAsyncGenerator<'a, K::Item, S, E>
    where
        Y: Sized,
        K: ItemPolicy<Y, E>,
    {
        dummy_value()
    }
}

impl<Y, S, E, C> Handle<Y, S, E, FinalErrorItems<C>> {
    /// Of which type the items of a block with a `?` are.
    #[cold]
    pub fn items(self) -> fn() -> Y {
        dummy_value
    }
}

impl<E, C, O> LastItem<E, C, O> {
    /// What the body evaluates to.
    #[cold]
    pub fn body_output<Y, S>(self, _: Handle<Y, S, E, FinalErrorItems<C>>) -> O {
        dummy_value()
    }
}

impl<S, E, K> Handle<(), S, E, K> {
    /// rustc finds this method before that of the trait if it does not know what the items are:
    /// they are then units.
    #[cold]
    pub fn asyncgen_items_or_units(self) {}
}

/// A block that yields nothing, whatever its items are.
pub trait ItemsOrUnits: Sized {
    /// Does nothing.
    #[cold]
    fn asyncgen_items_or_units(self) {}
}

impl<Y, S, E, K> ItemsOrUnits for Handle<Y, S, E, K> {}
